"""The pages of a file into the papers of a volume, if it is one.

The headings of the file are tried first, then its printed table of contents, then what the heads
of papers look like. Authors decide: a report, a book or a single paper has headings and contents
too, but no authors below them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.describe.folding import fold_evenly
from indexer.describe.volumes.by_contents import Listed, starts_by_contents
from indexer.describe.volumes.by_headings import starts_by_headings
from indexer.describe.volumes.by_typography import is_vietnamese, starts_by_typography
from indexer.describe.volumes.contents import find_contents
from indexer.describe.volumes.found import FoundPaper, PageRun, Split, Start, Way
from indexer.describe.volumes.heads import find_head, lower_heads
from indexer.describe.volumes.not_papers import is_chapter, is_front
from indexer.describe.volumes.placed import PlacedPages
from indexer.records.works import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.describe.volumes.contents import FoundContents
    from indexer.records.files import Page

_FEWEST_PAGES = 6
_FEWEST = 3
"""The papers of proceedings."""
_FEWEST_UNNAMED = 4
"""The papers of what does not call itself proceedings, such as the issue of a journal."""
_AUTHORED = 0.5
_AUTHORED_UNNAMED = 0.75
"""The share of the papers that name their authors."""
_DIVIDING_WORDS = 40
"""The most words of a page that only announces the next part."""
_WORD = re.compile(r"[^\W\d_]+")
_IMPRINT = re.compile(r"\bnop luu chieu\b|\bchiu trach nhiem xuat ban\b|\bisbn\b")


def find_papers(pages: Sequence[Page], kind: Kind) -> Split | None:
    """Return the papers in the ``pages`` of a file, none where it is no volume.

    Pages that no paper has (front matter, parts, imprint) remain the volume's. A file of another
    ``kind`` than proceedings needs stronger signs.
    """
    if len(pages) < _FEWEST_PAGES:
        return None
    finder = _Finder(PlacedPages(pages))
    ways: tuple[tuple[Way, Callable[[], Sequence[Start]]], ...] = (
        (Way.HEADINGS, finder.by_headings),
        (Way.CONTENTS, finder.by_contents),
        (Way.TYPOGRAPHY, finder.by_typography),
    )
    for way, find in ways:
        starts = find()
        if _are_papers(starts, kind):
            return Split(way, tuple(finder.papers(starts)))
    return None


def split_as_told(pages: Sequence[Page], runs: Sequence[PageRun]) -> Split:
    """Return the papers that stand on ``runs`` of ``pages``, as a person has laid them down."""
    placed = PlacedPages(pages)
    papers = []
    for run in runs:
        head = find_head(placed, run.first - 1)
        title = head.found_title if head is not None else None
        papers.append(FoundPaper(run, title, head.authors if head is not None else (), 1.0))
    return Split(None, tuple(papers))


def _are_papers(starts: Sequence[Start], kind: Kind) -> bool:
    """Whether authors stand with enough of ``starts``, and not the same one or two with all."""
    signed = [start for start in starts if start.signed]
    if kind is Kind.PROCEEDINGS:
        return len(starts) >= _FEWEST and len(signed) >= _AUTHORED * len(starts)
    named = [start.authors[0].text for start in signed if start.authors]
    chapters = sum(is_chapter(fold_evenly(start.title.text)) for start in starts)
    return (
        len(starts) >= _FEWEST_UNNAMED
        and len(signed) >= _AUTHORED_UNNAMED * len(starts)
        and (2 * len(set(named)) > len(named) or not named)
        and 2 * chapters < len(starts)
    )


class _Finder:
    """Looks for papers in one file; what was seen once serves all ways."""

    def __init__(self, pages: PlacedPages) -> None:
        self._pages = pages
        places = range(len(pages.pages))
        self._heads = [find_head(pages, at) for at in places]
        self._lower = tuple(head for at in places for head in lower_heads(pages, at))
        self._listed: Listed | None = None

    @cached_property
    def _contents(self) -> FoundContents:
        return find_contents(self._pages)

    def by_headings(self) -> Sequence[Start]:
        return starts_by_headings(self._pages)

    def by_contents(self) -> Sequence[Start]:
        """Return the papers listed, and those between them that were missed in the list."""
        self._listed = starts_by_contents(self._pages, self._contents, self._heads, self._lower)
        if self._listed is None:
            return ()
        starts = {start.at: start for start in self._listed.starts}
        front = [at for at in self._listed.pages if at < min(starts)]
        first, last = max(front, default=min(starts)), max(starts)
        for start in starts_by_typography(self._heads, (), self._listed.pages):
            if first < start.at < last and start.at not in starts and start.authors:
                starts[start.at] = replace(start, confidence=0.6)
        return [starts[at] for at in sorted(starts)]

    def by_typography(self) -> Sequence[Start]:
        contents = {
            at
            for one in self._contents.contents
            if sum(bool(entry.authors) for entry in one.entries) >= _FEWEST
            for at in one.pages
        }
        return starts_by_typography(self._heads, self._lower, contents)

    def papers(self, starts: Sequence[Start]) -> Iterator[FoundPaper]:
        """Yield the papers with where they end."""
        end = self._end(starts[-1])
        ends = [*(start.at for start in starts[1:]), end]
        for start, behind in zip(starts, ends, strict=True):
            last = behind
            while last - 1 > start.at and self._is_dividing(last - 1):
                last -= 1
            run = PageRun(start.at + 1, last)
            yield FoundPaper(run, start.title, start.authors, start.confidence)

    def _end(self, last: Start) -> int:
        """Return the place behind the last paper: news, lists and the imprint are not its own."""
        contents = self._listed.pages if self._listed else ()
        count = len(self._pages.pages)
        behind = (
            at for at in range(last.at + 1, count) if at in contents or self._closes(at, last)
        )
        return next(behind, count)

    def _closes(self, at: int, last: Start) -> bool:
        folded = fold_evenly(self._pages.pages[at].text)
        if _IMPRINT.search(folded):
            return True
        head = self._heads[at]
        if head is None or not (head.capital and head.larger):
            return False
        # The title once more in English stands on the last page of a paper.
        same = is_vietnamese(head.found_title) == is_vietnamese(last.title)
        return same or is_front(head.title[0].folded)

    def _is_dividing(self, at: int) -> bool:
        """Whether a page is blank or says no more than the name of a part."""
        words = len(_WORD.findall(self._pages.pages[at].text))
        if not words:
            return True
        lines = self._pages.lines[at]
        return words <= _DIVIDING_WORDS and bool(lines) and is_front(lines[0].line.folded)
