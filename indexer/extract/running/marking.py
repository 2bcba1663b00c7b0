"""The pages of a file into the same with running heads, feet and page numbers marked.

A line near the edge of a page is running if it recurs at its height on pages nearby, its numbers
being the same or counting on with the pages. A number that stands alone is that of its page if
others nearby count on with it, or if it is the place of the page in the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indexer.extract.running.edges import Edge, edges_of
from indexer.extract.running.labels import Printed, labels_by
from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.records.files import Page, Stretch

_LEVEL: Final = 4.0
"""Points by which the heights of a running line differ from page to page."""
_NEARBY: Final = 8
"""Pages before and after among which a running line recurs; heads change with the chapters."""
_FEW: Final = 3
"""Pages in a row on which a running line stands."""
_STEP: Final = 2
"""Pages from one to the next of them, since left and right ones have heads of their own; twice as
many where chapters begin without."""
_APART: Final = 0.35
"""Heights of a line: white space between running lines and others."""
_MANY: Final = 5
"""Pages in a row on which a running line stands that has less."""
_MOST: Final = 3
"""Lines of a running head."""
_COUNTED: Final = re.compile(
    r"(?:phu luc|bang|bieu|hinh|chuong|bai|dieu|mau|phan|muc|phieu|annex|appendix|table|figure|"
    r"chapter|part|article|form)\b"
)
"""What is counted by itself, perhaps a page each: its numbers are not those of pages."""


def mark_running(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return ``pages``, all of a file, with what is running marked and with their printed numbers.

    Needs the boxes of the words: pages without them stay as they are. Printed numbers become the
    labels of pages if these have none but their places.
    """
    groups: defaultdict[tuple[bool, str], list[Edge]] = defaultdict(list)
    for at, page in enumerate(pages):
        for edge in edges_of(at, page):
            groups[edge.foot, edge.form].append(edge)
    sides: defaultdict[tuple[int, bool], list[_Found]] = defaultdict(list)
    for group in groups.values():
        for found in _running(group, len(pages)):
            sides[found.edge.at, found.edge.foot].append(found)
    return _marked(pages, [one for side in sides.values() for one in _block(side)])


@dataclass(frozen=True, slots=True)
class _Found:
    """A line that recurs, with the number of its page if that is in it."""

    edge: Edge
    number: int | None


def _marked(pages: Sequence[Page], running: Iterable[_Found]) -> tuple[Page, ...]:
    marked: defaultdict[int, list[Stretch]] = defaultdict(list)
    printed: list[Printed] = []
    for found in running:
        edge = found.edge
        marked[edge.at].append(edge.stretch)
        if found.number is not None:
            printed.append(Printed(edge.at, found.number, edge.roman))
    called = any(page.label != str(page.index) for page in pages)
    labels = {} if called else labels_by(printed, len(pages))
    return tuple(
        replace(
            page,
            running=tuple(sorted(marked[at], key=lambda part: part.start))
            if page.boxes
            else page.running,
            label=labels.get(at, page.label),
        )
        for at, page in enumerate(pages)
    )


def _block(side: Sequence[_Found]) -> list[_Found]:
    """Return what is running of the lines that recur at one edge of a page.

    Nothing else stands nearer to the edge; and where more lines recur than heads have, they are
    those of a form or of letters, and only the number is running.
    """
    block = [
        found
        for rank, found in enumerate(sorted(side, key=lambda found: found.edge.rank))
        if found.edge.rank == rank
    ]
    return block if len(block) <= _MOST else [one for one in block if one.number is not None]


def _running(group: Sequence[Edge], count: int) -> Iterator[_Found]:
    """Yield the lines of one form that recur."""
    for place, edge in enumerate(group):
        alike = [other for other in _nearby(group, place) if _goes_with(edge, other)]
        pages = sorted({edge.at, *(other.at for other in alike)})
        if not edge.form:
            recurs = len(pages) >= min(_FEW, max(2, count - 1)) or _is_place(edge)
        elif edge.gap < _APART:
            recurs = _in_a_row(pages, edge.at, _STEP) >= _MANY
        else:
            recurs = _in_a_row(pages, edge.at, 2 * _STEP) >= _FEW
        if recurs:
            yield _Found(edge, _page_number(edge, alike))


def _in_a_row(pages: Sequence[int], at: int, step: int) -> int:
    """Return how many of ``pages`` follow each other in such steps, ``at`` being one of them."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page - runs[-1][-1] <= step:
            runs[-1].append(page)
        else:
            runs.append([page])
    return next(len(run) for run in runs if at in run)


def _nearby(group: Sequence[Edge], place: int) -> Iterable[Edge]:
    """Yield the lines on pages nearby; a group is in the order of pages."""
    edge = group[place]
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(group) and abs(group[at].at - edge.at) <= _NEARBY:
            yield group[at]
            at += step


def _goes_with(edge: Edge, other: Edge) -> bool:
    """Whether two lines of one form are the same running line on different pages."""
    apart = other.at - edge.at
    if not apart or abs(other.height - edge.height) > _LEVEL or other.roman != edge.roman:
        return False
    if len(edge.numbers) != len(other.numbers):
        return False
    steps = {two - one for one, two in zip(edge.numbers, other.numbers, strict=True)}
    if not edge.form:
        return steps == {apart}
    return steps <= {0} or (steps <= {0, apart} and not _COUNTED.match(fold(edge.form)))


def _is_place(edge: Edge) -> bool:
    """Whether a lone number, the outermost line, is the place of its page in the file."""
    return edge.rank == 0 and not edge.roman and edge.numbers == (edge.at + 1,)


def _page_number(edge: Edge, alike: Iterable[Edge]) -> int | None:
    """Return that number of a running line which counts on with the pages."""
    if not edge.form:
        return edge.numbers[0]
    for other in alike:
        for one, two in zip(edge.numbers, other.numbers, strict=True):
            if two - one == other.at - edge.at:
                return one
    return None
