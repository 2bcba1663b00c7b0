"""The command line: what a librarian or operator types into what the program does."""

from indexer.cli.program import main

__all__ = ["main"]
