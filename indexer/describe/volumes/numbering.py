"""The numbers printed on pages into how far they differ from the places of the pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.volumes.confirming import Confirming
    from indexer.describe.volumes.contents import Entry
    from indexer.describe.volumes.placed import PlacedLine, PlacedPages

_FEWEST = 3
_SHARE = 0.1
"""The share of the pages that must agree on a difference before it is tried."""
_NUMBER = re.compile(r"^\W*(?:trang\s+)?(\d{1,4})\b|\b(\d{1,4})\W*$", re.IGNORECASE)
_YEARS = range(1900, 2101)
_MOST = 3
"""How many differences are tried: plates without numbers shift the pages behind them."""


class Numbering:
    """The numbers printed on the pages of a file, as far as they agree."""

    def __init__(self, pages: PlacedPages) -> None:
        self._count = len(pages.pages)
        enough = max(_FEWEST, _SHARE * self._count)
        votes = _printed(pages).most_common(_MOST)
        self.offsets = [offset for offset, count in votes if count >= enough]
        """The likeliest differences, place of the page (from 1) less its printed number."""

    def is_possible(self, number: int) -> bool:
        """Whether a page may bear ``number``; years within titles are borne by none."""
        if self.offsets:
            return any(0 < number + offset <= self._count for offset in self.offsets)
        return number <= self._count or number not in _YEARS


def offsets(
    numbering: Numbering, entries: Sequence[Entry], confirming: Confirming, count: int
) -> list[int]:
    """Return the differences to be tried for ``entries``.

    Printed numbers and labels speak first; where too few are printed, the titles do, each for
    the pages that begin with it.
    """
    return numbering.offsets or _by_titles(entries, confirming, count)


def _printed(pages: PlacedPages) -> Counter[int]:
    votes: Counter[int] = Counter()
    for at, lines in enumerate(pages.all_lines):
        numbers = {number for line in lines if line.at_edge for number in _numbers(line)}
        label = pages.pages[at].label
        if label.isdecimal() and label != str(pages.pages[at].index):
            numbers.add(int(label))
        votes.update({at + 1 - number for number in numbers})
    return votes


def _numbers(line: PlacedLine) -> list[int]:
    """Return the numbers that begin and end a line."""
    return [int(one or other) for one, other in _NUMBER.findall(line.line.folded)]


def _by_titles(entries: Sequence[Entry], confirming: Confirming, count: int) -> list[int]:
    votes: Counter[int] = Counter()
    for entry in entries:
        starts = [at for at in range(count) if confirming.confirms(entry.title, at)]
        votes.update(at + 1 - entry.number for at in starts)
    return [offset for offset, count in votes.most_common(_MOST) if count >= _FEWEST]
