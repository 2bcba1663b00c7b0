"""Running heads, feet and page numbers of a file, and what its pages are called."""

from __future__ import annotations

from indexer.extract.running.marking import mark_running

__all__ = ["mark_running"]
