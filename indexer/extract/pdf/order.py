"""Pieces of lines with their boxes into lines in the order in which people read them.

White space parts a page, across its whole width or height, again and again: the recursive XY cut
(Nagy and Seth, Hierarchical representation of optically scanned documents, 1984), with two changes.
Bands that one gutter runs through stay together, so that columns are read one after the other; and
what stands beside each other in short pieces is a table, which is read row by row.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.extract.pdf.blocks import (
    Gutter,
    Piece,
    Row,
    free_of,
    gaps_of,
    is_running_text,
    line_height,
    lines_of,
    numbers_of,
    parted,
    rows_of,
    stand_level,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GUTTER: Final = 0.9
"""Of the height of a line: the least white space between columns that go on for long."""
_WIDE_GUTTER: Final = 1.5
"""The same between those of few lines, where blanks of justified text may be below each other."""
_CELLS_APART: Final = 6
"""Heights of a line: the white space that makes cells of a line without any like it."""
_LONG: Final = 4
"""Lines from which columns go on for long."""
_APART: Final = 1.1
"""Of the height of a line: white space that ends columns beside which nothing stands."""
_HEAD_APART: Final = 0.7
"""The same between running heads and the text."""
_MORE: Final = 1.3
"""How much more that is than the white space between the first lines of the text."""
_EDGE: Final = 0.12
"""Of the page's height: where running heads and page numbers stand, apart from the columns."""
_SHORT: Final = 8
"""Heights of a line: the greatest width of a column of numbers or names."""
_TRUE_ROWS: Final = 0.8
"""Of a short column's lines: how many stand beside a line of the other one in a table."""


class Line(NamedTuple):
    """A line as read: cells, one unless it is a row of a table; each has its pieces' numbers."""

    cells: tuple[tuple[int, ...], ...]


def in_reading_order(pieces: Sequence[Piece], height: int) -> list[Line]:
    """Return the lines of a page of that height as read; it depends on the pieces' places alone."""
    rows = rows_of(sorted(pieces))
    edge = int(_EDGE * height)
    head = _edge_rows(rows, edge)
    foot = len(rows) - _edge_rows((_turned(row, height) for row in reversed(rows[head:])), edge)
    parts = (*([row] for row in rows[:head]), rows[head:foot], *([row] for row in rows[foot:]))
    return [line for part in parts if part for line in _read(part)]


def _edge_rows(rows: Iterable[Row], edge: int) -> int:
    """Return how many of the first rows stand above ``edge`` with white space below them.

    It is more than that between the next two rows, else these are lines of the text.
    """
    count = 0
    three: deque[Row] = deque(maxlen=3)
    for at, row in enumerate(rows):
        three.append(row)
        if at < 2:
            continue
        first, second, third = three
        if max(piece.bottom for piece in first) > edge or len(lines_of(first)) > 1:
            break
        apart = _distance(first, second)
        if apart >= _HEAD_APART * line_height(first) and apart > _MORE * _distance(second, third):
            count = at - 1
    return count


def _turned(row: Row, height: int) -> Row:
    return [
        Piece(height - bottom, left, height - top, right, number)
        for top, left, bottom, right, number in row
    ]


@dataclass(slots=True)
class _Run:
    """Rows that follow each other, with the gutters that run through all of them."""

    rows: list[Row]
    gutters: list[Gutter]


def _read(rows: Sequence[Row]) -> list[Line]:
    if max(map(len, rows)) == 1:
        return [Line(((row[0].number,),)) for row in rows]
    height = line_height([piece for row in rows for piece in row])
    lines: list[Line] = []
    for run in _runs(rows, height):
        if run.gutters:
            lines += _read_columns(run, height)
        else:
            for row in run.rows:
                lines += _read_row(row)
    return lines


