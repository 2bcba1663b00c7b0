"""Whoosh 2.7.4 on flat segments: its searcher and query classes, our files."""
