"""A PDF into its pages, by two readers."""

from __future__ import annotations

from indexer.extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
