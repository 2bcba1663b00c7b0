"""The outline of a PDF into headings on its pages, where their words stand there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.language.fold import fold
from indexer.records.files import Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.files import Page

_FEWEST_LETTERS = 4
"""Shorter ones ("1", "Bìa") stand anywhere."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of an outline."""

    title: str
    page: int
    """From 0."""
    level: int
    """From 1, the highest."""


def with_headings(pages: Sequence[Page], outline: Sequence[Bookmark]) -> tuple[Page, ...]:
    """Return ``pages`` with a heading for each entry whose words stand on the page it leads to."""
    led: defaultdict[int, list[Bookmark]] = defaultdict(list)
    for bookmark in outline:
        led[bookmark.page].append(bookmark)
    return tuple(
        replace(page, headings=_headings(page, led[at])) if at in led else page
        for at, page in enumerate(pages)
    )


def _headings(page: Page, outline: Sequence[Bookmark]) -> tuple[Heading, ...]:
    places = [at for at, sign in enumerate(page.text) if sign.isalnum() and len(fold(sign)) == 1]
    text = "".join(fold(page.text[at]) for at in places)
    found: list[Heading] = []
    for bookmark in outline:
        title = "".join(fold(sign) for sign in bookmark.title if sign.isalnum())
        start = text.find(title) if len(title) >= _FEWEST_LETTERS else -1
        if start >= 0:
            end = places[start + len(title) - 1] + 1
            found.append(Heading(places[start], end, bookmark.level))
    return tuple(sorted(found, key=lambda heading: heading.start))
