"""A parsed question into the engine's plan: what has to match, and what counts how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import (
    Every,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Some,
    Term,
    Weighted,
    Wildcard,
    Without,
)
from indexer.language.fold import fold
from indexer.language.normalise import normalise
from indexer.retrieval.clauses import Demand, Expansion, Form
from indexer.retrieval.marking import Wanted
from indexer.retrieval.naming import admit, is_sentence, weigh_names, weigh_words
from indexer.retrieval.tokens import tokens_of
from indexer.retrieval.weights import LAYER_WEIGHTS, NEAR_CERTAINTY, required
from indexer.retrieval.widening import Widening, widen
from indexer.retrieval.wording import read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.language.analyser import Analyser, Analysis, Token
    from indexer.retrieval.accents import Accents
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.expansion import Expander
    from indexer.retrieval.query import Question
    from indexer.retrieval.wording import Wording


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the engine takes it."""

    match: Node
    score: tuple[Weighted, ...]
    near: Mapping[Term, float]
    """The syllables of the question, which count for more near each other."""
    named: Mapping[Term, float]
    """Those that name something, which count once for a work about it."""
    marks: Mapping[Leaf, float]
    """The leaves that a snippet marks, what the question admits of folded or accented syllables;
    with their weights, before their rarity."""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per facet the codes asked for."""
    expansions: tuple[Expansion, ...] = ()
    """What was added to the reader's own words."""
    added: frozenset[Leaf] = frozenset()
    """Of ``marks`` those that stand for what was added, and for nothing that was typed."""
    telling: tuple[Leaf, ...] = ()
    """Any of these says something by itself: words, not the syllables of longer ones."""

    def wanted(
        self, rarities: Mapping[Leaf, float], telling: Iterable[Leaf] | None = None
    ) -> Wanted:
        """Return what is marked, each leaf worth its weight times its rarity.

        Other leaves than :attr:`telling` may be given to count as words.
        """
        worth = {leaf: weight * _rarity(leaf, rarities) for leaf, weight in self.marks.items()}
        return Wanted(
            {leaf: weight for leaf, weight in worth.items() if leaf not in self.added},
            {leaf: weight for leaf, weight in worth.items() if leaf in self.added},
            [leaf for leaf in (telling or self.telling) if leaf not in self.added],
        )


def understand(
    question: Question,
    analyser: Analyser,
    expander: Expander | None = None,
    accents: Accents | None = None,
) -> Understood:
    """Return what ``question`` asks for; an empty question matches every work.

    ``accents`` are those of the tiers that are searched; English words do not get any.
    """
    widening = widen(question.clauses, expander)
    positive = list(_positive(question.clauses))
    texts = [one.text for one in positive if one.form not in _PATTERNS]
    patterns = [leaf for one in positive if one.form in _PATTERNS for leaf in _pattern(one)]
    typed = dict.fromkeys(patterns, LAYER_WEIGHTS[Layer.FOLDED])
    added: dict[Leaf, float] = {**widening.weights, **typed}
    text = " ".join(texts)
    wording = read_wording(text, analyser, None if widening.english else accents)
    counts = weigh_words(wording.tokens, english=widening.english)
    names = weigh_names(text, wording, english=widening.english)
    words = (*_words(wording, counts, english=widening.english),)
    marks, telling = _quote(question.clauses, wording, _mark(wording, counts), words)
    return Understood(
        _match(question.clauses, widening, wording.exact),
        (*_score(wording, counts), *(Weighted(leaf, weight) for leaf, weight in added.items())),
        _near(wording, counts),
        _spell(wording, [one * two for one, two in zip(names, counts, strict=True)]),
        added | marks,
        _filters(question.clauses),
        widening.expansions,
        frozenset(widening.weights.keys() - typed.keys() - marks.keys()),
        (*telling, *added),
    )


def _rarity(leaf: Leaf, rarities: Mapping[Leaf, float]) -> float:
    """Return the rarity of a leaf; a phrase that scored nothing is as rare as all its terms."""
    if isinstance(leaf, Phrase) and leaf not in rarities:
        return sum(rarities.get(term, 0.0) for term in leaf.terms)
    return rarities.get(leaf, 0.0)


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


_PATTERNS = frozenset({Form.PREFIX, Form.WILDCARD, Form.FUZZY})
"""What stands for several words."""


