"""An open generation: what is found, scored, counted and sorted, against a plain reference."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.scoring import weigh_rarity
from indexer.engine.tree import Every, Phrase, Plan, Prefix, Term, Without
from indexer.records.works import Tier
from tests.engine.comparing import compare
from tests.engine.drawing import corpora, plans
from tests.engine.making import ALL_TIERS, PUBLIC, build, find, make_block, weigh, word

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.blocks import Block


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
        engine = FlatEngine(tmp_path_factory.mktemp("index"))
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
                compare(searcher.search(plan), visible, plan)


class TestNearness:
    """Terms of the question that stand near each other."""

    def test_near_beats_far(self, engine: FlatEngine) -> None:
        """Of pages of equal length with equal words, the one where they are together wins."""
        far, near = "a " + "x " * 40 + "b", "x " * 40 + "a b"
        build(engine, [make_block("1", "", [far]), make_block("2", "", [near])])
        plain = Plan(PUBLIC, word("a"), weigh("a", "b"))
        with closing(engine.open()) as searcher:
            assert [work.work for work in searcher.search(plain).works] == ["1", "2"]
            found = searcher.search(replace(plain, near={word("a"): 1.0, word("b"): 1.0}))
        assert [work.work for work in found.works] == ["2", "1"]


class TestNames:
    """Terms that name what is asked about."""

    def test_a_name_in_the_head_counts_as_on_the_page(self, engine: FlatEngine) -> None:
        """Once wherever it stands and however often, and not on a page that answers worse."""
        build(
            engine,
            [
                make_block("1", "", ["b", "x x b n"]),
                make_block("2", "n n", ["b"]),
                make_block("3", "n", ["b n n"]),
            ],
        )
        plan = Plan(PUBLIC, word("b"), weigh("b"))
        with closing(engine.open()) as searcher:
            before = {one.work: one.score for one in searcher.search(plan).works}
            after = searcher.search(replace(plan, named={word("n"): 2.0})).works
        gains = {one.work: one.score - before[one.work] for one in after}
        assert gains["1"] == 0
        assert gains["2"] == pytest.approx(gains["3"])
        assert gains["2"] == pytest.approx(2 * weigh_rarity(7, 4))


class TestMatching:
    """What a work has to hold."""

    def test_and_and_not_hold_for_the_whole_work(self, engine: FlatEngine) -> None:
        """Terms on different pages meet in one work, and one page excludes all of it."""
        build(engine, [make_block("one", "", ["a", "b"]), make_block("two", "", ["a", "c"])])
        assert find(engine, Every((word("a"), word("b")))) == ["one"]
        assert find(engine, Without(word("a"), word("b"))) == ["two"]

    def test_a_phrase_may_mix_exact_and_open_spellings(self, engine: FlatEngine) -> None:
        """An open first syllable beside an exact second one finds only the exact spelling."""
        build(engine, [make_block("one", "", ["kInh tẾ"]), make_block("two", "", ["kInh te"])])
        phrase = Phrase((Term(Layer.FOLDED, "kinh"), Term(Layer.ACCENTED, "tẾ")))
        assert find(engine, phrase) == ["one"]

    def test_a_phrase_does_not_run_from_one_passage_into_the_next(self, engine: FlatEngine) -> None:
        """The last word of a page and the first of the next are no phrase."""
        build(engine, [make_block("one", "a", ["b", "a b"]), make_block("two", "a", ["b"])])
        assert find(engine, Phrase((word("a"), word("b")))) == ["one"]

    def test_terms_of_any_characters(self, engine: FlatEngine) -> None:
        """Long terms and halves of surrogate pairs are terms like others."""
        odd = ["x" * 70_000, "\ud800", "😀"]
        build(engine, [make_block("one", "", [" ".join(odd)])])
        assert [find(engine, word(term)) for term in odd] == [["one"]] * 3


class TestTiers:
    """Each tier is a library of its own."""

    def test_only_the_tiers_asked_for_are_searched(self, engine: FlatEngine) -> None:
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
            engine = FlatEngine(tmp_path / name)
            build(engine, blocks)
            with closing(engine.open()) as searcher:
                found.append(searcher.search(plan))
        assert found[0] == found[1]


class TestFacets:
    """Counts of works per code."""

    def test_a_selection_does_not_narrow_its_own_facet(self, engine: FlatEngine) -> None:
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

    def test_a_page_comes_with_all_that_was_stored(self, engine: FlatEngine) -> None:
        """Number, label, unit, file and text are those that were indexed; the head is no page."""
        build(engine, [make_block("one", "a", ["b", "a b a"])])
        with closing(engine.open()) as searcher:
            (work,) = searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).works
        (page,) = work.pages
        assert (page.page, page.label, page.unit, page.text) == (2, "p2", "page", "a b a")
        assert page.sha256 == "f" * 64
        assert page.score > 0

    def test_a_work_found_by_its_head_has_no_pages(self, engine: FlatEngine) -> None:
        """What only the title holds leads to the work, not to a page."""
        build(engine, [make_block("one", "a", ["b"])])
        with closing(engine.open()) as searcher:
            (work,) = searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).works
        assert work.pages == ()
        assert work.score > 0


class TestPrefixes:
    """A beginning stands for the terms that begin so."""

    def test_expansion_is_bounded(self, engine: FlatEngine) -> None:
        """The first thousand terms in the order of their bytes, no more."""
        build(engine, [make_block(f"w{n:04}", f"p{n:04}") for n in range(1100)])
        assert find(engine, Prefix(Layer.FOLDED, "p")) == [f"w{n:04}" for n in range(1000)]
