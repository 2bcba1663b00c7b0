"""Frequencies and lengths into scores: every formula and constant of the engine in one place."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.blocks import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Saturation:
    """The two constants of BM25 (Robertson and Zaragoza, 2009)."""

    k1: float
    """How slowly further occurrences stop counting."""
    b: float
    """How much a long passage must hold more of a term, 0 to 1."""


SYLLABLES = Saturation(k1=0.9, b=0.6)
PAIRS = Saturation(k1=1.2, b=0.75)

SATURATION: Mapping[Layer, Saturation] = {
    Layer.FOLDED: SYLLABLES,
    Layer.BIGRAMS: PAIRS,
    Layer.ACCENTED: SYLLABLES,
    Layer.WORDS: SYLLABLES,
}

STEEP_AT = 3.0
STEEP_BY = 0.25
"""Rare terms count for more than BM25's idf says: idf · (idf / 3) ** .25.

Measured as above: exponent 0 gives .899 and .812, .25 .903 and .821, .4 .902 and .824."""

HEAD_SHARE = 0.8
"""How much of the head's score a work gets beside that of its best page.

Measured in memory over the best 100 of an earlier recipe, without the matching rule (nDCG@10 with
accents; alqac, viquad, xquad among viquad's passages; names at .7 and .55): 0 gives .907, .850,
.945, .5 .921, .854, .945, .8 .924, .855, .944, 1 .920, .855, .944. One score of head and page that
counts each term once is as good as the sum (earlier recipe, its best of 20 settings: .915, .835,
.935 against .912, .835, .935). Heads and pages each have their own average length: with one for
both, .882 on alqac instead of .903 (earlier recipe)."""

NEAR = ((15, 0.3), (30, 0.6))
"""Windows in tokens, and how much of the distinct terms within one counts.

Measured as above: without .904, .841, .940, with .923, .855, .945. Terms without accents in them
.920, .853, .941. All of it by .7 or 1.3: within .004. A window of 5 more, one of 60, or the best
sentence: within .003. Pairs of syllables counted in windows too: +.006 on alqac, -.002 on viquad;
in place of syllables +.007 and -.009."""

NEAR_WORKS = 100
"""So many of the best works are looked at for terms near each other."""


def weigh_rarity(passages: int, holding: int) -> float:
    """Return the steepened idf of a leaf that ``holding`` of ``passages`` hold; 0 if none does."""
    if not holding:
        return 0.0
    idf = log(1 + (passages - holding + 0.5) / (holding + 0.5))
    return float(idf * (idf / STEEP_AT) ** STEEP_BY)


def normalise(lengths: NDArray[Any], average: float, constants: Saturation) -> NDArray[np.float64]:
    """Return k1 (1 - b + b · length / average) for each length.

    ``average`` is that of living passages of the same kind, heads or pages.
    """
    relative = lengths / max(average, 1e-9)
    norms: NDArray[np.float64] = constants.k1 * (1 - constants.b + constants.b * relative)
    return norms


def weigh_names(
    weights: Sequence[float], held: Sequence[NDArray[np.bool_]], works: int
) -> NDArray[np.float64]:
    """Return per work the weights, already times rarity, of the names that it holds.

    ``held`` tells, per name and work, whether it stands in the head or on the best page; it counts
    once.
    """
    worth = np.zeros(works)
    for weight, there in zip(weights, held, strict=True):
        worth[there] += weight
    return worth


def raise_score(score: float, nearness: float, names: float) -> float:
    """Return the score of a work with what stands on its best page added, rounded as before."""
    return round(score + nearness + names, 9)
