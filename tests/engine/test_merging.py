"""Segments joined behind the back of readers and writers: nothing changes but their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine import flat_engine, generations, merge_policy
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.manifest import SegmentEntry
from indexer.engine.merge_policy import ALIKE, SMALL, choose_merge
from indexer.engine.merging import merge_chosen
from indexer.engine.tree import Every, Found, Plan
from indexer.records.works import Tier
from tests.engine.dying import dies_at
from tests.engine.making import ALL_TIERS, PUBLIC, build, change, find, make_block, weigh, word

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.generations import Generations
    from indexer.engine.segments import OpenSegment


@dataclass(frozen=True)
class _Seen:
    """What a reader may see of an index."""

    found: Sequence[Found]
    words: Sequence[object]
    spellings: Sequence[Mapping[str, int]]


def _look(engine: FlatEngine, tiers: frozenset[Tier] = ALL_TIERS) -> _Seen:
    plan = Plan(tiers, Every(), weigh("a", "b"), facets=("f",), limit=100)
    with closing(engine.open()) as searcher:
        lexicon = searcher.lexicon(tiers)
        plans = (plan, replace(plan, match=word("a")), replace(plan, sort="key"))
        return _Seen(
            [searcher.search(one) for one in plans],
            lexicon.words("", 100),
            [lexicon.spellings(one) for one in ("a", "a b", "b a", "c")],
        )


def _segments(engine: FlatEngine) -> int:
    with closing(engine.open()) as searcher:
        return len(searcher.segments)


def _many(engine: FlatEngine) -> None:
    """Leave one segment too many, each of a work with the word "a" and one without."""
    build(engine, [make_block("w0", "a b", ["c a b"]), make_block("v0", "d")])
    for at in range(1, ALIKE + 1):
        change(engine, [make_block(f"w{at}", "a", [f"b a t{at}"]), make_block(f"v{at}", "d")])


class TestChoosing:
    """Which segments should become one."""

    def test_few_segments_stay(self) -> None:
        """As many as are allowed of each size, in each tier."""
        sizes = (10, SMALL, SMALL * ALIKE, SMALL * ALIKE**2)
        entries = [_entry(tier, size, at) for tier in Tier for size in sizes for at in range(ALIKE)]
        assert choose_merge(entries) == ()

    def test_small_ones_become_one(self) -> None:
        """All of the size of which there are too many, in their order, of one tier."""
        small = [_entry(Tier.PUBLIC, 10, at) for at in range(ALIKE + 1)]
        others = [_entry(Tier.INTERNAL, 10, 0), _entry(Tier.PUBLIC, 100 * SMALL, 0)]
        assert choose_merge([*others, *small]) == tuple(small)

    def test_what_comes_of_them_counts_among_the_next(self) -> None:
        """A size that it fills up is joined in the same go."""
        small = [_entry(Tier.PUBLIC, SMALL - 1, at) for at in range(ALIKE + 1)]
        next_ones = [_entry(Tier.PUBLIC, ALIKE * SMALL, at) for at in range(ALIKE)]
        assert set(choose_merge([*small, *next_ones[1:]])) == set(small)
        assert set(choose_merge([*small, *next_ones])) == {*small, *next_ones}

    def test_what_is_mostly_deleted_is_written_anew(self) -> None:
        """Even alone."""
        entry = replace(_entry(Tier.PUBLIC, 100, 0), deleted=(0,), deleted_passages=25)
        assert choose_merge([entry]) == ()
        hollow = replace(entry, deleted_passages=26)
        assert choose_merge([hollow]) == (hollow,)

    @given(st.lists(st.integers(0, 3_000), max_size=200))
    def test_additions_leave_few_segments_and_are_rarely_rewritten(self, sizes: list[int]) -> None:
        """Segments grow with the logarithm of what is there, and so does the work."""
        entries: list[SegmentEntry] = []
        written = 0
        for at, size in enumerate(sizes):
            entries.append(_entry(Tier.PUBLIC, size, at))
            while chosen := choose_merge(entries):
                total = sum(one.passages for one in chosen)
                written += total
                rest = [one for one in entries if one not in chosen]
                entries = [*rest, replace(_entry(Tier.PUBLIC, total, 0), id=f"m{at}-{written}")]
        assert len(entries) <= 4 * ALIKE
        small_ones = SMALL * len(sizes) / ALIKE
        assert written <= 5 * sum(sizes) + small_ones


def _entry(tier: Tier, passages: int, number: int) -> SegmentEntry:
    return SegmentEntry(f"{tier}-{passages}-{number}", tier, 1 + passages, passages, ())


class TestMerging:
    """A merge changes nothing that a reader sees."""

    def test_many_become_one(self, engine: FlatEngine, tmp_path: Path) -> None:
        """With what was attached; the sources go with the generations that have them."""
        _many(engine)
        before = _look(engine)
        assert engine.merge() == 1
        assert engine.merge() == 0
        assert _segments(engine) == 1
        assert _look(engine) == before
        engine.verify()
        change(engine, [])
        assert len(list((tmp_path / "index/segments").iterdir())) == 1

    def test_what_was_attached_stays(self, engine: FlatEngine) -> None:
        """The records that the site shows belong to the generation, however it is stored."""

        def attach(directory: Path) -> None:
            (directory / "records").write_text("x")

        blocks = [make_block(f"w{at}", "a") for at in range(3)]
        engine.build(blocks, attach=attach, analyser_version="1")
        engine.change([], remove=["w1"], attach=attach, analyser_version="1")
        assert engine.merge() == 1
        assert (engine.directory() / "records").read_text() == "x"
        engine.verify()

    def test_nothing_of_a_deleted_work_is_left(self, engine: FlatEngine, tmp_path: Path) -> None:
        """Neither in the counts nor in any byte, once the former generations are gone."""
        build(engine, [make_block("one", "a erased", ["Gone b"]), make_block("two", "a a b b c")])
        change(engine, [], {"one"})
        assert engine.merge() == 1
        change(FlatEngine(tmp_path / "index", 1), [])
        seen = _look(engine)
        assert seen.spellings == [{"a": 2}, {"a b": 1}, {}, {"c": 1}]
        for path in (tmp_path / "index/segments").rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            assert b"erased" not in content
            assert b"Gone" not in content

    def test_nothing_to_merge(self, engine: FlatEngine) -> None:
        """Without an index, or with little in it."""
        assert engine.merge() == 0
        build(engine, [make_block("one", "a")])
        assert engine.merge() == 0
        assert engine.current() == 1

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.lists(
            st.tuples(
                st.lists(
                    st.tuples(
                        st.integers(0, 5),
                        st.lists(st.sampled_from(["a", "a b", "B c a", "c"]), max_size=3),
                        st.sampled_from(Tier),
                    ),
                    max_size=4,
                    unique_by=lambda one: one[0],
                ),
                st.sets(st.integers(0, 5), max_size=2),
            ),
            min_size=2,
            max_size=5,
        )
    )
    def test_results_and_counts_are_the_same(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        steps: list[tuple[list[tuple[int, list[str], Tier]], set[int]]],
    ) -> None:
        """Whatever was added, replaced and deleted, in whatever tiers; and as built in one go."""
        engine = FlatEngine(tmp_path_factory.mktemp("index"))
        build(engine, [])
        living: dict[str, Block] = {}
        for at, (given_now, removed) in enumerate(steps):
            blocks = [
                make_block(f"w{number}", f"a h{at}", pages, tier, facets={"f": (f"x{number % 2}",)})
                for number, pages, tier in given_now
            ]
            gone = {f"w{number}" for number in removed}
            change(engine, blocks, gone)
            living = {work: one for work, one in living.items() if work not in gone}
            living |= {block.work: block for block in blocks}
        found = _look(engine).found
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(merge_policy, "ALIKE", 1)
            patch.setattr(merge_policy, "MOST_DELETED", 0.0)
            engine.merge()
        assert _look(engine).found == found
        whole = FlatEngine(tmp_path_factory.mktemp("whole"))
        build(whole, living.values())
        for tiers in (ALL_TIERS, PUBLIC):
            assert _look(engine, tiers) == _look(whole, tiers)


class TestMeanwhile:
    """Others write while segments are joined."""

    def test_what_was_changed_meanwhile_stays_changed(
        self, engine: FlatEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Deletions are carried over, replaced works stay replaced, new ones are there."""

        def change_and_merge(places: Generations, chosen: Sequence[OpenSegment]) -> bool:
            change(engine, [make_block("w2", "new"), make_block("w9", "a")], {"w4"})
            return merge_chosen(places, chosen)

        _many(engine)
        change(engine, [], {"w1"})
        monkeypatch.setattr(flat_engine, "merge_chosen", change_and_merge)
        assert engine.merge() >= 1
        expected = [f"w{at}" for at in range(ALIKE + 1) if at not in {1, 2, 4}]
        assert find(engine, word("a")) == [*expected, "w9"]
        assert find(engine, word("new")) == ["w2"]
        engine.verify()

    def test_a_merge_of_what_is_gone_is_dropped(
        self, engine: FlatEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Everything was written anew in the meantime."""

        def build_and_merge(places: Generations, chosen: Sequence[OpenSegment]) -> bool:
            build(engine, [make_block("new", "a")])
            return merge_chosen(places, chosen)

        _many(engine)
        monkeypatch.setattr(flat_engine, "merge_chosen", build_and_merge)
        assert engine.merge() == 0
        assert find(engine) == ["new"]
        change(FlatEngine(tmp_path / "index", 1), [])
        assert len(list((tmp_path / "index/segments").iterdir())) == 1

    def test_one_merges_at_a_time(
        self, engine: FlatEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The other has nothing to do; a writer does not sweep what is being merged."""

        def merge_twice(places: Generations, chosen: Sequence[OpenSegment]) -> bool:
            assert FlatEngine(places.index).merge() == 0
            return merge_chosen(places, chosen)

        _many(engine)
        monkeypatch.setattr(flat_engine, "merge_chosen", merge_twice)
        assert engine.merge() == 1

    def test_while_somebody_publishes_nothing_is_swapped(
        self, engine: FlatEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The next merge will find the same to do."""
        monkeypatch.setattr(generations, "PATIENCE", 0.0)
        _many(engine)
        with engine.hold():
            assert FlatEngine(engine.directory().parent.parent).merge() == 0
        assert engine.merge() == 1

    def test_killed_at_every_step_to_the_disk(self, engine: FlatEngine, tmp_path: Path) -> None:
        """Old or new generation, the same to see; what is left over is swept."""
        _many(engine)
        change(engine, [], {"w1"})
        before = _look(engine).found
        for step in range(200):
            dead = dies_at(step, engine.merge)
            assert _look(engine).found == before
            engine.verify()
            if not dead:
                break
            if _segments(engine) == 1:
                change(engine, [])
                change(engine, [])
                assert len(list((tmp_path / "index/segments").iterdir())) == 1
                _many(engine)
                change(engine, [], {"w1"})
        assert step > 10
        assert _segments(engine) == 1
        assert not list(tmp_path.glob("index/drafts/*"))
