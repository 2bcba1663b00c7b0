"""Our own segments: flat files that NumPy reads through mmap, a whole list at a time."""
