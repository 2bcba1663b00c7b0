"""Drafts beside each other, and which generations stay, serve, and are passed over."""

from __future__ import annotations

import os
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

import pytest

from indexer.engine.draft import Base
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Plan
from tests.engine.making import PUBLIC, build, change, find, make_block, word

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from indexer.engine.draft import Draft


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The directory of the engine."""
    return tmp_path / "index"


def _publish(
    engine: FlatEngine,
    draft: Draft,
    base: Base,
    *,
    remove: Collection[str] = (),
    night: str = "",
    concealed: Collection[str] = (),
) -> int | None:
    with draft.stage(
        base,
        attach=lambda directory: (directory / "records").touch(),
        analyser_version="1",
        remove=remove,
        night=night,
    ) as candidate:
        assert candidate.open().number == candidate.current() == engine.current() + 1
        return candidate.publish(concealed)


def _night(engine: FlatEngine, night: str, *works: str) -> int | None:
    with engine.draft() as draft:
        draft.write([make_block(work, "a") for work in works])
        return _publish(engine, draft, engine.base(), night=night)


class TestDrafts:
    """What is written without a lock."""

    def test_whoever_was_slower_is_told_and_goes_on(self, engine: FlatEngine, index: Path) -> None:
        """Nothing that was written is lost, and nothing of the other is undone."""
        build(engine, [make_block("old", "a"), make_block("gone", "a")])
        with engine.draft() as draft:
            base = engine.base()
            draft.write([make_block("slow", "a"), make_block("both", "a slower")])
            change(FlatEngine(index), [make_block("quick", "a"), make_block("both", "a quicker")])
            assert _publish(engine, draft, base, remove={"gone"}) is None
            assert find(engine, word("a")) == ["both", "gone", "old", "quick"]
            draft.drop({"both"})
            assert _publish(engine, draft, engine.base(), remove={"gone"}) == 3
        assert find(engine, word("a")) == ["both", "old", "quick", "slow"]
        assert find(engine, word("quicker")) == ["both"]
        engine.verify()

    def test_what_is_written_again_is_replaced(self, engine: FlatEngine) -> None:
        """Within a draft the last word holds; nothing of it is there before it is published."""
        with engine.draft() as draft:
            assert draft.write([make_block("one", "a"), make_block("two", "a")]) == 2
            second = make_block("one", "b")
            draft.write([second])
            assert draft.works == {"one", "two"}
            assert draft.fingerprints()["one"] == second.fingerprint
            draft.verify()
            assert engine.current() == 0
            assert _publish(engine, draft, Base(0)) == 1
        assert find(engine, word("a")) == ["two"]
        assert find(engine, word("b")) == ["one"]

    def test_a_candidate_can_be_searched(self, engine: FlatEngine) -> None:
        """Before anybody else sees it; withdrawn works are not shown in it either."""
        build(engine, [make_block("old", "a"), make_block("hidden", "a")])
        engine.withdraw(["hidden"])
        with engine.draft() as draft:
            draft.write([make_block("new", "a")])
            with draft.stage(
                engine.base(), attach=lambda _: None, analyser_version="1"
            ) as candidate:
                with closing(candidate.open()) as searcher:
                    found = searcher.search(Plan(PUBLIC, word("a"))).works
                assert sorted(one.work for one in found) == ["new", "old"]
        assert find(engine, word("a")) == ["old"]

    def test_drafts_are_swept_when_nobody_writes_them(
        self, engine: FlatEngine, index: Path
    ) -> None:
        """One that is being written stays, whoever sweeps; that of a killed writer goes."""
        child = os.fork()
        if not child:
            context = FlatEngine(index).draft()
            draft = context.__enter__()
            draft.write([make_block("lost", "a")])
            os._exit(9)
        os.waitpid(child, 0)
        (lost,) = (index / "drafts").iterdir()
        with engine.draft() as draft:
            draft.write([make_block("one", "a")])
            build(FlatEngine(index), [make_block("two", "a")])
            assert not lost.exists()
            assert _publish(engine, draft, engine.base()) == 2
        assert find(engine, word("a")) == ["one", "two"]
        assert not list((index / "drafts").iterdir())

    def test_whoever_holds_the_index_may_publish(self, engine: FlatEngine) -> None:
        """As often as is needed."""
        with engine.hold(), engine.hold() if engine.current() else nullcontext():
            build(engine, [make_block("one", "a")])
            change(engine, [make_block("two", "a")])
        assert find(engine, word("a")) == ["one", "two"]


class TestGenerations:
    """What stays and what serves."""

    def test_nights_are_not_pushed_out_by_days(self, engine: FlatEngine) -> None:
        """The last two nights stay, and the last two generations."""
        _night(engine, "n1", "w1")
        _night(engine, "n2", "w2")
        for day in range(3):
            change(engine, [make_block(f"d{day}", "a")])
        assert engine.numbers() == [5, 4, 2, 1]
        _night(engine, "n3", "w3")
        assert engine.numbers() == [6, 5, 2]

    def test_a_merged_night_is_the_same_night(self, engine: FlatEngine) -> None:
        """It takes the place of the one that it was made of."""
        _night(engine, "n1", "w1")
        _night(engine, "n2", *(f"w{at}" for at in range(4)))
        change(engine, [], {"w0", "w1"})
        _night(engine, "n3")
        assert engine.merge() == 1
        assert [engine.night(one) for one in engine.numbers()] == ["n3", "n3", "n2"]

    def test_where_one_stays_nothing_of_the_others_is_left(self, index: Path) -> None:
        """What was erased is in no former generation, of whatever night."""
        engine = FlatEngine(index)
        for night in ("n1", "n2", "n3"):
            _night(engine, night, night)
        engine.set_aside([3])
        change(FlatEngine(index, 1), [])
        assert sorted(path.name for path in (index / "generations").iterdir()) == ["4"]

    def test_a_generation_is_set_aside(self, engine: FlatEngine) -> None:
        """The former serves; the number is not used again; it goes with the next night."""
        for night in ("n1", "n2"):
            _night(engine, night, night)
        assert engine.set_aside([2]) == 1
        assert (engine.current(), engine.aside()) == (1, [2])
        assert find(engine, word("a")) == ["n1"]
        change(engine, [make_block("day", "a")])
        assert (engine.numbers(), engine.aside()) == ([3, 1], [2])
        _night(engine, "n3", "n3")
        assert (engine.numbers(), engine.aside()) == ([4, 3, 1], [])

    def test_the_last_one_is_not_set_aside(self, engine: FlatEngine) -> None:
        """Some of it is better than nothing."""
        _night(engine, "n1", "n1")
        assert engine.set_aside([1]) == 0
        assert engine.current() == 1

    def test_each_generation_is_examined(self, engine: FlatEngine, index: Path) -> None:
        """Damage is found in those that have it, in a shared segment in all of them."""
        _night(engine, "n1", "n1")
        (shared,) = (index / "segments").iterdir()
        _night(engine, "n2", "n2")
        assert [one.failure for one in engine.examine()] == [None, None]
        (engine.directory() / "records").write_text("x")
        assert [one.is_damaged for one in engine.examine()] == [True, False]
        content = (shared / "lexicon").read_bytes()
        (shared / "lexicon").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert [one.is_damaged for one in engine.examine()] == [True, True]

    def test_what_was_concealed_is_not_shown_by_a_former_one(self, engine: FlatEngine) -> None:
        """By the new one it is; a work withdrawn everywhere stays so."""
        _night(engine, "n1", "one", "two", "three")
        engine.withdraw(["three"])
        with engine.draft() as draft:
            _publish(engine, draft, engine.base(), concealed={"two", "three"})
        assert find(engine, word("a")) == ["one", "two"]
        engine.set_aside([2])
        assert find(engine, word("a")) == ["one"]

    def test_what_is_restored_is_shown_from_then_on(self, engine: FlatEngine) -> None:
        """A former generation may have it in a form that nobody is to see."""
        _night(engine, "n1", "one")
        engine.withdraw(["one"])
        _night(engine, "n2", "two")
        engine.restore(["one"])
        assert find(engine, word("a")) == ["one", "two"]
        engine.set_aside([2])
        assert find(engine, word("a")) == []
