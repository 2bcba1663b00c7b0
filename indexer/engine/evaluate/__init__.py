"""Evaluation: query trees over flat segments, whole posting lists at a time."""
