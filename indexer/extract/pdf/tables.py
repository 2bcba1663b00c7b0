"""Pieces of lines and the rules drawn between them into tables.

A rule is a row's end as far as it reaches; so a cell that spans rows stands with the first of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.extract.pdf.blocks import (
    Piece,
    Row,
    gaps_of,
    is_running_text,
    line_height,
    lines_of,
    numbers_of,
    parted,
)
from indexer.extract.pdf.order import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOUCH: Final = 30
"""Tenths of a point between rules that are one."""
_SAME: Final = 0.8
"""Of the narrower of two rules: what they have in common when they belong to one table."""
_CELLS_APART: Final = 0.5
"""Of the height of a line: white space between cells; what stands in a cell has less."""
_MOST_IN_CELL: Final = 25
"""Lines of a cell between two rules; more of them are columns in a frame."""
_MOST_BESIDE_TEXT: Final = 12
"""The same where one of the cells holds running text."""
_MOST_ALONE: Final = 3
"""The same where no white space parts them into cells; more of them are text between two tables."""
_FEW_RULES: Final = 4
"""Rules of a table whose rows may have none between them."""
_LONG: Final = 4
"""Lines between two rules from which they may be running text, or a row each."""
_ALIGNED: Final = 0.7
"""Of the lines between two rules: how many have several cells if each is a row."""


class Rule(NamedTuple):
    """A horizontal line that is drawn on the page, in tenths of a point."""

    left: int
    right: int
    top: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read, and the box that it fills."""

    lines: tuple[Line, ...]
    left: int
    top: int
    right: int
    bottom: int
    pieces: frozenset[int]


def find_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Table]:
    """Return the tables between ``rules``; none of them overlap."""
    pieces = sorted(pieces, key=_middle)
    tables: list[Table] = []
    for group in _groups(_joined(rules), pieces):
        used = frozenset[int]().union(*(table.pieces for table in tables))
        table = _table(group, [piece for piece in pieces if piece.number not in used])
        tables += [table] if table else []
    return tables


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return ``rules`` with those made one that go on from each other, as at the edges of cells."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.top / _TOUCH), one.left)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) <= _TOUCH and rule.left <= last.right + _TOUCH:
            joined[-1] = Rule(last.left, max(last.right, rule.right), last.top)
        else:
            joined.append(rule)
    return sorted(joined, key=lambda one: one.top)


def _groups(rules: Sequence[Rule], pieces: Sequence[Piece]) -> Iterator[list[Rule]]:
    """Yield the rules of each table, from the top."""
    groups: list[list[Rule]] = []
    for rule in rules:
        group = next((one for one in groups if _belongs(rule, one, pieces)), None)
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    yield from (group for group in groups if len(group) > 1)


def _belongs(rule: Rule, group: Sequence[Rule], pieces: Sequence[Piece]) -> bool:
    left, right = min(one.left for one in group), max(one.right for one in group)
    common = min(right, rule.right) - max(left, rule.left)
    if common < _SAME * min(right - left, rule.right - rule.left):
        return False
    last = group[-1]
    left, right = min(left, rule.left), max(right, rule.right)
    between = pieces[
        bisect_right(pieces, last.top, key=_middle) : bisect_left(pieces, rule.top, key=_middle)
    ]
    inside = [one for one in between if one.left < right and one.right > left]
    if not inside:
        return rule.top - last.top <= _TOUCH
    if any(one.left < left - _TOUCH or one.right > right + _TOUCH for one in inside):
        return False
    height = line_height(inside)
    cells = parted(inside, gaps_of(inside, _CELLS_APART * height))
    return not _is_text([lines_of(cell) for cell in cells], height)


def _is_text(cells: Sequence[Sequence[Row]], height: int) -> bool:
    """Whether what stands between two rules is text, or columns of it, rather than cells."""
    if len(cells) == 1:
        return len(cells[0]) > _MOST_ALONE
    running = [is_running_text(lines, height) for lines in cells]
    if all(text and len(lines) >= _LONG for text, lines in zip(running, cells, strict=True)):
        return True
    return max(map(len, cells)) > (_MOST_BESIDE_TEXT if any(running) else _MOST_IN_CELL)


def _middle(piece: Piece) -> int:
    return (piece.top + piece.bottom) // 2


def _table(rules: Sequence[Rule], pieces: Sequence[Piece]) -> Table | None:
    left, right = min(rule.left for rule in rules), max(rule.right for rule in rules)
    top, bottom = rules[0].top, rules[-1].top
    inside = [
        one
        for one in pieces
        if top < _middle(one) < bottom and left - _TOUCH <= one.left and one.right <= right + _TOUCH
    ]
    bands: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in inside:
        bands[_rule_above(piece, rules)].append(piece)
    height = line_height(inside) if inside else 1
    loose = len(rules) <= _FEW_RULES
    lines = [line for at in sorted(bands) for line in _rows(sorted(bands[at]), height, loose=loose)]
    if not any(len(line.cells) > 1 for line in lines):
        return None
    return Table(tuple(lines), left, top, right, bottom, frozenset(numbers_of(inside)))


def _rule_above(piece: Piece, rules: Sequence[Rule]) -> int:
    """Return the number of the last rule above a piece that reaches to it."""
    middle, centre = _middle(piece), (piece.left + piece.right) / 2
    return max(
        (
            at
            for at, rule in enumerate(rules)
            if rule.top < middle and rule.left <= centre <= rule.right
        ),
        default=0,
    )


def _rows(band: list[Piece], height: int, *, loose: bool) -> Iterator[Line]:
    """Yield what stands between two rules: one row, or one for each of its lines."""
    lines = lines_of(band)
    several = sum(bool(gaps_of(line, _CELLS_APART * height)) for line in lines)
    if loose and len(lines) >= _LONG and several >= _ALIGNED * len(lines):
        for line in lines:
            parts = parted(line, gaps_of(line, _CELLS_APART * height))
            yield Line(tuple(numbers_of(part) for part in parts))
        return
    cells = parted(band, gaps_of(band, _CELLS_APART * height))
    yield Line(
        tuple(
            tuple(number for line in lines_of(cell) for number in numbers_of(line))
            for cell in cells
        )
    )
