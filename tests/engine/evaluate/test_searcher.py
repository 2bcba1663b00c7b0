"""Whatever is asked of flat segments is answered as plain lists answer."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.evaluate.part import Part
from indexer.engine.evaluate.searcher import Evaluator
from tests.engine.comparing import compare
from tests.engine.drawing import corpora, plans
from tests.engine.making import write_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Plan


def open_generations(
    directory: Path, generations: Sequence[Sequence[Block]], dropped: set[str]
) -> list[Part]:
    """Write a segment per generation and tier; a work lives where it was written last."""
    newest = {block.work: at for at, blocks in enumerate(generations) for block in blocks}
    parts = []
    for at, blocks in enumerate(generations):
        by_tier = sorted(blocks, key=lambda block: block.tier)
        for tier, own in groupby(by_tier, key=lambda block: block.tier):
            held = list(own)
            path = directory / f"{at}-{tier}"
            segment = write_segment(path, held)
            dead = [
                number
                for number, one in enumerate(held)
                if newest[one.work] > at or one.work in dropped
            ]
            parts.append(Part(path.name, tier, segment, dead))
    return parts


class TestAgainstTheReference:
    """The same works, scores, pages, facets, totals, in the same order."""

    @pytest.mark.parametrize("cost", [12, 0], ids=["whole lists", "looked up"])
    @settings(
        max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(corpora(), st.lists(plans, min_size=5, max_size=12), st.sets(st.integers(0, 11)))
    def test_same_works_scores_pages_facets_and_totals(  # noqa: PLR0917 - hypothesis fills them by place
        self,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
        cost: int,
        generations: list[list[Block]],
        asked: list[Plan],
        numbers: set[int],
    ) -> None:
        """Several segments, deletions, tiers, empty fields, ties and withdrawals included.

        Small corpora would never be looked up passage by passage, so half the runs are made to.
        """
        monkeypatch.setattr("indexer.engine.evaluate.leaves.FIND_COST", cost)
        dropped = {f"w{number}" for number in numbers if number < 3}
        hidden = {f"w{number}" for number in numbers if number > 8}
        directory = tmp_path_factory.mktemp("segments")
        parts = open_generations(directory, generations, dropped)
        withdrawn: frozenset[str] = frozenset()
        evaluator = Evaluator(parts, lambda: withdrawn)
        newest = {block.work: block for blocks in generations for block in blocks}
        for plan in asked:
            visible = [newest[work] for work in newest.keys() - dropped - withdrawn]
            compare(evaluator.search(plan), visible, plan)
            withdrawn = frozenset(hidden) if not withdrawn else frozenset()
