"""The metadata of works as a spreadsheet, one row per work, out of the catalogue and in."""

from __future__ import annotations

from indexer.catalogue.sheet.columns import COLUMN_NAMES
from indexer.catalogue.sheet.exporting import export_sheet
from indexer.catalogue.sheet.importing import Imported, import_sheet

__all__ = ["COLUMN_NAMES", "Imported", "export_sheet", "import_sheet"]
