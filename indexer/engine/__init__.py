"""The engine: blocks of passages into generations of an index, query trees into found works."""
