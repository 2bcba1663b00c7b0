"""What each part of a question counts in the score, with the reason for every number."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.retrieval.clauses import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYER_WEIGHTS: Mapping[Layer, float] = {
    Layer.FOLDED: 0.3,
    Layer.BIGRAMS: 0.7,
    Layer.ACCENTED: 0.3,
    Layer.WORDS: 0.7,
}
"""Folded syllables find, the others rank. Syllables count little here, since the windows of
``engine/scoring.py`` count them, too. Measured as there: 1 and .7 give .914, .851, .942 (nDCG@10
with accents; alqac, viquad, xquad among viquad's passages), these .924, .855, .944, 0 for either
the same within .002. Pairs .4 and 1: .918, .855, .943 and .925, .852, .944; words .4 and 1: .927,
.853, .944 and .920, .853, .944. Only questions whose accents are known gain by more than the folded
layers: without the others .925, .823, .930 (without names, below). A question without accents
counts accented syllables and words as sure as they are restored. With the laboratory's weights,
viquad (700 questions) and alqac: .831 and .916, without those layers .824 and .923, whatever the
certainty .832 and .915."""

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

CAPITAL_WEIGHT = 0.8
USUAL_CAPITAL_WEIGHT = 1.0
FOREIGN_WEIGHT = 0.7
"""What a word counts, once, for a work that holds it in its head or on its best page: if it was
typed with a capital that is not due to its place; times the share of its places in the tiers
searched in which it has one, if that is more; and if no Vietnamese syllable is spelt so (foreign
names, acronyms, numbers), which is added. A name is what the question is about, and a page of a
work on Gandhi need not repeat it; the share needs no capital in the question.

nDCG@10 of alqac, viquad, xquad among viquad's passages, over the engine's best 100, with accents
and without: no names .922, .841, .941 and .924, .832, .935; without the share .922, .856, .943 and
.925, .845, .936 (and .922, .852, .942 if no capital is typed); the share without the typed capital
.923, .858, .943 and .926, .850, .936; these .922, .859, .943 and .926, .851, .936. The share by .8:
.923, .857, .943; foreign words by .5 or 1.1: .923, .857, .942 and .920, .859, .943 (each without
the typed capital); the typed capital by .5: within .001. English questions (xquad): .669 with the
typed capital, .666 without. Chosen on all of the sets; both halves of viquad, by title, gain: .839
to .842, .884 to .886, and without accents .828 to .834, .873 to .878.

What did not pay: the share of pairs of neighbours (viquad .856 for .858); shares of all places,
beginnings of sentences and lines of capitals too (.857); times how sure it is (0); a digit near
where a number is asked, a year where a date is (+.001 on viquad, 0 elsewhere); a capital near for
"ai" and "ở đâu" (-.001, 0, 0); numbers of the question more (0); the order of words (+.003, -.001,
-.001); all words once like names (-.004, 0, 0); long pages (-.004, -.002, -.001), short (0)."""

LEAST_CAPITALS = 0.1
"""Words with a smaller share are no names, only written large now and then. It leaves three words
of a question instead of eleven; 0 to .15 measure alike (viquad .858 to .859, .850 to .851)."""

NEAR_CERTAINTY = 0.5
"""From this certainty on a restored spelling has to stand in a window as it is, below it any
spelling may: more likely right than wrong. An assumption; other values were not measured."""

ENGLISH_STOP_WEIGHT = 0.0
"""What "the" and "what" count in an English question. They are rare here and so would weigh much,
and half of them are Vietnamese syllables without accents. On 199 English questions of xquad, hit@10
and hit@1: 0 and .2 give .824 and .719, 1 gives .784 and .518."""

EXPANSION_WEIGHTS: Mapping[Source, float] = {
    Source.NAME: 0.8,
    Source.ACRONYM: 0.7,
    Source.GLOSSARY: 0.6,
    Source.ASSOCIATION: 0.4,
}
"""What added words count: less than a syllable typed counts in all its layers, so that works with
the reader's own words come first. Another name is the same thing, an equivalent only much the same.
Glossary at .3, .6, .9: hit@1 .709, .719, .734, hit@10 the same for all; the set has no English
pages, which what is added must not push down. Names: an assumption, no judged set has any. What was
learnt counts less than what a librarian or the glossary says: acronyms again an assumption,
associations at .4 as measured in ``learning/README``."""

EXPANSION_DECAY = 0.8
"""What each further equivalent counts beside the one before; .5 to 1 measure alike (hit@1 .724 to
.714)."""

REQUIRED_SHARE = 0.2
REQUIRED_FEW = 2
"""Of the words that name something, so many must be there: as many as costs nothing. Measured on
the judged sets (nDCG@10, then recall@20 of alqac and viquad, with accents): any one word .903,
.828; .982, .953. A fifth: the same. Three tenths: .903, .826; .982, .948. Half of all words: .892,
.782 (of other questions of viquad, where any one word gave .821)."""


def required(terms: int, *, asks: bool = False) -> int:
    """Return how many of ``terms`` distinct plain words, those that only ask left out, must match.

    Both of two, two of up to ten, then a fifth; one of two if others ask, as in "Tesla chết năm
    nào": a page may say in other words what a verb does. The score puts works with both first.
    """
    if terms <= REQUIRED_FEW:
        return min(terms, 1) if asks else terms
    return max(REQUIRED_FEW, ceil(REQUIRED_SHARE * terms))
