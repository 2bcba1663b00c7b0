"""A work into the works that are most like it."""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Plan, Some, Term, Weighted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from indexer.engine.engine import Searcher
    from indexer.engine.tree import Leaf
    from indexer.language.analyser import Analyser
    from indexer.records.works import Tier

_TEXTS = 12
"""Passages of a work that are looked at, spread over it."""

_TERMS = 32
"""Words that stand for a work. ``python -m tests.bench.resembling`` asks for one half of an article
and looks where the other one comes; of viquad's 347 halves (mean reciprocal rank) 24 words of 12
pages give .901, these .902, 40 of 12 .894, 80 of 24 .897; pairs of syllables instead .772 to .819
of words."""

_LEAST = 2
"""Of these words a similar work must hold. A tenth of 40 gives .892, a fifth .819."""

_ONE_PAGE = 3
"""In works of more pages than this, a word of one page alone is not what they are about."""


def find_similar(
    searcher: Searcher, analyser: Analyser, work: str, tiers: frozenset[Tier], limit: int
) -> list[str]:
    """Return the ids of at most ``limit`` works like ``work``, most alike first, itself included.

    Raises :class:`IndexDamaged`.
    """

    def weigh(leaves: Collection[Leaf]) -> Mapping[Leaf, float]:
        nothing = Plan(tiers, Some(()), tuple(map(Weighted, leaves)), limit=0)
        return searcher.search(nothing).rarities

    words = telling_words(searcher.texts(work, tiers, _TEXTS), analyser, weigh)
    match = Some(tuple(one.leaf for one in words), _LEAST)
    found = searcher.search(Plan(tiers, match, words, limit=limit, pages=0))
    return [one.work for one in found.works]


def telling_words(
    texts: Sequence[str],
    analyser: Analyser,
    weigh: Callable[[Collection[Leaf]], Mapping[Leaf, float]],
) -> tuple[Weighted, ...]:
    """Return the words that tell most of ``texts``, with what they count: on many pages, and rare.

    ``weigh`` returns the idf of leaves, 0 for what stands nowhere.
    """
    counts: Counter[Term] = Counter()
    for cut in analyser.cut(texts):
        words = set(analyser.layers(cut).words)
        counts.update(Term(Layer.WORDS, word) for word in words if any(map(str.isalpha, word)))
    least = 2 if len(texts) > _ONE_PAGE else 1
    shares = {term: log2(1 + count) for term, count in counts.items() if count >= least}
    rarities = weigh(shares)
    worth = {term: share * rarities.get(term, 0.0) for term, share in shares.items()}
    best = sorted(worth, key=lambda term: (-worth[term], term.text))[:_TERMS]
    return tuple(Weighted(term, shares[term]) for term in best)
