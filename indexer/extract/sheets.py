"""The rows of a sheet into pages: one, or as many as a long sheet needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.extract.flow import LONGEST_PAGE, Block, one_page
from indexer.records.files import Page, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ROWS = 100_000
"""Rows of one sheet that are read; more are a database, not a document."""
_WIDEST_GAP = 8
"""Tabs for empty cells in a row; a cell far to the right does not stand behind thousands."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and its column from 0."""

    column: int
    text: str


def row_text(cells: Iterable[Cell]) -> str:
    """Return a row as a line: cells behind tabs, those that are empty too."""
    line = ""
    at: int | None = None
    for cell in cells:
        text = " ".join(cell.text.split())
        if not text:
            continue
        if at is not None:
            line += "\t" * max(1, min(cell.column - at, _WIDEST_GAP))
        line += text
        at = cell.column
    return line


@dataclass(slots=True)
class SheetPages:
    """The pages of a workbook as its rows come in."""

    reader: str
    pages: list[Page] = field(default_factory=list)
    _lines: list[Block] = field(default_factory=list)
    _size: int = 0
    _part: int = 1

    def add(self, name: str, line: str) -> None:
        """Add a row of the sheet called ``name``; empty ones add nothing."""
        if not line:
            return
        size = len(line.split())
        if self._lines and self._size + size > LONGEST_PAGE:
            self._turn(name)
        self._lines.append(Block(line))
        self._size += size

    def close(self, name: str) -> None:
        """End the sheet called ``name``; one without text gives no page."""
        if self._lines:
            self._turn(name)
        self._part = 1

    def _turn(self, name: str) -> None:
        label = name if self._part == 1 else f"{name} ({self._part})"
        self.pages.append(
            one_page(self._lines, len(self.pages) + 1, label, Unit.SHEET, self.reader)
        )
        self._lines = []
        self._size = 0
        self._part += 1