def _pattern(clause: Clause) -> tuple[Leaf, ...]:
    """Return what a word with signs stands for, any of them."""
    if clause.form is Form.PREFIX:
        return _prefixes(clause.text)
    if clause.form is Form.WILDCARD:
        typed = normalise(clause.text).strip().lower()
        folded = fold(typed)
        layer = Layer.FOLDED if typed == folded else Layer.ACCENTED
        return (Wildcard(layer, typed),)
    tokens = tokens_of(clause.text)
    terms = map(admit, tokens if len(tokens) == 1 else ())
    return tuple(Fuzzy(term.layer, term.text, clause.distance) for term in terms)


def _prefixes(text: str) -> tuple[Prefix, ...]:
    """Return what begins as ``text`` does, by the rule of :func:`admit`.

    Besides the letters typed, which may go on to another syllable, their term: "ki" begins "kiểm",
    and it is "kỳ" as well, whose term has y.
    """
    tokens = tokens_of(text)
    if len(tokens) != 1:
        return ()
    term = admit(tokens[0])
    typed = normalise(text).strip().lower()
    begun = typed if term.layer is Layer.ACCENTED else fold(typed)
    return tuple(Prefix(term.layer, one) for one in dict.fromkeys((begun, term.text)))


def _near(wording: Wording, counts: Sequence[float]) -> dict[Term, float]:
    weights = _spell(wording, counts)
    return weights if len(weights) > 1 else {}


def _spell(wording: Wording, counts: Sequence[float]) -> dict[Term, float]:
    """Return the syllables as they were meant, or without accents where that is unsure."""
    weights: dict[Term, float] = {}
    meant = zip(wording.meant.accented, wording.tokens, wording.certainties, counts, strict=True)
    for text, token, certainty, weight in meant:
        sure = certainty >= NEAR_CERTAINTY
        term = Term(Layer.ACCENTED, text) if sure else Term(Layer.FOLDED, token.folded)
        weights[term] = max(weight, weights.get(term, 0.0))
    return {term: weight for term, weight in weights.items() if weight}


def _mark(wording: Wording, counts: Sequence[float]) -> dict[Leaf, float]:
    weights: dict[Leaf, float] = {}
    for token, weight in zip(wording.tokens, counts, strict=True):
        term = admit(token, wording.exact)
        weights[term] = max(weight, weights.get(term, 0.0))
    return {leaf: weight for leaf, weight in weights.items() if weight}


def _words(wording: Wording, counts: Sequence[float], *, english: bool) -> Iterator[Leaf]:
    """Yield the words that count; those of several syllables side by side, as in "quốc tế"."""
    terms = [admit(token, wording.exact) for token in wording.tokens]
    at = 0
    for size in [1] * len(terms) if english else _sizes(wording.meant):
        if any(counts[at : at + size]):
            word = tuple(terms[at : at + size])
            yield word[0] if size == 1 else Phrase(word)
        at += size


def _sizes(meant: Analysis) -> Iterator[int]:
    """Yield of how many syllables each word is; of a compound and its parts the parts are told."""
    words = {tuple(word.split(" ")) for word in meant.words}
    several = sorted({len(word) for word in words} - {1})
    at = 0
    while at < len(meant.accented):
        fitting = (size for size in several if meant.accented[at : at + size] in words)
        size = next(fitting, 1)
        yield size
        at += size


def _quote(
    clauses: Sequence[Clause], wording: Wording, marks: Mapping[Leaf, float], words: Sequence[Leaf]
) -> tuple[dict[Leaf, float], tuple[Leaf, ...]]:
    """Return what is marked and what tells: of what was asked for in quotes the whole alone.

    A sentence cites what it quotes; its words count as its own.
    """
    if is_sentence(clauses):
        return dict(marks), tuple(words)
    quoted: dict[Leaf, float] = {}
    typed: set[Leaf] = set()
    for clause in _positive(clauses):
        terms = tuple(admit(token, wording.exact) for token in tokens_of(clause.text))
        if clause.form is Form.PHRASE and len(terms) > 1:
            quoted[Phrase(terms)] = max(marks.get(term, 0.0) for term in terms)
        else:
            typed.update(terms)
    left = {leaf: weight for leaf, weight in marks.items() if leaf in typed}
    parts = (word for word in words if typed.issuperset(_terms_of(word)))
    return left | quoted, (*parts, *quoted)


