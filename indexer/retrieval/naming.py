"""The tokens of a question into how much each names something, and the spellings it admits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Term
from indexer.language.fold import fold
from indexer.retrieval.english import STOP_WORDS
from indexer.retrieval.weights import ENGLISH_STOP_WEIGHT, QUESTION_PHRASES, QUESTION_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.analyser import Token

_LONGEST_PHRASE = max(map(len, QUESTION_PHRASES))
_FOLDED_PHRASES = frozenset(tuple(map(fold, phrase)) for phrase in QUESTION_PHRASES)


def admit(token: Token) -> Term:
    """Return the spellings a token admits: its own if it has an accent, else any."""
    if token.text == token.folded:
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
