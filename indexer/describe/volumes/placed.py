"""Pages into lines that know how high they stand and how large they are set."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import sub
from statistics import median
from typing import TYPE_CHECKING

from indexer.describe.document import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from indexer.records.files import Page

_HEAD_ZONE = 0.12
"""The share of a page's height at the top, and the same less a little at the bottom, in which
running heads and page numbers stand."""
_FOOT_ZONE = 0.88
_RECURS = 3
_GROWN = 1.15
_BODY_PAGES = 1
"""How many pages before and after one tell how large its body is set: papers differ."""
_NOT_LETTERS = re.compile(r"[\d\W_]+")
_CELLS = 6
_TENTHS = 10
"""Packed boxes have six numbers a word, those of places in tenths of a point."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and its place: shares of the page's height from the top; sizes in points."""

    line: Line
    top: float
    bottom: float
    left: float
    """In points; 0 where no boxes were read."""
    size: float
    """The height of its boxes; 0 where none were read."""

    @property
    def form(self) -> str:
        """The folded text without digits and signs, by which running heads recur."""
        return _form(self.line.folded)

    @property
    def at_edge(self) -> bool:
        """Whether it stands where running heads and page numbers do."""
        return self.top < _HEAD_ZONE or self.bottom > _FOOT_ZONE


@lru_cache(maxsize=1 << 12)
def _form(folded: str) -> str:
    return _NOT_LETTERS.sub(" ", folded).strip()


class PlacedPages:
    """The pages of a file by their lines; places of pages count from 0 here."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)
        self.all_lines = tuple(tuple(_placed(page)) for page in self.pages)

    @cached_property
    def lines(self) -> tuple[tuple[PlacedLine, ...], ...]:
        """The lines of each page from top to bottom, without running heads."""
        recurring, fixed = self._running()
        return tuple(
            tuple(
                line
                for line in sorted(lines, key=lambda one: (round(one.top, 3), one.left))
                if not (line.at_edge and _runs(line, recurring, fixed))
            )
            for lines in self.all_lines
        )

    @cached_property
    def body(self) -> tuple[float, ...]:
        """How large the body is set around each page; 0 where no boxes were read."""
        sizes = [
            [(line.size, len(line.line.text)) for line in lines if line.size]
            for lines in self.all_lines
        ]
        return tuple(
            _middle(
                [
                    one
                    for page in sizes[max(0, at - _BODY_PAGES) : at + _BODY_PAGES + 1]
                    for one in page
                ]
            )
            for at in range(len(sizes))
        )

    def upper(self, at: int, share: float) -> tuple[PlacedLine, ...]:
        """Return the lines in the upper ``share`` of a page."""
        return tuple(line for line in self.lines[at] if line.top <= share)

    def _running(self) -> tuple[dict[str, float], set[tuple[str, int]]]:
        """Return the forms of running heads with their sizes, and those at one height twice."""
        sizes: defaultdict[str, list[float]] = defaultdict(list)
        heights: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for at, lines in enumerate(self.all_lines):
            edge = [line for line in lines if line.at_edge and len(line.form) >= 3]
            for form, size in {line.form: line.size for line in edge}.items():
                sizes[form].append(size)
            for key in {_key(line) for line in edge if line.size}:
                heights[key].append(at)
        recurring = {form: median(own) for form, own in sizes.items() if len(own) >= _RECURS}
        near = {
            key for key, found in heights.items() if any(b - a <= 2 for a, b in pairwise(found))
        }
        return recurring, near


def _runs(
    line: PlacedLine, recurring: Mapping[str, float], fixed: Collection[tuple[str, int]]
) -> bool:
    """Whether a line at the edge recurs; the title that a running head repeats is larger."""
    if line.form in recurring:
        return line.size <= _GROWN * recurring[line.form]
    return _key(line) in fixed


def _key(line: PlacedLine) -> tuple[str, int]:
    return line.form, round(line.top * 100)


def _placed(page: Page) -> Iterable[PlacedLine]:
    lines = list(lines_of(page))
    cells = page.boxes.cells() if page.height else array("i")
    starts = cells[::_CELLS]
    for at, line in enumerate(lines):
        first, last = bisect_left(starts, line.start), bisect_left(starts, line.end)
        if first < last:
            yield _boxed(line, cells[first * _CELLS : last * _CELLS], page.height)
        else:
            yield PlacedLine(line, at / len(lines), (at + 1) / len(lines), 0.0, 0.0)


def _boxed(line: Line, cells: array[int], height: float) -> PlacedLine:
    """Place a line by the boxes of its words, as :class:`WordBoxes` has packed them."""
    tops = [top / _TENTHS for top in cells[3::_CELLS]]
    bottoms = [bottom / _TENTHS for bottom in cells[5::_CELLS]]
    sizes = sorted(map(sub, bottoms, tops))
    return PlacedLine(
        line,
        median(tops) / height,
        median(bottoms) / height,
        min(cells[2::_CELLS]) / _TENTHS,
        sizes[len(sizes) * 3 // 4],
    )


def _middle(weighted: list[tuple[float, int]]) -> float:
    """Return the median of sizes, each counted as often as its line has characters."""
    room = sum(weight for _, weight in weighted) / 2
    for size, weight in sorted(weighted):
        room -= weight
        if room <= 0:
            return size
    return 0.0
