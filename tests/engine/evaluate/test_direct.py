"""Terms of one layer straight from their lists: as by way of all matches, pruned or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import HEAD, Layer
from indexer.engine.evaluate.part import Part
from indexer.engine.evaluate.searcher import Evaluator
from indexer.engine.tree import Every, Near, Phrase, Plan, Prefix, Some, Term, Weighted
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, make_block, write_segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Found, Leaf, Node

PASSAGES = 6000
"""Several windows and many blocks of 128 postings."""

WORDS = [f"w{number}" for number in range(40)]


def _blocks() -> Iterator[Block]:
    """Yield works of one passage, some of them a head.

    Words are the rarer the later, and long stretches hold none of the last ones.
    """
    chance = np.random.default_rng(5)
    shares = 1 / np.arange(1, len(WORDS) + 1) ** 1.3
    for number in range(PASSAGES):
        own = shares.copy()
        own[30:] *= (number // 700) % 3 == 1
        size = int(chance.integers(1, 30)) * (1 + 9 * (number % 977 == 0))
        text = " ".join(chance.choice(WORDS, size, p=own / own.sum()))
        block = make_block(
            f"{(number * 7919) % PASSAGES:05}", text, facets={"f": ("xyz"[number % 3],)}
        )
        page = HEAD if number % 50 == 0 else 1
        yield replace(block, passages=(replace(block.passages[0], page=page),))


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """Two segments, a great one and a small one."""
    directory = tmp_path_factory.mktemp("direct")
    blocks = list(_blocks())
    parts = [
        Part(name, Tier.PUBLIC, write_segment(directory / name, own))
        for name, own in (("great", blocks[:-200]), ("small", blocks[-200:]))
    ]
    return Evaluator(parts, frozenset)


terms = st.lists(
    st.builds(Term, st.just(Layer.FOLDED), st.sampled_from([*WORDS, "missing"])),
    min_size=1,
    max_size=6,
    unique=True,
)


def _agree(one: Found, other: Found) -> None:
    """Check works and their scores, which are rounded, and pages with theirs, which are not."""
    assert [(work.work, work.score) for work in one.works] == [
        (work.work, work.score) for work in other.works
    ]
    left, right = ([page for work in found.works for page in work.pages] for found in (one, other))
    assert [page.page for page in left] == [page.page for page in right]
    assert [page.score for page in left] == pytest.approx([page.score for page in right])


@settings(deadline=None, max_examples=150)
@given(
    terms,
    st.integers(1, 3),
    st.sampled_from((1, 10, 60)),
    st.lists(st.sampled_from((0.1, 1.0, 3.0)), min_size=6, max_size=6),
    st.sampled_from((0, 1, 2)),
)
def test_same_works_scores_and_totals(  # noqa: PLR0917 - hypothesis fills them by place
    evaluator: Evaluator, asked: list[Term], least: int, limit: int, weights: list[float], form: int
) -> None:
    """Straight from the lists, pruned or not, and by way of all that matches."""
    match: Node = (Some(tuple(asked), least), Every(tuple(asked)), asked[0])[form]
    scored = asked if form < 2 else asked[:1]
    plan = Plan(
        ALL_TIERS,
        match,
        tuple(Weighted(term, weight) for term, weight in zip(scored, weights, strict=False)),
        facets=("f",),
        offset=least - 1,
        limit=limit,
        pages=1,
    )
    direct = evaluator.search(plan)
    # A name to be looked for needs the scores of all passages; nowhere, it changes none.
    whole = evaluator.search(replace(plan, named={Term(Layer.FOLDED, "nowhere"): 1.0}))
    _agree(direct, whole)
    assert (direct.total, direct.facets, direct.exact) == (whole.total, whole.facets, True)
    pruned = evaluator.search(replace(plan, facets=(), exact=False))
    _agree(pruned, whole)
    assert pruned.total <= whole.total
    assert not pruned.exact or pruned.total == whole.total


_W0, _W1 = Term(Layer.FOLDED, "w0"), Term(Layer.FOLDED, "w1")


@pytest.mark.parametrize(
    "leaf", [Phrase((_W0, _W1)), Near((_W0, _W1), 3), Prefix(Layer.FOLDED, "w3")]
)
@pytest.mark.parametrize("scored", [True, False])
def test_one_leaf_of_any_kind(evaluator: Evaluator, leaf: Leaf, *, scored: bool) -> None:
    """Straight into the best, and by way of all that matches."""
    score = (Weighted(leaf, 2.0),) if scored else ()
    plan = Plan(ALL_TIERS, leaf, score, facets=("f",), offset=3, limit=40, pages=1)
    direct = evaluator.search(plan)
    whole = evaluator.search(replace(plan, named={Term(Layer.FOLDED, "nowhere"): 1.0}))
    _agree(direct, whole)
    assert (direct.total, direct.facets, direct.exact) == (whole.total, whole.facets, True)
    assert direct.total > 43


def test_what_cannot_come_to_the_top_is_passed_over(evaluator: Evaluator) -> None:
    """Of a frequent and a rare word the frequent one alone is not looked at to the end."""
    asked = (Term(Layer.FOLDED, "w0"), Term(Layer.FOLDED, "w38"))
    plan = Plan(ALL_TIERS, Some(asked), tuple(map(Weighted, asked)), limit=3, exact=False)
    found = evaluator.search(plan)
    assert not found.exact
    assert found.total < evaluator.search(replace(plan, exact=True)).total
