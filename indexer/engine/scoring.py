"""Frequencies and lengths into scores: every formula and constant of the engine in one place."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

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

HEAD_SHARE = 0.5
"""How much of the head's score a work gets beside that of its best page.

Measured (nDCG@10 with accents, alqac and viquad): 0 gives .884 and .814, .25 .900 and .818, .5 .903
and .821, 1 .893 and .823. Heads and pages each have their own average length: with one average
for both, .882 and .819."""

NEAR = ((15, 0.3), (30, 0.6))
"""Windows in tokens, and how much of the distinct terms within one counts.

Measured (nDCG@10 with accents; alqac, viquad, xquad): without .903, .814, .919, with .912, .824,
.926."""

NEAR_WORKS = 100
"""So many of the best works are looked at for terms near each other."""


def weigh_rarity(passages: int, holding: int) -> float:
    """Return the steepened idf of a leaf that ``holding`` of ``passages`` hold; 0 if none does."""
    if not holding:
        return 0.0
    idf = log(1 + (passages - holding + 0.5) / (holding + 0.5))
    return float(idf * (idf / STEEP_AT) ** STEEP_BY)


def saturate(
    frequencies: NDArray[np.int64],
    lengths: NDArray[np.int32],
    average: NDArray[np.float64],
    constants: Saturation,
) -> NDArray[np.float64]:
    """Return tf / (tf + k1 (1 - b + b · length / average)) for each passage.

    ``average`` is that of the passage's own kind, head or page.
    """
    relative = lengths / np.maximum(average, 1e-9)
    norm = constants.k1 * (1 - constants.b + constants.b * relative)
    return frequencies / (frequencies + norm)


def combine(heads: NDArray[np.float64], best_pages: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of works from those of their heads and of their best pages.

    Rounded to nine places, so that works which hold the same tie exactly, whatever the order in
    which their floats were added.
    """
    return np.round(best_pages + HEAD_SHARE * heads, 9)
