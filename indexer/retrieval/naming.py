"""The tokens of a question into how much each names something, and the spellings it admits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Term
from indexer.language.fold import fold
from indexer.language.spelling import is_spelt
from indexer.retrieval.clauses import Demand, Form
from indexer.retrieval.english import STOP_WORDS
from indexer.retrieval.tokens import tokens_of
from indexer.retrieval.weights import (
    CAPITAL_WEIGHT,
    ENGLISH_STOP_WEIGHT,
    FOREIGN_WEIGHT,
    LEAST_CAPITALS,
    QUESTION_PHRASES,
    QUESTION_WEIGHT,
    USUAL_CAPITAL_WEIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.analyser import Token
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.wording import Wording

_LONGEST_PHRASE = max(map(len, QUESTION_PHRASES))
_FOLDED_PHRASES = frozenset(tuple(map(fold, phrase)) for phrase in QUESTION_PHRASES)
_SENTENCE_END = re.compile(r"[.!?:]")


def admit(token: Token, exact: frozenset[str] = frozenset()) -> Term:
    """Return the spellings a token admits: its own if it has an accent, else any.

    Those of ``exact`` admit their own as well, although they have none.
    """
    if token.text == token.folded and token.text not in exact:
        return Term(Layer.FOLDED, token.folded)
    return Term(Layer.ACCENTED, token.text)


def weigh_words(tokens: Sequence[Token], *, english: bool) -> list[float]:
    """Return the weight of each token: less in a phrase that only asks, or for a stop word."""
    if english and any(token.text not in STOP_WORDS for token in tokens):
        return [ENGLISH_STOP_WEIGHT if token.text in STOP_WORDS else 1.0 for token in tokens]
    accented = any(token.text != token.folded for token in tokens)
    phrases = QUESTION_PHRASES if accented else _FOLDED_PHRASES
    texts = [token.text for token in tokens]
    counts = [1.0] * len(texts)
    for start in range(len(texts)):
        for size in range(1, min(_LONGEST_PHRASE, len(texts) - start) + 1):
            if tuple(texts[start : start + size]) in phrases:
                counts[start : start + size] = [QUESTION_WEIGHT] * size
    return counts


def is_sentence(clauses: Sequence[Clause]) -> bool:
    """Tell whether words that only ask stand among plain words.

    In such a sentence a phrase in quotes is what something is called, and is not demanded.
    """
    texts = (one.text for one in clauses if (one.form, one.demand) == (Form.WORDS, Demand.SHOULD))
    weights = (weigh_words(tokens_of(text), english=False) for text in texts)
    return any(weight < 1.0 for some in weights for weight in some)


def weigh_names(text: str, wording: Wording, *, english: bool) -> list[float]:
    """Return for each token of ``text`` how likely it is a name: 0 for most words.

    A capital within a sentence tells, typed here or usual in the tiers searched, and so does what
    no Vietnamese syllable is spelt like: foreign names, acronyms, numbers. In an English question
    only the capital typed does.
    """
    typed = _find_capitals(text, wording.tokens)
    known = zip(wording.meant.accented, wording.certainties, strict=True)
    foreign = [not english and bool(sure) and not is_spelt(word) for word, sure in known]
    return [
        max(CAPITAL_WEIGHT * capital, _weigh_usage(usual)) + FOREIGN_WEIGHT * strange
        for capital, usual, strange in zip(typed, wording.capitals, foreign, strict=True)
    ]


def _weigh_usage(share: float) -> float:
    """Return what a word counts that has a capital in such a share of its places."""
    return USUAL_CAPITAL_WEIGHT * share if share >= LEAST_CAPITALS else 0.0


def _find_capitals(text: str, tokens: Sequence[Token]) -> list[bool]:
    """Return which tokens have a capital that is not due to their place.

    None has where all do. At the beginning of a sentence it tells if the next word has one, too.
    """
    large = [text[token.start : token.start + 1].isupper() for token in tokens]
    if all(large):
        return [False] * len(tokens)
    ends = [0, *(token.end for token in tokens)]
    first = [
        not at or _SENTENCE_END.search(text, ends[at], token.start) is not None
        for at, token in enumerate(tokens)
    ]
    goes_on = [two and not new for two, new in zip(large[1:], first[1:], strict=True)]
    return [
        one and (not new or after)
        for one, new, after in zip(large, first, [*goes_on, False], strict=True)
    ]
