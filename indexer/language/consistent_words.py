"""Cuts of many texts into the words that are frequent and mostly cut alike; names into theirs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from indexer.language.compounds import Compounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.language.segmentation import Cut

LONGEST: Final = 4
"""Syllables of a word; what the segmenter joins beyond is a list of words more often than one."""

LONGEST_NAME: Final = 12
"""Syllables; the longest names of institutions have so many."""

FEWEST: Final = 5
"""Times that a word must have been cut to be called frequent."""

CONSISTENT: Final = 0.5
"""The share of the places of its syllables at which no cut may have divided a word."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the syllables of words stand in a row."""

    all: Counter[str] = field(default_factory=Counter)
    undivided: Counter[str] = field(default_factory=Counter)
    """Those within one word of the segmenter's, which may be longer."""

    def add(self, other: Places) -> None:
        """Count the places of ``other`` too."""
        self.all.update(other.all)
        self.undivided.update(other.undivided)


def count_words(cuts: Iterable[Cut]) -> Counter[str]:
    """Return how often each word of two to four syllables was cut; what has digits is no word."""
    counts: Counter[str] = Counter()
    for cut in cuts:
        spans = (span for span in cut.spans() if 1 < len(span) <= LONGEST)
        counts.update(" ".join(cut.tokens[span.start : span.stop]) for span in spans)
    return Counter({word: n for word, n in counts.items() if word.replace(" ", "").isalpha()})


def frequent_words(counts: Counter[str]) -> Compounds:
    """Return the words that were cut often enough."""
    return Compounds(frozenset(word for word, count in counts.items() if count >= FEWEST))


def count_places(cuts: Iterable[Cut], words: Compounds) -> Places:
    """Return at how many places the syllables of ``words`` stand, and stand undivided."""
    places = Places()
    for cut in cuts:
        of_token = [at for at, span in enumerate(cut.spans()) for _ in span]
        found = list(words.find(cut.tokens))
        places.all.update(one.text for one in found)
        places.undivided.update(
            one.text for one in found if of_token[one.start] == of_token[one.end - 1]
        )
    return places


def consistent_words(places: Places) -> frozenset[str]:
    """Return the words that are undivided at most of their places."""
    return frozenset(
        word for word, count in places.all.items() if places.undivided[word] >= CONSISTENT * count
    )


def learn_words(cuts: Sequence[Cut]) -> frozenset[str]:
    """Return the words of ``cuts`` that are frequent and mostly cut alike."""
    return consistent_words(count_places(cuts, frequent_words(count_words(cuts))))


def name_words(cuts: Sequence[Cut]) -> frozenset[str]:
    """Return names, each given as its cut, and the words of several syllables within them.

    As the words of a text that touch a compound are not taken from its cut, those within a long
    name have to be listed too.
    """
    whole = (" ".join(cut.tokens) for cut in cuts if 1 < len(cut.tokens) <= LONGEST_NAME)
    return frozenset(whole) | count_words(cuts).keys()
