"""One module per step, named for its revision."""
