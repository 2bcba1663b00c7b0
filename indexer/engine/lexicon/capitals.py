"""The text of passages into how often each syllable has a capital that is not due to its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np

from indexer.engine.lexicon.table import store_counts
from indexer.engine.lexicon.tally import MOST_TEXTS, WordTally
from indexer.language.segmentation.memo import Memo
from indexer.language.written import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.lexicon.table import Array

_LARGE = re.escape("".join(letter for letter in map(chr, range(0x2000)) if letter.isupper()))
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(
    rf"[{_LARGE}](?<![^\W_].)"  # a set of letters first: that is what makes the search fast
    r"(?P<within>(?<=[^\W_] .)|(?<=[^\W_], .)|(?<= \(.))?"
    rf"[^\W_]*(?:[ -][{_LARGE}][^\W_]*)*"
)
"""Words with capitals side by side, ``within`` a sentence or where one may begin.

A sentence goes on after a word with a space, or a comma and a space, and in parentheses.
"""


class CapitalTally:
    """How often each syllable has a capital that tells, and how often one that does not.

    A capital does not tell in a line that has nothing else, and where a sentence or a line begins
    only if the next word has one, too.
    """

    def __init__(self, most: int = MOST_TEXTS) -> None:
        self._telling = WordTally(most)
        self._placed = WordTally(most)

    def add(self, text: str) -> None:
        """Count the capitals of a passage."""
        telling: list[str] = []
        placed: list[str] = []
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        for line in text.splitlines():
            bare = line.isupper()
            for run in _RUN.finditer(line):
                terms = _TERMS[run[0]]
                tells = not bare and (run["within"] is not None or len(terms) > 1)
                (telling if tells else placed).extend(terms)
        self._telling.add(telling)
        self._placed.add(placed)

    def lay_out(self, syllables: Sequence[tuple[str, int]]) -> dict[str, Array]:
        """Return the sections for ``syllables`` with their counts, in their order.

        ``capitals`` is how often each has a capital that tells, ``capital_places`` how often it
        stands where one would.
        """
        telling, placed = self._telling.counts(), self._placed.counts()
        capitals = np.array([telling.get(one, 0) for one, _ in syllables], np.int64)
        elsewhere = np.array([placed.get(one, 0) for one, _ in syllables], np.int64)
        counts = np.array([count for _, count in syllables], np.int64)
        places = np.maximum(counts - elsewhere, capitals)
        return {
            "capitals": store_counts(capitals),
            "capital_places": store_counts(places),
        }


def _read_terms(run: str) -> tuple[str, ...]:
    """Return the terms of the syllables with a capital among words side by side."""
    words = _WORD.findall(run)
    parts = ((word, part) for word in words for part in WRITTEN[word].parts)
    return tuple(part.term for word, part in parts if word[part.start].isupper())


_TERMS: Final = Memo(_read_terms)
