"""Several spellings for each syllable of a run into the run that the library would write.

A run's weight is the sum of the logarithms of how often its syllables and its pairs of neighbours
stand in the library, less what each choice costs; the heaviest is found by Viterbi's algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p
from typing import TYPE_CHECKING

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.language.analyser import Token

_MOST = 8
"""Spellings of one syllable that are weighed."""

_SYLLABLE_WEIGHT = 0.5
"""What the frequency of a syllable counts beside that of a pair: which words stand together says
more than which are frequent."""


_UNSEEN = 0.001
"""How often what stands nowhere is taken to stand: then a word with one slip is likelier."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A syllable that may stand at a place."""

    text: str
    """With its accents."""
    count: int
    """How often it stands in the library."""
    cost: float = 0.0
    """How unlikely it was meant, as the logarithm of a proportion; 0 for what was typed."""


@dataclass(frozen=True, slots=True)
class _Path:
    weight: float
    choices: tuple[Choice, ...]


def spellings_of(token: Token, lexicon: Lexicon) -> tuple[Choice, ...]:
    """Return what ``token`` admits: its own spelling if it has an accent, else those there are."""
    counts = lexicon.spellings(token.folded)
    if token.text != token.folded or not counts:
        return (Choice(token.text, counts.get(token.text, 0)),)
    most_frequent = sorted(counts.items(), key=lambda pair: -pair[1])[:_MOST]
    return tuple(Choice(text, count) for text, count in most_frequent)


def likeliest(run: Sequence[Sequence[Choice]], lexicon: Lexicon) -> tuple[Choice, ...]:
    """Return one choice for each place of ``run``; of equal ones the first."""
    if not run:
        return ()
    paths = [_Path(_weigh(one), (one,)) for one in run[0]]
    for before, here in pairwise(run):
        pairs = count_pairs(before, here, lexicon)
        paths = [_extend(paths, one, pairs) for one in here]
    return max(paths, key=lambda path: path.weight).choices


def count_pairs(
    before: Sequence[Choice], here: Sequence[Choice], lexicon: Lexicon
) -> Mapping[str, int]:
    """Return how often choices of two neighbouring places stand side by side in the library."""
    found: dict[str, int] = {}
    for first in dict.fromkeys(fold(one.text) for one in before):
        for second in dict.fromkeys(fold(one.text) for one in here):
            found.update(lexicon.spellings(f"{first} {second}"))
    return found


def _extend(paths: Sequence[_Path], one: Choice, pairs: Mapping[str, int]) -> _Path:
    linked = [
        path.weight + log1p(pairs.get(f"{path.choices[-1].text} {one.text}", 0)) for path in paths
    ]
    best = max(range(len(paths)), key=linked.__getitem__)
    return _Path(linked[best] + _weigh(one), (*paths[best].choices, one))


def _weigh(one: Choice) -> float:
    return _SYLLABLE_WEIGHT * log(one.count or _UNSEEN) - one.cost
