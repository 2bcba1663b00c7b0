"""Stamped and ordinary files into how many are refused, and what is kept of them."""
