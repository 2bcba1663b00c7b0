"""The records every stage hands to the next: files and pages, works and values, authorities."""
