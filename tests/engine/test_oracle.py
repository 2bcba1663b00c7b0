"""The engine answers as plain Python does, and as Whoosh does on the same segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.engine.drawing import corpora, plans
from tests.engine.oracle import Compared, check, keep_heads

if TYPE_CHECKING:
    import pytest

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Plan


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # writing a corpus anew takes too long
)
@given(
    st.one_of(corpora(), corpora().map(keep_heads)),
    st.lists(plans, min_size=3, max_size=8),
    st.sets(st.integers(0, 11)),
)
def test_whatever_is_asked_of_whatever_was_indexed(
    tmp_path_factory: pytest.TempPathFactory,
    generations: list[list[Block]],
    asked: list[Plan],
    hidden: set[int],
) -> None:
    """Several segments, deletions, tiers, empty fields, works of one page, ties, withdrawals."""
    withdrawn = frozenset(f"w{number}" for number in hidden if number > 8)
    compared = Compared()
    check(tmp_path_factory.mktemp("index"), generations, asked, withdrawn, compared)
    assert compared.plans == len(asked)
