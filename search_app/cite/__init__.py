"""Works into references: formatted ones, and files for reference managers."""
