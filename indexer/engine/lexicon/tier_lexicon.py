"""The lexicons of several segments, and the postings of what lives, into the lexicon of tiers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indexer.engine.engine import Counted
from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.engine.lexicon.segment_lexicon import SegmentLexicon
    from indexer.engine.tree import Leaf

_CANDIDATES = (4, 16, 64)
"""Of several segments, so many times the words asked for are looked at, as far as it takes."""

_SMALL_PLACES = 3
"""Places without a capital that each syllable gets besides its own: few tell less than many. 1 to 5
measure alike (``retrieval/weights.py``)."""

_SIMILAR = 256
"""Similar syllables looked at in each segment."""


class TierLexicon:
    """What stands in the segments of some tiers; an :class:`indexer.engine.engine.Lexicon`.

    Every method raises :class:`IndexDamaged`.
    """

    def __init__(self, parts: Sequence[SegmentLexicon], frequency: Callable[[Leaf], int]) -> None:
        """Take the lexicons of the segments, and what counts living passages with a leaf."""
        self._parts = tuple(parts)
        self._frequency = frequency

    def spellings(self, folded: str) -> dict[str, int]:
        """Return how a syllable, or two side by side, stand with accents, most frequent first."""
        total: Counter[str] = Counter()
        for part in self._parts:
            total.update(part.spellings(folded))
        return dict(total.most_common())

    def capitals(self, text: str) -> float:
        """Return in which share of its places a syllable has a capital, where one would tell."""
        found = [part.capitals(text) for part in self._parts]
        places = sum(one.places for one in found) + _SMALL_PLACES
        return sum(one.capitals for one in found) / places

    def words(self, prefix: str, limit: int) -> tuple[Counted, ...]:
        """Return the ``limit`` most frequent words that begin so, most frequent first.

        What is frequent in all segments together is frequent in one of them: no word outside the
        first n of every segment has more than the sum of the n-th counts (Fagin, Lotem and Naor
        2003, the threshold algorithm). After :data:`_CANDIDATES` it is as good as proved.
        """
        totals: dict[str, int] = {}
        for times in _CANDIDATES:
            tops = [part.top_words(prefix, limit * times) for part in self._parts]
            full = [top for top in tops if len(top) == limit * times]
            unseen = sum(min(top.values()) for top in full) if limit else 0
            totals = {word: self._count_word(word, tops) for top in tops for word in top}
            if len(self._parts) == 1 or not full or _nth(totals, limit) >= unseen:
                break
        best = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return tuple(Counted(word, count) for word, count in best)

    def nearest(self, folded: str, limit: int) -> tuple[Counted, ...]:
        """Return the syllables most like ``folded`` that are more frequent than it."""
        if not folded:
            return ()
        near = {one for part in self._parts for one in part.nearest(folded, _SIMILAR)}
        least = self._count_syllable(folded)
        found = [(one, self._count_syllable(one.text)) for one in near]
        better = [(one, count) for one, count in found if count > least]
        better.sort(key=lambda pair: (pair[0].distance, -pair[1], pair[0].text))
        return tuple(Counted(one.text, count) for one, count in better[:limit])

    def frequency(self, leaf: Leaf) -> int:
        """Return in how many passages ``leaf`` stands that are neither deleted nor withdrawn."""
        return self._frequency(leaf)

    def _count_word(self, word: str, tops: Sequence[Mapping[str, int]]) -> int:
        """Return how often a word stands, for which a segment without it in its top is asked."""
        folded = fold(word)
        return sum(
            top[word] if word in top else part.word_counts(folded).get(word, 0)
            for part, top in zip(self._parts, tops, strict=True)
        )

    def _count_syllable(self, folded: str) -> int:
        return sum(sum(part.spellings(folded).values()) for part in self._parts)


def _nth(totals: dict[str, int], limit: int) -> int:
    best = sorted(totals.values(), reverse=True)[:limit]
    return best[-1] if len(best) == limit else 0
