"""Hypothesis strategies: corpora in generations, and plans over them."""

from __future__ import annotations

from hypothesis import strategies as st

from indexer.engine.blocks import Block, Layer
from indexer.engine.tree import (
    Between,
    Every,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Phrase,
    Plan,
    Prefix,
    Some,
    Term,
    Weighted,
    Wildcard,
    Without,
)
from indexer.records.works import Tier
from tests.engine.making import make_block

WORDS = ("a", "A", "ab", "Ab", "abc", "b", "ba", "đa", "Đ")

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=7),
    # Long enough for terms to stand too far from each other to count.
    st.builds(
        lambda one, two, gap: [one, *["x"] * gap, two],
        *[st.sampled_from(WORDS)] * 2,
        st.integers(12, 32),
    ),
).map(" ".join)
codes = st.lists(st.sampled_from("xyz"), max_size=2).map(tuple)
orders = st.sampled_from(("", "1", "2", "3")).map(lambda key: {"key": key} if key else {})


@st.composite
def corpora(draw: st.DrawFn) -> list[list[Block]]:
    """Draw up to three generations' blocks, later ones replacing works of earlier ones."""
    return [
        [
            make_block(
                f"w{number}",
                draw(texts),
                draw(st.lists(texts, max_size=3)),
                draw(st.sampled_from(Tier)),
                facets={"f": draw(codes), "g": draw(codes)},
                order=draw(orders),
            )
            for number in draw(st.lists(st.integers(0, 11), unique=True, max_size=8))
        ]
        for _ in range(draw(st.integers(1, 3)))
    ]


terms = st.one_of(
    st.builds(Term, st.just(Layer.FOLDED), st.sampled_from(WORDS).map(str.lower)),
    st.builds(Term, st.just(Layer.ACCENTED), st.sampled_from((*WORDS, "missing"))),
)
pairs = st.builds(
    lambda one, two: Term(Layer.BIGRAMS, f"{one} {two}".lower()),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
)
leaves: st.SearchStrategy[Leaf] = st.one_of(
    terms,
    pairs,
    st.builds(Phrase, st.lists(terms, max_size=3).map(tuple)),
    st.builds(Near, st.lists(terms, max_size=3).map(tuple), st.integers(0, 3)),
    st.builds(Prefix, st.sampled_from((Layer.FOLDED, Layer.WORDS)), st.sampled_from(("a", "ab"))),
    st.builds(
        Wildcard,
        st.sampled_from((Layer.FOLDED, Layer.ACCENTED)),
        st.sampled_from(("*", "?", "a*", "*b", "?b*", "a?c", "*a*", "??", "", "a")),
    ),
    st.builds(
        Fuzzy,
        st.sampled_from((Layer.FOLDED, Layer.WORDS)),
        st.sampled_from(("a", "abd", "bc", "đ", "")),
        st.integers(0, 2),
    ),
)


def _branch(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    children = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Between, st.just("key"), *[st.sampled_from(("", "1", "15", "2", "3"))] * 2),
        st.builds(Every, children),
        st.builds(Some, children, st.integers(0, 3)),
        st.builds(Without, nodes, nodes),
    )


plans = st.builds(
    Plan,
    tiers=st.frozensets(st.sampled_from(Tier)),
    match=st.recursive(leaves, _branch, max_leaves=6),
    score=st.lists(st.builds(Weighted, leaves, st.sampled_from((0.2, 0.7, 1.0))), max_size=4).map(
        tuple
    ),
    near=st.dictionaries(
        st.builds(Term, st.just(Layer.FOLDED), st.sampled_from(WORDS).map(str.lower)),
        st.sampled_from((0.2, 1.0)),
        max_size=3,
    ),
    named=st.dictionaries(terms, st.sampled_from((0.7, 1.5)), max_size=2),
    filters=st.dictionaries(
        st.sampled_from(("f", "g", "none")), st.frozensets(st.sampled_from("xyz"))
    ),
    facets=st.just(("f", "g", "none")),
    values=st.integers(0, 2),
    sort=st.sampled_from(("", "key", "-key", "none")),
    offset=st.integers(0, 2),
    limit=st.sampled_from((1, 3, 100)),
    pages=st.integers(0, 2),
)
