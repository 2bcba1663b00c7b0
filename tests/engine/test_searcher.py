"""What is found, scored, counted and sorted, against a plain reference and by hand."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import (
    Every,
    Leaf,
    Node,
    Phrase,
    Plan,
    Prefix,
    Some,
    Term,
    Weighted,
    Without,
)
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, PUBLIC, build, find, make_block, weigh, word
from tests.engine.reference import expect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Found

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
    st.builds(Prefix, st.sampled_from((Layer.FOLDED, Layer.WORDS)), st.sampled_from(("a", "ab"))),
)


def _branch(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    children = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
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
    filters=st.dictionaries(
        st.sampled_from(("f", "g", "none")), st.frozensets(st.sampled_from("xyz"))
    ),
    facets=st.just(("f", "g", "none")),
    sort=st.sampled_from(("", "key", "-key", "none")),
    offset=st.integers(0, 2),
    limit=st.sampled_from((1, 3, 100)),
    pages=st.integers(0, 2),
)


class TestAgainstTheReference:
    """Whatever is asked of whatever was indexed, the engine answers as plain lists do."""

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(corpora(), st.lists(plans, min_size=5, max_size=12), st.sets(st.integers(0, 11)))
    def test_same_works_scores_pages_facets_and_totals(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        generations: list[list[Block]],
        asked: list[Plan],
        withdrawn: set[int],
    ) -> None:
        """Several segments, deletions, tiers, empty fields, ties and withdrawals included."""
        engine = WhooshEngine(tmp_path_factory.mktemp("index"))
        blocks: dict[str, Block] = {}
        for generation in generations:
            # Every third work of the former generation is left out of the next one.
            kept = {work for work in blocks if int(work[1:]) % 3}
            build(engine, generation, kept)
            blocks = {work: blocks[work] for work in kept}
            blocks |= {block.work: block for block in generation}
        hidden = {f"w{number}" for number in withdrawn if number > 8}
        engine.withdraw(hidden)
        visible = [block for work, block in blocks.items() if work not in hidden]
        with closing(engine.open()) as searcher:
            for plan in asked:
                _compare(searcher.search(plan), visible, plan)


def _compare(found: Found, blocks: Sequence[Block], plan: Plan) -> None:
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


class TestNearness:
    """Terms of the question that stand near each other."""

    def test_near_beats_far(self, engine: WhooshEngine) -> None:
        """Of pages of equal length with equal words, the one where they are together wins."""
        far, near = "a " + "x " * 40 + "b", "x " * 40 + "a b"
        build(engine, [make_block("1", "", [far]), make_block("2", "", [near])])
        plain = Plan(PUBLIC, word("a"), weigh("a", "b"))
        with closing(engine.open()) as searcher:
            assert [work.work for work in searcher.search(plain).works] == ["1", "2"]
            found = searcher.search(replace(plain, near={word("a"): 1.0, word("b"): 1.0}))
        assert [work.work for work in found.works] == ["2", "1"]


class TestMatching:
    """What a work has to hold."""

    def test_and_and_not_hold_for_the_whole_work(self, engine: WhooshEngine) -> None:
        """Terms on different pages meet in one work, and one page excludes all of it."""
        build(engine, [make_block("one", "", ["a", "b"]), make_block("two", "", ["a", "c"])])
        assert find(engine, Every((word("a"), word("b")))) == ["one"]
        assert find(engine, Without(word("a"), word("b"))) == ["two"]

    def test_a_phrase_may_mix_exact_and_open_spellings(self, engine: WhooshEngine) -> None:
        """An open first syllable beside an exact second one finds only the exact spelling."""
        build(engine, [make_block("one", "", ["kInh tẾ"]), make_block("two", "", ["kInh te"])])
        phrase = Phrase((Term(Layer.FOLDED, "kinh"), Term(Layer.ACCENTED, "tẾ")))
        assert find(engine, phrase) == ["one"]

    def test_a_phrase_does_not_run_from_one_passage_into_the_next(
        self, engine: WhooshEngine
    ) -> None:
        """The last word of a page and the first of the next are no phrase."""
        build(engine, [make_block("one", "a", ["b", "a b"]), make_block("two", "a", ["b"])])
        assert find(engine, Phrase((word("a"), word("b")))) == ["one"]

    def test_terms_of_any_characters(self, engine: WhooshEngine) -> None:
        """Long terms, control characters and halves of surrogate pairs are terms like others."""
        odd = ["x" * 70_000, "\x00", "\ud800", "😀"]
        build(engine, [make_block("one", "", [" ".join(odd)])])
        assert [find(engine, word(term)) for term in odd] == [["one"]] * 4


class TestTiers:
    """Each tier is a library of its own."""

    def test_only_the_tiers_asked_for_are_searched(self, engine: WhooshEngine) -> None:
        """No tiers, no works."""
        build(engine, [make_block("one", "a"), make_block("two", "a", tier=Tier.RESTRICTED)])
        assert find(engine, word("a")) == ["one"]
        assert find(engine, word("a"), ALL_TIERS) == ["one", "two"]
        assert find(engine, word("a"), frozenset()) == []

    def test_scores_do_not_tell_what_other_tiers_hold(self, tmp_path: Path) -> None:
        """A public search scores the same whether or not restricted works exist."""
        public = [make_block("one", "", ["a b"]), make_block("two", "", ["b c"])]
        secret = [make_block(f"s{n}", "", ["a"], Tier.RESTRICTED) for n in range(5)]
        plan = Plan(PUBLIC, word("a"), weigh("a"))
        found = []
        for name, blocks in (("alone", public), ("beside", [*public, *secret])):
            engine = WhooshEngine(tmp_path / name)
            build(engine, blocks)
            with closing(engine.open()) as searcher:
                found.append(searcher.search(plan))
        assert found[0] == found[1]


class TestFacets:
    """Counts of works per code."""

    def test_a_selection_does_not_narrow_its_own_facet(self, engine: WhooshEngine) -> None:
        """Selecting one kind leaves the counts of the other kinds, and narrows the years."""
        build(
            engine,
            [
                make_block("one", "a", facets={"kind": ("x",), "year": ("2016",)}),
                make_block("two", "a", facets={"kind": ("y",), "year": ("2016", "2017")}),
            ],
        )
        plan = Plan(
            PUBLIC,
            word("a"),
            filters={"kind": frozenset({"y"})},
            facets=("kind", "year"),
        )
        with closing(engine.open()) as searcher:
            found = searcher.search(plan)
        assert found.total == 1
        assert found.facets["kind"] == (("x", 1), ("y", 1))
        assert found.facets["year"] == (("2016", 1), ("2017", 1))


class TestPages:
    """The pages returned of a work."""

    def test_a_page_comes_with_all_that_was_stored(self, engine: WhooshEngine) -> None:
        """Number, label, unit, file and text are those that were indexed; the head is no page."""
        build(engine, [make_block("one", "a", ["b", "a b a"])])
        with closing(engine.open()) as searcher:
            (work,) = searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).works
        (page,) = work.pages
        assert (page.page, page.label, page.unit, page.text) == (2, "p2", "page", "a b a")
        assert page.sha256 == "f" * 64
        assert page.score > 0

    def test_a_work_found_by_its_head_has_no_pages(self, engine: WhooshEngine) -> None:
        """What only the title holds leads to the work, not to a page."""
        build(engine, [make_block("one", "a", ["b"])])
        with closing(engine.open()) as searcher:
            (work,) = searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).works
        assert work.pages == ()
        assert work.score > 0


class TestPrefixes:
    """A beginning stands for the terms that begin so."""

    def test_expansion_is_bounded(self, engine: WhooshEngine) -> None:
        """The first thousand terms in the order of their bytes, no more."""
        build(engine, [make_block(f"w{n:04}", f"p{n:04}") for n in range(1100)])
        assert find(engine, Prefix(Layer.FOLDED, "p")) == [f"w{n:04}" for n in range(1000)]
