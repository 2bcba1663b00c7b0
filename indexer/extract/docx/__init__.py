"""A Word file into its pages or sections."""

from __future__ import annotations

from indexer.extract.docx.reader import read_docx

__all__ = ["read_docx"]
