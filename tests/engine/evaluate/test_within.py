"""Pages of works that match by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.evaluate.searcher import Evaluator
from indexer.engine.tree import Every, Plan, Some, Weighted, Without
from indexer.records.works import Tier
from tests.engine.drawing import leaves, texts
from tests.engine.evaluate.test_searcher import open_generations
from tests.engine.making import PUBLIC, make_block, word

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from indexer.engine.tree import Node

    Nodes = st.SearchStrategy[Node]


def _branch(nodes: Nodes) -> Nodes:
    children = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Every, children),
        st.builds(Some, children, st.integers(0, 3)),
        st.builds(Without, nodes, nodes),
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(texts, max_size=3), min_size=1, max_size=4),
    st.recursive(leaves, _branch, max_leaves=6),
)
def test_a_page_matches_as_a_work_of_that_page_alone_would(
    tmp_path_factory: pytest.TempPathFactory, works: list[list[str]], match: Node
) -> None:
    """Whatever is asked, of all works or of one."""
    whole = [make_block(f"w{at}", "", pages) for at, pages in enumerate(works)]
    alone = [
        make_block(f"w{at}-{page}", "", [text])
        for at, pages in enumerate(works)
        for page, text in enumerate(pages, 1)
    ]
    apart = Evaluator(open_generations(tmp_path_factory.mktemp("a"), [alone], set()), frozenset)
    found = {one.work for one in apart.search(Plan(PUBLIC, match, limit=100)).works}
    together = Evaluator(open_generations(tmp_path_factory.mktemp("b"), [whole], set()), frozenset)
    for asked in ({f"w{at}"} for at in range(len(works))):
        (work,) = asked
        pages = together.pages(asked, PUBLIC, match, ()).pages
        assert [f"{work}-{page.page}" for page in pages] == sorted(
            one for one in found if one.startswith(f"{work}-")
        )
    apart.close()
    together.close()


def test_pages_come_with_texts_scores_and_rarities(tmp_path: Path) -> None:
    """In the order of the work; heads, other tiers and hidden works have none."""
    blocks = [
        make_block("one", "a", ["b", "a a b", "a"]),
        make_block("two", "", ["a"], Tier.RESTRICTED),
        make_block("hidden", "", ["a"]),
    ]
    evaluator = Evaluator(
        open_generations(tmp_path, [blocks], set()), lambda: frozenset({"hidden"})
    )
    score = (Weighted(word("a")), Weighted(word("missing")))
    found = evaluator.pages(["one", "two", "hidden", "unknown"], PUBLIC, word("a"), score)
    assert [(page.page, page.text) for page in found.pages] == [(2, "a a b"), (3, "a")]
    assert all(page.score > 0 for page in found.pages)
    assert found.rarities[word("a")] > 0
    assert found.rarities[word("missing")] == 0
    evaluator.close()
