"""Evaluation: query trees over flat segments, in compiled loops."""
