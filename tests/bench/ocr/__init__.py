"""Pages that are printed, worn by scanners, and read by text recognition."""
