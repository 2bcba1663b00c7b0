"""A document, presentation or spreadsheet of OpenDocument into its pages."""

from __future__ import annotations

from indexer.extract.odf.reader import read_odp, read_ods, read_odt

__all__ = ["read_odp", "read_ods", "read_odt"]
