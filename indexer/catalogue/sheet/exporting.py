"""The works of the catalogue into a sheet with a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.catalogue.sheet.columns import COLUMN_NAMES, VALUE_COLUMNS
from indexer.catalogue.tabular.cells import join, to_cell
from indexer.catalogue.tabular.table import write_table
from indexer.records.works import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from indexer.catalogue.catalogue import View
    from indexer.records.files import File
    from indexer.records.works import Work


def export_sheet(view: View, path: Path) -> int:
    """Write all works that are not deleted to a CSV or XLSX file; return how many they are.

    Raises :class:`SheetUnreadable` for another suffix,
    :class:`DiskFull`, :class:`DirectoryUnreadable`.
    """
    works = [work for work in view.works.all() if work.state is not State.DELETED]
    files = {file.sha256: file for file in view.files.all()}
    rows = [[to_cell(text) for text in _texts(work, files)] for work in works]
    write_table(path, COLUMN_NAMES, rows)
    return len(works)


def _texts(work: Work, files: Mapping[str, File]) -> list[str]:
    return [
        work.id,
        work.state.value,
        work.tier.value,
        work.embargo.isoformat() if work.embargo else "",
        *(column.text(work) for column in VALUE_COLUMNS),
        work.parent,
        join([files[file.sha256].name for file in work.files if file.sha256 in files]),
    ]
