"""A title and a page into whether the page begins with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.describe.folding import fold_evenly

if TYPE_CHECKING:
    from indexer.describe.volumes.placed import PlacedPages

UPPER = 0.4
"""The share of a page's height in which the title of a paper stands."""
_ENOUGH = 0.6
"""The share of a title's words that must stand there; line ends and sections' names cost some."""
_IN_ORDER = 0.4
"""The share of its pairs of neighbours: single words recur on every page about one subject."""
_NEARLY = 0.9
"""The same where the title may stand anywhere on its page; some line ends break a word."""
_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, and which of them follow each other."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class Confirming:
    """Looks titles up at the tops of pages."""

    def __init__(self, pages: PlacedPages) -> None:
        self._pages = pages
        self._whole: dict[int, _Words] = {}
        self._tops = [
            _words(" ".join(line.line.folded for line in pages.upper(at, UPPER)))
            for at in range(len(pages.pages))
        ]

    def share(self, title: str, at: int) -> float:
        """Return the share (0 to 1) of the words of ``title`` that stand at the top of a page.

        0 where they do not stand in the order of the title.
        """
        if not 0 <= at < len(self._tops):
            return 0.0
        sought, top = _words(fold_evenly(title)), self._tops[at]
        if sought.pairs and len(sought.pairs & top.pairs) < _IN_ORDER * len(sought.pairs):
            return 0.0
        return len(sought.words & top.words) / len(sought.words) if sought.words else 0.0

    def stands_on(self, title: str, at: int) -> bool:
        """Whether all of ``title`` stands anywhere on a page: papers may begin further down."""
        if not 0 <= at < len(self._tops):
            return False
        sought, page = _words(fold_evenly(title)), self._page(at)
        nearly = _NEARLY * max(1, len(sought.pairs))
        return len(sought.words) >= _FEWEST_WORDS and len(sought.pairs & page.pairs) >= nearly

    def confirms(self, title: str, at: int) -> bool:
        """Whether enough of ``title`` stands at the top of a page."""
        return self.share(title, at) >= _ENOUGH

    def _page(self, at: int) -> _Words:
        if at not in self._whole:
            lines = self._pages.lines[at]
            self._whole[at] = _words(" ".join(line.line.folded for line in lines))
        return self._whole[at]


def _words(folded: str) -> _Words:
    words = _WORD.findall(folded)
    return _Words(frozenset(words), frozenset(pairwise(words)))
