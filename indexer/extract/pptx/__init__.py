"""A presentation into its slides."""

from __future__ import annotations

from indexer.extract.pptx.reader import read_pptx

__all__ = ["read_pptx"]
