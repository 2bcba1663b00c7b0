"""A file in Rich Text Format into its sections."""

from __future__ import annotations

from indexer.extract.rtf.reader import read_rtf

__all__ = ["read_rtf"]
