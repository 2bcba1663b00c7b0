"""What is added to a question into leaves: what they weigh, and which works they let in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Every, Leaf, Node, Phrase, Some, Term
from indexer.retrieval.clauses import Expansion
from indexer.retrieval.naming import admit
from indexer.retrieval.tokens import tokens_of
from indexer.retrieval.weights import (
    EXPANSION_DECAY,
    EXPANSION_WEIGHTS,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.expansion import Expander


@dataclass(frozen=True, slots=True)
class Widening:
    """What is added to the plain words of a question."""

    expansions: tuple[Expansion, ...] = ()
    english: bool = False
    """Whether the question is taken for an English one."""
    weights: Mapping[Leaf, float] = field(default_factory=dict)
    """Every leaf added, with what it counts in the score."""

    def alternative(
        self, clauses: Sequence[Clause], named: Sequence[Term], exact: frozenset[str]
    ) -> Node | None:
        """Return what lets in works that hold added words instead of typed ones, if any are added.

        The words for which something was added count as one, together or as what was added; how
        many of all must be there is as for plain words. ``exact`` is that of :func:`admit`.
        """
        units: dict[tuple[Term, ...], Node] = {}
        rest = list(named)
        here = " ".join(clause.text for clause in clauses)
        for one in self.expansions:
            if one.original not in here:
                continue
            own = tuple(admit(token, exact) for token in tokens_of(one.original))
            units[own] = Some((Every(own), *(_leaf(text) for text in one.added)))
            rest = [term for term in rest if term not in own]
        if not units:
            return None
        nodes = (*units.values(), *rest)
        return Some(nodes, required(len(nodes)))


def widen(clauses: Sequence[Clause], expander: Expander | None) -> Widening:
    """Return what ``expander`` adds to the plain words among ``clauses``, in groups too."""
    if expander is None:
        return Widening()
    plain = list(_all(clauses))
    english = expander.is_english(plain)
    expansions = expander.expand(plain, english=english)
    weights: dict[Leaf, float] = {}
    for one in expansions:
        for rank, text in enumerate(one.added):
            weight = EXPANSION_WEIGHTS[one.source] * EXPANSION_DECAY**rank
            leaf = _leaf(text)
            weights[leaf] = max(weight, weights.get(leaf, 0.0))
    return Widening(expansions, english, weights)


def _all(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        for alternative in clause.alternatives:
            yield from _all(alternative)


@lru_cache(maxsize=8192)
def _leaf(text: str) -> Leaf:
    """Return added words as they are spelt, next to each other."""
    terms = tuple(Term(Layer.ACCENTED, token.text) for token in tokens_of(text))
    return terms[0] if len(terms) == 1 else Phrase(terms)
