"""A workbook into its sheets."""

from __future__ import annotations

from indexer.extract.xlsx.reader import read_xlsx

__all__ = ["read_xlsx"]
