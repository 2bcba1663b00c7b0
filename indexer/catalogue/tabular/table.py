"""A spreadsheet file into its rows by the names of their columns, and back, by its suffix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from indexer.catalogue.tabular import csv_file
from indexer.errors import Problem
from indexer.errors.places import DirectoryMissing, DirectoryUnreadable
from indexer.errors.sheets import SheetUnreadable, SheetWrong

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGEST_FILE = 64 << 20
"""Bytes; a hundred thousand works make some 60 MB."""


_XLSX = "indexer.catalogue.tabular.xlsx_file"
"""Loaded for an Excel file alone: every command would wait for its library."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with anything in it."""

    number: int
    """As the spreadsheet program counts: the heading is row 1."""
    cells: Mapping[str, str]
    """The cells that are not empty, by column."""

    def problem(self, column: str, vietnamese: str, english: str) -> Problem:
        """Return what is wrong in a cell of this row."""
        return Problem(
            f"dòng {self.number}, cột {column}: {vietnamese}",
            f"row {self.number}, column {column}: {english}",
        )


def read_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a CSV or XLSX file under a heading of names among ``columns``.

    At least one of ``needed`` must be there. Raises :class:`DirectoryMissing`,
    :class:`DirectoryUnreadable`, :class:`SheetUnreadable` and, for the heading,
    :class:`SheetWrong`.
    """
    grid = _read_grid(path, frozenset(columns))
    heading = [name.strip().lower() for name in grid[0]] if grid else []
    while heading and not heading[-1]:
        heading.pop()
    problems = _check_heading(heading, columns, needed)
    if problems:
        raise SheetWrong(path, problems)
    named = (
        Row(
            number, {name: cell for name, cell in zip(heading, cells, strict=False) if cell.strip()}
        )
        for number, cells in enumerate(grid[1:], start=2)
    )
    return tuple(row for row in named if row.cells)


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows of cells under their heading, as XLSX or CSV by the suffix of ``path``.

    Raises :class:`SheetUnreadable` for another suffix, :class:`DirectoryUnreadable`,
    :class:`DiskFull`.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise SheetUnreadable(path, "neither .csv nor .xlsx")
    write = csv_file.write if suffix == ".csv" else import_module(_XLSX).write
    write(path, [list(columns), *rows])


def _read_grid(path: Path, columns: frozenset[str]) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise DirectoryMissing(path) from error
    except OSError as error:
        raise DirectoryUnreadable(path, error.strerror or str(error)) from error
    if len(data) > LARGEST_FILE:
        raise SheetUnreadable(path, f"larger than {LARGEST_FILE >> 20} MB")
    # By content: what Excel saved under the wrong suffix is read all the same.
    if data.startswith(b"PK"):
        grid: list[list[str]] = import_module(_XLSX).parse(data, path)
        return grid
    return csv_file.parse(data, path, columns)


def _check_heading(
    heading: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> list[Problem]:
    first = Row(1, {})
    wrong = [
        first.problem(
            name or "?", "không có cột này", f"no such column; there are {', '.join(columns)}"
        )
        for name in heading
        if name not in columns
    ]
    twice = [
        first.problem(name, "cột lặp lại", "the column stands there twice")
        for name in dict.fromkeys(heading)
        if heading.count(name) > 1
    ]
    if any(name in heading for name in needed):
        return wrong + twice
    some = " / ".join(needed)
    return [*wrong, *twice, first.problem(some, "thiếu cột này", "this column is missing")]
