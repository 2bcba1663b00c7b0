"""What each part of a question counts in the score, with the reason for every number."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.retrieval.clauses import Source

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

ENGLISH_STOP_WEIGHT = 0.0
"""What "the" and "what" count in an English question. They are rare here and so would weigh much,
and half of them are Vietnamese syllables without accents. On 199 English questions of xquad, hit@10
and hit@1: 0 and .2 give .824 and .719, 1 gives .784 and .518."""

EXPANSION_WEIGHTS: Mapping[Source, float] = {Source.NAME: 0.8, Source.GLOSSARY: 0.6}
"""What added words count: less than a folded syllable typed, so that works with the reader's own
words come first. Another name is the same thing, an equivalent only much the same. Glossary at .3,
.6, .9: hit@1 .709, .719, .734, hit@10 the same for all; the set has no English pages, which what is
added must not push down. Names: an assumption, no judged set has any."""

EXPANSION_DECAY = 0.8
"""What each further equivalent counts beside the one before; .5 to 1 measure alike (hit@1 .724 to
.714)."""

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
