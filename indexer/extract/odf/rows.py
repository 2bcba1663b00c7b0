"""A sheet of OpenDocument into its rows, as the program that saved it showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.sheets import MOST_ROWS, Cell, row_text
from indexer.extract.xml import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.odf.walk import Walker

_MOST_REPEATS = 100
"""Of a row or cell with text; empty ones are repeated a million times to fill the sheet."""


def rows_of(sheet: etree._Element, walker: Walker, gaps: list[str]) -> Iterator[str]:
    """Yield the rows of a sheet as lines; add to ``gaps`` what is too long to be read."""
    for number, row in enumerate(sheet.iter("{*}table-row")):
        if number == MOST_ROWS:
            gaps.append(f"sheet {attribute(sheet, 'name')}: only {MOST_ROWS} rows were read")
            return
        line = row_text(_cells(row, walker))
        for _ in range(_repeats(row, "number-rows-repeated") if line else 0):
            yield line


def _cells(row: etree._Element, walker: Walker) -> Iterator[Cell]:
    column = 0
    for cell in row:
        name = local_name(cell)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        text = " ".join(block.text for block in walker.blocks(cell) if block.text)
        repeats = _number(attribute(cell, "number-columns-repeated"))
        for copy in range(min(repeats, _MOST_REPEATS) if text else 0):
            yield Cell(column + copy, text)
        column += repeats


def _repeats(element: etree._Element, name: str) -> int:
    return min(_number(attribute(element, name)), _MOST_REPEATS)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 1
