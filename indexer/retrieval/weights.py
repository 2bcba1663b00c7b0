"""What each part of a question counts in the score, with the reason for every number."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYER_WEIGHTS: Mapping[Layer, float] = {
    Layer.FOLDED: 1.0,
    Layer.BIGRAMS: 0.7,
    Layer.ACCENTED: 0.7,
    Layer.WORDS: 0.7,
}
"""Folded syllables find, the others rank. The laboratory's weights; halving or raising any one by
.3 moved alqac and viquad by less than .006 in either direction, never both up. A question without
accents counts neither accented syllables nor words: on alqac that is .910 against .903."""

QUESTION_WEIGHT = 0.2
"""What the words that only ask ("là gì", "bao nhiêu") count beside those that name something:
0 to .4 measure alike, 1 costs .004 on both sets."""

QUESTION_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "ai", "ai là", "là ai", "của ai", "bởi ai", "gì", "là gì", "cái gì", "những gì", "điều gì",
        "việc gì", "làm gì", "gồm những gì", "nào", "thế nào", "như thế nào", "ra sao", "làm sao",
        "vì sao", "tại sao", "sao", "khi nào", "lúc nào", "bao giờ", "năm nào", "ngày nào",
        "thời gian nào", "đâu", "ở đâu", "từ đâu", "nơi nào", "bao nhiêu", "là bao nhiêu", "mấy",
        "bao lâu", "bao xa", "hay không", "đúng hay sai", "có phải", "phải không", "được không",
    )
)  # fmt: skip
"""Phrases that ask, accented; some forty, after the laboratory's list of folded ones."""


REQUIRED_SHARE = 0.2
REQUIRED_FEW = 2
"""Of the words that name something, so many must be there: as many as costs nothing. Measured on
the judged sets (nDCG@10, then recall@20 of alqac and viquad, with accents): any one word .903,
.828; .982, .953. A fifth: the same. Three tenths: .903, .826; .982, .948. Half of all words: .892,
.782 (of other questions of viquad, where any one word gave .821)."""


def required(terms: int) -> int:
    """Return how many of ``terms`` distinct plain words, those that only ask left out, must match.

    Both of two, two of up to ten, then a fifth.
    """
    if terms <= REQUIRED_FEW:
        return terms
    return max(REQUIRED_FEW, ceil(REQUIRED_SHARE * terms))
