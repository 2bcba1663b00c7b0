"""A parsed question into the engine's plan: what has to match, and what counts how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Every, Leaf, Node, Phrase, Prefix, Some, Term, Weighted, Without
from indexer.language.analyser import tokenise
from indexer.retrieval.clauses import Demand, Expansion, Form
from indexer.retrieval.naming import admit, weigh_words
from indexer.retrieval.weights import (
    LAYER_WEIGHTS,
    required,
)
from indexer.retrieval.widening import Widening, widen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.language.analyser import Analyser, Analysis, Token
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.expansion import Expander
    from indexer.retrieval.query import Question


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the engine takes it."""

    match: Node
    score: tuple[Weighted, ...]
    near: Mapping[Term, float]
    """The folded syllables of the question, which count for more near each other."""
    marks: Mapping[Leaf, float]
    """The leaves that a snippet marks, what the question admits of folded or accented syllables;
    with their weights, before their rarity."""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per facet the codes asked for."""
    expansions: tuple[Expansion, ...] = ()
    """What was added to the reader's own words."""


def understand(
    question: Question, analyser: Analyser, expander: Expander | None = None
) -> Understood:
    """Return what ``question`` asks for; an empty question matches every work."""
    widening = widen(question.clauses, expander)
    positive = list(_positive(question.clauses))
    texts = [one.text for one in positive if one.form is not Form.PREFIX]
    prefixes = [_prefix(one.text) for one in positive if one.form is Form.PREFIX]
    added: dict[Leaf, float] = dict(widening.weights)
    added |= dict.fromkeys((leaf for leaf in prefixes if leaf), LAYER_WEIGHTS[Layer.FOLDED])
    whole = analyser.analyse(" ".join(texts))
    counts = weigh_words(whole.tokens, english=widening.english)
    return Understood(
        _match(question.clauses, widening),
        (*_score(whole, counts), *(Weighted(leaf, weight) for leaf, weight in added.items())),
        _near(whole.tokens, counts),
        added | _mark(whole.tokens, counts),
        _filters(question.clauses),
        widening.expansions,
    )


def _positive(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield the clauses that hold words asked for, those within groups too."""
    for clause in clauses:
        if clause.demand is Demand.NOT or clause.form is Form.FILTER:
            continue
        if clause.form is not Form.GROUP:
            yield clause
        for alternative in clause.alternatives:
            yield from _positive(alternative)


def _filters(clauses: Sequence[Clause]) -> dict[str, frozenset[str]]:
    filters: dict[str, frozenset[str]] = {}
    for clause in clauses:
        if clause.form is Form.FILTER:
            filters[clause.facet] = filters.get(clause.facet, frozenset()) | set(clause.codes)
    return filters


def _prefix(text: str) -> Prefix | None:
    """Return what begins as ``text`` does, by the rule of :func:`admit`."""
    tokens = tokenise(text)
    if len(tokens) != 1:
        return None
    term = admit(tokens[0])
    return Prefix(term.layer, term.text)


def _near(tokens: Sequence[Token], counts: Sequence[float]) -> dict[Term, float]:
    weights: dict[Term, float] = {}
    for token, weight in zip(tokens, counts, strict=True):
        term = Term(Layer.FOLDED, token.folded)
        weights[term] = max(weight, weights.get(term, 0.0))
    weights = {term: weight for term, weight in weights.items() if weight}
    return weights if len(weights) > 1 else {}


def _mark(tokens: Sequence[Token], counts: Sequence[float]) -> dict[Leaf, float]:
    weights: dict[Leaf, float] = {}
    for token, weight in zip(tokens, counts, strict=True):
        term = admit(token)
        weights[term] = max(weight, weights.get(term, 0.0))
    return {leaf: weight for leaf, weight in weights.items() if weight}


def _match(clauses: Sequence[Clause], widening: Widening) -> Node:
    plain: list[Clause] = []
    demanded: list[Node] = []
    excluded: list[Node] = []
    for clause in clauses:
        if clause.form is Form.WORDS and clause.demand is Demand.SHOULD:
            plain.append(clause)
        else:
            target = excluded if clause.demand is Demand.NOT else demanded
            target.extend(_demand(clause, widening))
    tokens = [token for clause in plain for token in tokenise(clause.text)]
    if tokens:
        named = _naming(tokens, english=widening.english)
        own = Some(named, required(len(named)))
        wide = widening.alternative(plain, named)
        demanded.append(Some((own, wide)) if wide else own)
    match: Node = demanded[0] if len(demanded) == 1 else Every(tuple(demanded))
    return Without(match, Some(tuple(excluded))) if excluded else match


def _demand(clause: Clause, widening: Widening) -> Iterator[Node]:
    """Yield what a clause under a sign, in quotes or parentheses demands (or excludes)."""
    terms = tuple(map(admit, tokenise(clause.text)))
    if clause.form is Form.GROUP:
        yield Some(tuple(_match(one, widening) for one in clause.alternatives))
    elif clause.form is Form.FILTER or not terms:
        return
    elif clause.form in {Form.PHRASE, Form.AUTHOR}:
        yield Phrase(terms)
    elif clause.form is Form.NEAR and clause.demand is Demand.NOT:
        yield Every(terms)
    elif clause.form is Form.PREFIX and (prefix := _prefix(clause.text)):
        yield prefix
    else:
        yield from terms


def _naming(tokens: Sequence[Token], *, english: bool) -> tuple[Term, ...]:
    """Return the distinct terms that name something, or all of them if all only ask."""
    weighed = list(zip(map(admit, tokens), weigh_words(tokens, english=english), strict=True))
    naming = [term for term, weight in weighed if weight == 1.0]
    return tuple(dict.fromkeys(naming or [term for term, _ in weighed]))


def _score(whole: Analysis, counts: Sequence[float]) -> tuple[Weighted, ...]:
    bare = all(token.text == token.folded for token in whole.tokens)
    weights: dict[Term, float] = {}
    for layer, terms in _terms_of_layers(whole, counts).items():
        if bare and layer in {Layer.ACCENTED, Layer.WORDS}:
            continue
        for text, weight in terms:
            term = Term(layer, text)
            weights[term] = max(weights.get(term, 0.0), LAYER_WEIGHTS[layer] * weight)
    return tuple(Weighted(term, weight) for term, weight in weights.items() if weight)


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
