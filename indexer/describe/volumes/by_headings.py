"""The headings of a file into where its papers begin: Word's styles, a PDF's outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.describe.volumes.found import Start
from indexer.describe.volumes.heads import head_of
from indexer.describe.volumes.not_papers import is_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.describe.document import Line
    from indexer.describe.volumes.heads import Head
    from indexer.describe.volumes.placed import PlacedPages

_LEVELS = 4
"""The title of a volume, its parts, its papers; a fourth for files whose levels begin at 1."""
_FIRST_LINES = 8
"""How many lines may stand above the heading that a paper begins with."""


def starts_by_headings(pages: PlacedPages) -> tuple[Start, ...]:
    """Return the papers by the level of headings that stands above most lines of authors."""
    found = [tuple(_of_level(pages, level)) for level in range(_LEVELS)]
    return max(found, key=lambda starts: sum(start.signed for start in starts))


def _of_level(pages: PlacedPages, level: int) -> Iterator[Start]:
    for at in range(len(pages.pages)):
        head = _head(pages, at, level)
        if head is None or is_front(head.title[0].folded):
            continue
        confidence = 0.95 if head.authors else 0.8
        yield Start(at, head.found_title, head.authors, confidence, signed=head.signed)


def _head(pages: PlacedPages, at: int, level: int) -> Head | None:
    """Return the head of a page that begins with a heading of ``level``."""
    lines = pages.lines[at]
    titles = [place for place, one in enumerate(lines[:_FIRST_LINES]) if _has(one.line, level)]
    if not titles:
        return None
    first = last = titles[0]
    while last + 1 in titles:
        last += 1
    return head_of(pages, at, lines, range(first, last + 1))


def _has(line: Line, level: int) -> bool:
    return any(
        heading.level == level and heading.start <= line.start < heading.end
        for heading in line.page.headings
    )