def _runs(rows: Sequence[Row], height: int) -> Iterator[_Run]:
    """Yield the rows in runs, as long as one gutter goes through them."""
    run, least = _Run([], []), int(_GUTTER * height)
    for row in rows:
        if len(row) == 1 and not run.gutters:
            run.rows.append(row)
            continue
        gaps = gaps_of(row, least)
        left = free_of(run.gutters, row, least) if run.gutters else []
        if left and (gaps or _distance(run.rows[-1], row) <= _APART * height):
            run.rows.append(row)
            run.gutters = left
        elif gaps:
            above = [] if run.gutters else _taken_above(run.rows, row, gaps, height)
            yield _tested(run, height)
            run = _Run([*above, row], gaps)
        elif run.gutters:
            yield _tested(run, height)
            run = _Run([row], [])
        else:
            run.rows.append(row)
    yield _tested(run, height)


def _distance(row: Row, below: Row) -> int:
    return min([piece.top for piece in below]) - max([piece.bottom for piece in row])


def _taken_above(rows: list[Row], row: Row, gaps: Sequence[Gutter], height: int) -> list[Row]:
    """Take the last of ``rows`` that stand in one column of ``row``, close above it."""
    taken: list[Row] = []
    below = row
    while rows and _distance(rows[-1], below) <= _APART * height and _on_one_side(rows[-1], gaps):
        below = rows.pop()
        taken.insert(0, below)
    return taken


def _on_one_side(row: Row, gaps: Sequence[Gutter]) -> bool:
    """Whether a row crosses none of ``gaps``."""
    return free_of(gaps, row, 1) == list(gaps)


def _tested(run: _Run, height: int) -> _Run:
    """Return ``run`` without gutters that may be blanks which stand below each other by chance."""
    if not run.gutters:
        return run
    several = [row for row in run.rows if len(row) > 1]
    lines = len(several)
    if lines < _LONG:
        lines = sum(len(lines_of(row)) for row in several)
    least = (_GUTTER if lines >= _LONG else _WIDE_GUTTER) * height
    wide = [gutter for gutter in run.gutters if gutter.right - gutter.left >= least]
    return _Run(run.rows, wide if lines > 1 else [])


def _read_columns(run: _Run, height: int) -> list[Line]:
    pieces = parted([piece for row in run.rows for piece in row], run.gutters)
    columns = [rows_of(column) for column in pieces]
    if not _is_table(columns, height):
        return [line for column in columns for line in _read(column)]
    least = _GUTTER * height
    return [Line(_cells(line, run.gutters, least)) for row in run.rows for line in lines_of(row)]


def _is_table(columns: Sequence[Sequence[Row]], height: int) -> bool:
    """Whether what stands beside each other belongs together."""
    running = (is_running_text(rows, height) for rows in columns)
    if all(running):
        return False
    if len(columns) > 2:
        return True
    widths = [width_of([piece for row in rows for piece in row]) for rows in columns]
    if min(widths) > _SHORT * height or min(map(len, columns)) < _LONG:
        return False
    short, other = columns if widths[0] <= widths[1] else reversed(columns)
    beside = sum(any(stand_level(one[0], two[0]) for two in other) for one in short)
    return beside >= _TRUE_ROWS * len(short)


def _cells(line: Row, gutters: Sequence[Gutter], least: float) -> tuple[tuple[int, ...], ...]:
    if len(line) == 1:
        return ((line[0].number,),)
    parts = parted(line, [*gutters, *gaps_of(line, least)])
    return tuple(numbers_of(part) for part in parts)


def _read_row(row: Row) -> list[Line]:
    """Return the lines of a row beside which no other row has a gutter."""
    if len(row) == 1:
        return [Line(((row[0].number,),))]
    lines = lines_of(row)
    height = line_height(row)
    gaps = gaps_of(row, _WIDE_GUTTER * height)
    if len(lines) > 1 and gaps:
        return _read_columns(_Run([row], gaps), height)
    return [Line(_cells(line, (), _CELLS_APART * height)) for line in lines]
