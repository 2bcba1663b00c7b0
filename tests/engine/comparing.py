"""An engine's answer beside the reference's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.reference import expect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Found, Plan


def compare(found: Found, blocks: Sequence[Block], plan: Plan) -> None:
    """Check works, their order, scores, pages, facets and total."""
    expected = expect(blocks, plan)
    assert found.total == len(expected.ids)
    assert found.facets == expected.facets
    ids = expected.ids[plan.offset : plan.offset + plan.limit]
    assert [work.work for work in found.works] == ids
    for work in found.works:
        assert work.score == pytest.approx(expected.scores[work.work], abs=1e-9)
        pages = expected.pages[work.work]
        assert [page.page for page in work.pages] == [page for page, _ in pages]
        assert [page.score for page in work.pages] == pytest.approx([score for _, score in pages])
