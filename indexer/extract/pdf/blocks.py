"""Pieces of lines by their boxes into rows, lines and the white space between them."""

from __future__ import annotations

import math
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MIDDLE: Final = 0.6
"""Of the height of a box; those of lines that follow each other overlap, their middles do not."""
_LEVEL: Final = 0.5
"""Of the lower of two pieces: what they share in height when they stand on one line."""
_TALL: Final = 1.8
"""Of a line: a piece of such height begins a paragraph and goes with its first line."""

_FILLED: Final = 0.75
"""Of a column's width: what most lines of running text fill."""
_RUNNING: Final = 9
"""Heights of a line: the least width of a column of running text."""


class Piece(NamedTuple):
    """A piece of a line: the middle of its box, and its number.

    In tenths of a point from the page's top left. Pieces sort from top to bottom.
    """

    top: int
    left: int
    bottom: int
    right: int
    number: int


class Gutter(NamedTuple):
    """White space from left to right."""

    left: int
    right: int


Row = list[Piece]
"""Pieces that no white space parts from top to bottom: one line, or lines of several columns."""


_from_left: Final = attrgetter("left", "top")
_sides: Final = attrgetter("left", "right")


def line_height(pieces: Iterable[Piece]) -> int:
    """Return the height of most lines."""
    heights = sorted([piece.bottom - piece.top for piece in pieces])
    return max(1, round(heights[(len(heights) - 1) // 2] / MIDDLE))


def width_of(pieces: Sequence[Piece]) -> int:
    """Return how far it is from the left of all to the right of all."""
    if len(pieces) == 1:
        return pieces[0].right - pieces[0].left
    return max([piece.right for piece in pieces]) - min([piece.left for piece in pieces])


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Return the rows of pieces that are sorted by their tops."""
    rows: list[Row] = []
    end = -math.inf
    for piece in pieces:
        if piece.top >= end:
            rows.append([])
        rows[-1].append(piece)
        end = max(end, piece.bottom)
    return rows


def gaps_of(row: Sequence[Piece], least: float) -> list[Gutter]:
    """Return the white spaces between pieces that are ``least`` wide, from the left."""
    if len(row) < 2:
        return []
    if len(row) == 2:
        first, last = row if row[0].left <= row[1].left else (row[1], row[0])
        apart = last.left - first.right
        return [Gutter(first.right, last.left)] if apart >= least else []
    found = []
    spans = sorted(map(_sides, row))
    end = spans[0][1]
    for left, right in spans:
        if left - end >= least:
            found.append(Gutter(end, left))
        end = max(end, right)
    return found


def free_of(gutters: Iterable[Gutter], row: Iterable[Piece], least: float) -> list[Gutter]:
    """Return what ``row`` leaves free of ``gutters``, if it is ``least`` wide."""
    free = []
    spans = sorted(map(_sides, row))
    for start, end in gutters:
        at = start
        for left, right in spans:
            if left < end and right > at:
                if left - at >= least:
                    free.append(Gutter(at, left))
                at = right
        if end - at >= least:
            free.append(Gutter(at, end))
    return free


def parted(pieces: Iterable[Piece], gutters: Iterable[Gutter]) -> list[list[Piece]]:
    """Return the pieces between ``gutters``, from the left; none of them is empty."""
    edges = sorted([gutter.right for gutter in gutters])
    parts: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        parts[bisect_right(edges, piece.left)].append(piece)
    return [part for part in parts if part]


def lines_of(row: Row) -> list[Row]:
    """Return the lines of pieces, each from the left, by the heights at which they stand."""
    if len(row) < 2:
        return [row]
    tops, bottoms = [piece.top for piece in row], [piece.bottom for piece in row]
    common = min(bottoms) - max(tops)
    if common >= _LEVEL * (max(bottoms) - min(tops)):
        return [sorted(row, key=_from_left)]
    usual = round(line_height(row) * MIDDLE)
    clips = [_clipped(piece, usual) for piece in row]
    order = sorted([(clip.top + clip.bottom, clip.left, at) for at, clip in enumerate(clips)])
    lines: list[list[Piece]] = []
    head: Piece | None = None
    for _, _, at in order:
        if head is not None and stand_level(head, clips[at]):
            lines[-1].append(row[at])
        else:
            head = clips[at]
            lines.append([row[at]])
    for line in lines:
        line.sort(key=_from_left)
    return lines


def stand_level(one: Piece, two: Piece) -> bool:
    """Whether two pieces stand on one line."""
    lower = min(one.bottom - one.top, two.bottom - two.top)
    return min(one.bottom, two.bottom) - max(one.top, two.top) >= _LEVEL * lower


def _clipped(piece: Piece, usual: int) -> Piece:
    tall = piece.bottom - piece.top > _TALL * usual
    return piece._replace(bottom=piece.top + usual) if tall else piece


def numbers_of(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the numbers of ``pieces``."""
    return tuple(piece.number for piece in pieces)


def is_running_text(rows: Sequence[Row], height: int) -> bool:
    """Whether most lines of a column are full."""
    width = width_of([piece for row in rows for piece in row])
    if width < _RUNNING * height or len(rows) == 1:
        return False
    filled = _FILLED * width
    return 2 * sum([width_of(row) >= filled for row in rows]) >= len(rows)
