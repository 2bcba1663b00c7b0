"""A parsed question into the engine's plan: what has to match, and what counts how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Every, Node, Phrase, Some, Term, Weighted, Without
from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.retrieval.query import Demand
from indexer.retrieval.weights import (
    LAYER_WEIGHTS,
    QUESTION_PHRASES,
    QUESTION_WEIGHT,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.analyser import Analyser, Analysis, Token
    from indexer.retrieval.query import Clause, Question

_LONGEST_PHRASE = max(map(len, QUESTION_PHRASES))
_FOLDED_PHRASES = frozenset(tuple(map(fold, phrase)) for phrase in QUESTION_PHRASES)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the engine takes it."""

    match: Node
    score: tuple[Weighted, ...]
    near: Mapping[Term, float]
    """The folded syllables of the question, which count for more near each other."""
    marks: Mapping[Term, float]
    """The terms that a snippet marks, what the question admits of folded or accented syllables;
    with their weights, before their rarity."""


def understand(question: Question, analyser: Analyser) -> Understood:
    """Return what ``question`` asks for; an empty question matches every work."""
    positive = [one.text for one in question.clauses if one.demand is not Demand.NOT]
    whole = analyser.analyse(" ".join(positive))
    return Understood(
        _match(question.clauses),
        _score(whole),
        _near(whole.tokens),
        _mark(whole.tokens),
    )


def _admit(token: Token) -> Term:
    """Return the spellings a token admits: its own if it has an accent, else any."""
    if token.text == token.folded:
        return Term(Layer.FOLDED, token.folded)
    return Term(Layer.ACCENTED, token.text)


def _near(tokens: Sequence[Token]) -> dict[Term, float]:
    weights: dict[Term, float] = {}
    for token, weight in zip(tokens, _weigh_tokens(tokens), strict=True):
        term = Term(Layer.FOLDED, token.folded)
        weights[term] = max(weight, weights.get(term, 0.0))
    return weights if len(weights) > 1 else {}


def _mark(tokens: Sequence[Token]) -> dict[Term, float]:
    weights: dict[Term, float] = {}
    for token, weight in zip(tokens, _weigh_tokens(tokens), strict=True):
        term = _admit(token)
        weights[term] = max(weight, weights.get(term, 0.0))
    return weights


def _match(clauses: Sequence[Clause]) -> Node:
    plain: list[Token] = []
    demanded: list[Node] = []
    excluded: list[Node] = []
    for clause in clauses:
        tokens = tokenise(clause.text)
        terms = tuple(map(_admit, tokens))
        target = excluded if clause.demand is Demand.NOT else demanded
        if clause.phrase:
            target.append(Phrase(terms))
        elif clause.demand is Demand.SHOULD:
            plain.extend(tokens)
        else:
            target.extend(terms)
    if plain:
        named = _naming(plain)
        demanded.append(Some(named, required(len(named))))
    match: Node = demanded[0] if len(demanded) == 1 else Every(tuple(demanded))
    return Without(match, Some(tuple(excluded))) if excluded else match


def _naming(tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Return the distinct terms that name something, or all of them if all only ask."""
    weighed = list(zip(map(_admit, tokens), _weigh_tokens(tokens), strict=True))
    naming = [term for term, weight in weighed if weight == 1.0]
    return tuple(dict.fromkeys(naming or [term for term, _ in weighed]))


def _score(whole: Analysis) -> tuple[Weighted, ...]:
    counts = _weigh_tokens(whole.tokens)
    bare = all(token.text == token.folded for token in whole.tokens)
    weights: dict[Term, float] = {}
    for layer, terms in _terms_of_layers(whole, counts).items():
        if bare and layer in {Layer.ACCENTED, Layer.WORDS}:
            continue
        for text, weight in terms:
            term = Term(layer, text)
            weights[term] = max(weights.get(term, 0.0), LAYER_WEIGHTS[layer] * weight)
    return tuple(Weighted(term, weight) for term, weight in weights.items())


def _terms_of_layers(
    whole: Analysis, counts: Sequence[float]
) -> Mapping[Layer, list[tuple[str, float]]]:
    """Return the terms of each layer with their weights: a pair the mean, a word the least."""
    pairs = [(first + second) / 2 for first, second in pairwise(counts)]
    least: dict[str, float] = {}
    for token, count in zip(whole.tokens, counts, strict=True):
        least[token.text] = min(count, least.get(token.text, count))
    words = [min(least.get(part, 1.0) for part in word.split()) for word in whole.words]
    return {
        Layer.FOLDED: list(zip(whole.folded, counts, strict=True)),
        Layer.BIGRAMS: list(zip(whole.bigrams, pairs, strict=True)),
        Layer.ACCENTED: list(zip(whole.accented, counts, strict=True)),
        Layer.WORDS: list(zip(whole.words, words, strict=True)),
    }


def _weigh_tokens(tokens: Sequence[Token]) -> list[float]:
    """Return the weight of each token: less in a phrase that only asks."""
    accented = any(token.text != token.folded for token in tokens)
    phrases = QUESTION_PHRASES if accented else _FOLDED_PHRASES
    texts = [token.text for token in tokens]
    counts = [1.0] * len(texts)
    for start in range(len(texts)):
        for size in range(1, min(_LONGEST_PHRASE, len(texts) - start) + 1):
            if tuple(texts[start : start + size]) in phrases:
                counts[start : start + size] = [QUESTION_WEIGHT] * size
    return counts
