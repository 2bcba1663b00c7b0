"""Cuts of many texts into the words that are frequent and mostly cut alike; names into theirs."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from indexer.language.compounds import Compounds, Places

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

_TOGETHER: Final = 64
"""Cuts that are looked through at a time."""


def count_words(cuts: Iterable[Cut]) -> Counter[str]:
    """Return how often each word of two to four syllables was cut; what has digits is no word."""
    counts: Counter[str] = Counter()
    for cut in cuts:
        tokens, spans = cut.tokens, pairwise(cut.bounds)
        counts.update([" ".join(tokens[a:b]) for a, b in spans if 1 < b - a <= LONGEST])
    return Counter({word: n for word, n in counts.items() if word.replace(" ", "").isalpha()})


def frequent_words(counts: Counter[str]) -> Compounds:
    """Return the words that were cut often enough."""
    return Compounds(frozenset(word for word, count in counts.items() if count >= FEWEST))


def count_places(cuts: Iterable[Cut], words: Compounds) -> Places:
    """Return at how many places the syllables of ``words`` stand, and stand undivided."""
    places = Places()
    waiting = iter(cuts)
    while some := list(islice(waiting, _TOGETHER)):
        places.add(words.count_places(some))
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