def _terms_of(leaf: Leaf) -> tuple[Leaf, ...]:
    return leaf.terms if isinstance(leaf, Phrase) else (leaf,)


def _match(clauses: Sequence[Clause], widening: Widening, exact: frozenset[str]) -> Node:
    # In an English question "the" weighs as little as "what".
    asks = not widening.english and is_sentence(clauses)
    plain: list[Clause] = []
    demanded: list[Node] = []
    excluded: list[Node] = []
    for clause in clauses:
        cited = asks and clause.form is Form.PHRASE
        if clause.demand is Demand.SHOULD and (clause.form is Form.WORDS or cited):
            plain.append(clause)
        else:
            target = excluded if clause.demand is Demand.NOT else demanded
            target.extend(_demand(clause, widening, exact))
    tokens = [token for clause in plain for token in tokens_of(clause.text)]
    if tokens:
        terms = [admit(token, exact) for token in tokens]
        named = _naming(tokens, terms, english=widening.english)
        own = Some(named, required(len(named), asks=asks and len(named) < len(set(terms))))
        wide = widening.alternative(plain, named, exact)
        demanded.append(Some((own, wide)) if wide else own)
    match: Node = demanded[0] if len(demanded) == 1 else Every(tuple(demanded))
    return Without(match, Some(tuple(excluded))) if excluded else match


def _demand(clause: Clause, widening: Widening, exact: frozenset[str]) -> Iterator[Node]:
    """Yield what a clause under a sign, in quotes or parentheses demands (or excludes)."""
    terms = tuple(admit(token, exact) for token in tokens_of(clause.text))
    if clause.form is Form.GROUP:
        yield Some(tuple(_match(one, widening, exact) for one in clause.alternatives))
    elif clause.form is Form.FILTER or not terms:
        return
    elif clause.form in {Form.PHRASE, Form.AUTHOR}:
        yield Phrase(terms)
    elif clause.form is Form.NEAR:
        yield Near(terms, clause.distance)
    elif clause.form in _PATTERNS and (leaves := _pattern(clause)):
        yield leaves[0] if len(leaves) == 1 else Some(leaves)
    else:
        yield from terms


def _naming(tokens: Sequence[Token], terms: Sequence[Term], *, english: bool) -> tuple[Term, ...]:
    """Return the distinct terms of tokens that name something, or all of them if all only ask."""
    weighed = list(zip(terms, weigh_words(tokens, english=english), strict=True))
    naming = [term for term, weight in weighed if weight == 1.0]
    return tuple(dict.fromkeys(naming or [term for term, _ in weighed]))


def _score(wording: Wording, counts: Sequence[float]) -> tuple[Weighted, ...]:
    weights: dict[Term, float] = {}
    for layer, terms in _terms_of_layers(wording, counts).items():
        for text, weight in terms:
            term = Term(layer, text)
            weights[term] = max(weights.get(term, 0.0), LAYER_WEIGHTS[layer] * weight)
    return tuple(Weighted(term, weight) for term, weight in weights.items() if weight)


def _terms_of_layers(
    wording: Wording, counts: Sequence[float]
) -> Mapping[Layer, list[tuple[str, float]]]:
    """Return the terms of each layer with their weights: a pair the mean, a word the least.

    What depends on restored accents weighs as much less as it is unsure.
    """
    meant = wording.meant
    pairs = [(first + second) / 2 for first, second in pairwise(counts)]
    sure = [one * two for one, two in zip(counts, wording.certainties, strict=True)]
    least: dict[str, float] = {}
    for text, weight in zip(meant.accented, sure, strict=True):
        least[text] = min(weight, least.get(text, weight))
    words = [min(least.get(part, 1.0) for part in word.split()) for word in meant.words]
    return {
        Layer.FOLDED: list(zip(meant.folded, counts, strict=True)),
        Layer.BIGRAMS: list(zip(meant.bigrams, pairs, strict=True)),
        Layer.ACCENTED: list(zip(meant.accented, sure, strict=True)),
        Layer.WORDS: list(zip(meant.words, words, strict=True)),
    }
