"""Other names and translations that the library's own works state or imply."""
