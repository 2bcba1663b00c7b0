"""Generations: what is kept, replaced, hidden and swapped, and what a crash or damage comes to."""

from __future__ import annotations

import json
import os
import threading
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.engine import generations
from indexer.engine.blocks import Layer
from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.manifest import (
    FORMAT_VERSION,
    MANIFEST,
    SCHEMA_VERSION,
    encode_manifest,
    list_files,
    read_manifest,
)
from indexer.engine.tree import Between, Every, Phrase, Plan, Prefix, Some, Weighted
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong, WithdrawnDamaged
from indexer.errors.places import DirectoryUnreadable, DiskFull
from indexer.errors.running import AnotherWriter
from indexer.records.works import Tier
from tests.engine.dying import dies_at
from tests.engine.making import ALL_TIERS, PUBLIC, build, change, find, make_block, weigh, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.engine.blocks import Block


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The directory of the engine."""
    return tmp_path / "index"


class TestKeeping:
    """What the next generation takes over."""

    def test_what_is_neither_kept_nor_given_is_gone(self, engine: FlatEngine) -> None:
        """Kept works stay, given ones are added, all others are no longer found."""
        build(engine, [make_block("one", "a"), make_block("two", "a"), make_block("three", "a")])
        built = build(engine, [make_block("four", "a")], {"one", "two"})
        assert find(engine, word("a")) == ["four", "one", "two"]
        assert (built.works, built.passages, built.added, built.kept) == (3, 3, 1, 2)

    def test_a_given_work_replaces_the_kept_one(self, engine: FlatEngine) -> None:
        """Also when both are asked for, and in another tier."""
        build(engine, [make_block("one", "a")])
        build(engine, [make_block("one", "b", tier=Tier.INTERNAL)], {"one"})
        assert find(engine, word("a"), ALL_TIERS) == []
        assert find(engine, word("b"), ALL_TIERS) == ["one"]

    def test_fingerprints_are_those_of_what_could_be_kept(self, engine: FlatEngine) -> None:
        """Of the current generation alone, and of no other analyser."""
        assert engine.fingerprints() == {}
        one, two = make_block("one", "a"), make_block("two", "b")
        build(engine, [one, two])
        build(engine, [], {"two"})
        assert engine.fingerprints(engine.base("1")) == {"two": two.fingerprint}
        assert engine.fingerprints(engine.base("2")) == {}

    def test_nothing_of_another_analyser_is_kept(self, engine: FlatEngine) -> None:
        """Terms of two analysers do not meet in one generation."""
        build(engine, [make_block("one", "a")])
        with pytest.raises(ValueError, match="analyser 1"):
            change(engine, [make_block("two", "a")], analyser="2")
        assert engine.current() == 1

    def test_what_is_not_there_need_not_be_removed(self, engine: FlatEngine) -> None:
        """A change says what is gone afterwards, whatever was there."""
        build(engine, [make_block("one", "a"), make_block("two", "a")])
        built = change(engine, [make_block("three", "a")], {"two", "four"})
        assert find(engine, word("a")) == ["one", "three"]
        assert (built.works, built.added, built.kept) == (2, 1, 1)

    def test_there_is_nothing_to_change_without_an_index(self, engine: FlatEngine) -> None:
        """The first generation is built."""
        with pytest.raises(IndexMissing):
            change(engine, [make_block("one", "a")])

    def test_a_work_given_twice_is_an_error(self, engine: FlatEngine) -> None:
        """The former generation stays."""
        with pytest.raises(ValueError, match="one was given twice"):
            build(engine, [make_block("one", "a"), make_block("one", "b")])
        assert engine.current() == 0

    def test_works_without_passages_are_works(self, engine: FlatEngine) -> None:
        """An empty work is found by all that asks for no word."""
        empty = make_block("one")
        build(engine, [empty])
        assert find(engine, Every()) == ["one"]

    def test_an_empty_generation_is_a_generation(self, engine: FlatEngine) -> None:
        """Nothing published is no error."""
        assert build(engine, []).number == 1
        assert find(engine, Every()) == []

    def test_old_generations_and_their_segments_are_pruned(
        self, engine: FlatEngine, index: Path
    ) -> None:
        """The current and the former one stay, with what they refer to."""
        for number in range(4):
            build(engine, [make_block(f"w{number}", "a")])
        assert sorted(path.name for path in (index / "generations").iterdir()) == ["3", "4"]
        assert len(list((index / "segments").iterdir())) == 2

    def test_what_is_attached_lies_in_the_generation(self, engine: FlatEngine) -> None:
        """The caller's file is there when the generation is, and is checked with it."""

        def attach(directory: Path) -> None:
            (directory / "records").write_text("x")

        engine.build([], attach=attach, analyser_version="1")
        with closing(engine.open()) as searcher:
            assert (searcher.directory / "records").read_text() == "x"
            assert searcher.directory == engine.directory()
        (engine.directory() / "records").write_text("y")
        with pytest.raises(IndexDamaged, match="records"):
            engine.verify()


class TestWithdrawing:
    """Works that are hidden at once."""

    def test_an_open_searcher_stops_and_resumes_showing(self, engine: FlatEngine) -> None:
        """Without reopening: gone from works, totals and facets, and back when restored."""
        build(engine, [make_block("one", "a", facets={"f": ("x",)}), make_block("two", "a")])
        plan = Plan(PUBLIC, word("a"), weigh("a"), facets=("f",))
        with closing(engine.open()) as searcher:
            assert searcher.search(plan).total == 2
            FlatEngine(engine.directory().parent.parent).withdraw(["one"])
            found = searcher.search(plan)
            assert [work.work for work in found.works] == ["two"]
            assert (found.total, found.facets["f"]) == (1, ())
            engine.restore(["one"])
            assert searcher.search(plan).total == 2

    def test_a_build_does_not_show_again_what_was_withdrawn(self, engine: FlatEngine) -> None:
        """A work withdrawn while a build runs stays hidden in the new generation."""

        def blocks() -> Iterator[Block]:
            yield make_block("one", "a")
            engine.withdraw(["one"])

        build(engine, blocks())
        assert find(engine, word("a")) == []
        assert engine.withdrawn() == {"one"}

    def test_withdrawn_works_are_forgotten_when_no_generation_holds_them(
        self, engine: FlatEngine
    ) -> None:
        """The list does not grow for ever."""
        build(engine, [make_block("one", "a")])
        engine.withdraw(["one"])
        build(engine, [])
        assert engine.withdrawn() == {"one"}
        build(engine, [])
        assert engine.withdrawn() == frozenset()

    def test_a_list_that_cannot_be_read_hides_everything(
        self, engine: FlatEngine, index: Path
    ) -> None:
        """Rather a named error than a withdrawn work on show."""
        build(engine, [make_block("one", "a")])
        engine.withdraw(["two"])
        path = index / "withdrawn"
        content = path.read_bytes()
        flipped = [
            content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
            for at in range(len(content))
            for bit in range(8)
        ]
        for damaged in (b"\xff\xfe", b"", content[:-1], *flipped):
            path.write_bytes(damaged)
            with pytest.raises(WithdrawnDamaged, match="withdrawn"):
                find(engine, word("a"))

    def test_a_list_that_cannot_be_read_is_made_anew(self, engine: FlatEngine, index: Path) -> None:
        """Of what may not be shown now; which former generations may not show what is unknown."""
        build(engine, [make_block("one", "a")])
        build(engine, [make_block("one", "a"), make_block("two", "a")])
        assert not engine.mend_withdrawn(["two"])
        (index / "withdrawn").write_bytes(b"x")
        assert engine.mend_withdrawn(["two"])
        assert engine.numbers() == [2]
        assert find(engine, word("a")) == ["one"]


class TestReading:
    """Readers beside a writer."""

    def test_a_reader_outlives_its_generation(self, engine: FlatEngine) -> None:
        """Searching goes on after the files were pruned, stored pages included."""
        build(engine, [make_block("one", "", ["a b"])])
        with closing(engine.open()) as searcher:
            for _ in range(3):
                build(engine, [make_block("two", "a")])
            (work,) = searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).works
            assert work.work == "one"
            assert work.pages[0].text == "a b"

    def test_what_is_open_is_not_opened_again(self, engine: FlatEngine) -> None:
        """A generation takes over the open segments of the former, and outlives its closing."""
        build(engine, [make_block("one", "", ["a b"]), make_block("two", "a")])
        former = engine.open()
        change(engine, [make_block("three", "a")])
        with closing(engine.open()) as searcher:
            (old,), (kept, _) = former.segments, searcher.segments
            assert kept is old
            former.close()
            assert searcher.search(Plan(PUBLIC, word("a"), weigh("a"))).total == 3
            change(engine, [], {"two"})
            with closing(engine.open()) as next_one:
                assert next_one.segments[0].flat is old.flat
                assert next_one.search(Plan(PUBLIC, word("a"))).total == 2
            assert searcher.search(Plan(PUBLIC, word("a"))).total == 3

    def test_readers_always_see_one_whole_generation(self, engine: FlatEngine) -> None:
        """While generations are swapped, every answer is that of a single one."""
        size = 5

        def generation(number: int) -> list[Block]:
            return [make_block(f"{number}-{n}", "", ["a"]) for n in range(size)]

        build(engine, generation(0))
        seen: list[set[str]] = []
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                seen.append({work.split("-")[0] for work in find(engine, word("a"))})

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(1, 6):
            build(engine, generation(number))
        stop.set()
        for reader in readers:
            reader.join()
        assert seen
        assert all(len(numbers) == 1 for numbers in seen)

    def test_threads_share_a_searcher(self, engine: FlatEngine) -> None:
        """Many threads, one answer."""
        build(engine, [make_block(f"w{n}", "", [f"a b{n % 7} c{n % 5}"]) for n in range(200)])
        plans = [Plan(PUBLIC, word(f"b{n}"), weigh("a", f"b{n}", "c1")) for n in range(7)]
        with closing(engine.open()) as searcher:
            alone = [searcher.search(plan) for plan in plans]
        answers: list[bool] = []
        with closing(engine.open()) as searcher:

            def ask() -> None:
                answers.extend(
                    searcher.search(plan) == answer
                    for plan, answer in zip(plans, alone, strict=True)
                )

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert answers == [True] * 28

    def test_one_publishes_at_a_time(
        self, engine: FlatEngine, index: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another writer is told who holds the index; who holds it may write."""
        monkeypatch.setattr(generations, "PATIENCE", 0.0)

        other = FlatEngine(index)
        with engine.hold():
            with pytest.raises(AnotherWriter, match=str(os.getpid())):
                build(other, [])
            build(engine, [make_block("one", "a")])
        assert find(other, word("a")) == ["one"]


class TestCrashes:
    """A kill at any moment leaves the former generation whole."""

    def test_killed_at_every_step_to_the_disk(self, engine: FlatEngine, index: Path) -> None:
        """Dying at each single fsync, rename and removal in turn: old or new, never neither."""
        build(engine, [make_block("old", "a")])
        build(engine, [make_block("old", "a")])
        for step in range(200):
            if dies_at(step, lambda: build(engine, [make_block("new", "a")])):
                assert find(engine, word("a")) in (["old"], ["new"])
                engine.verify()
                build(engine, [make_block("old", "a")])
                assert find(engine, word("a")) == ["old"]
                assert len(list((index / "segments").iterdir())) == 2
                assert len(list((index / "generations").iterdir())) == 2
            else:
                break
        assert step > 15
        assert find(engine, word("a")) == ["new"]

    def test_an_error_of_the_caller_leaves_the_former_generation(
        self, engine: FlatEngine, index: Path
    ) -> None:
        """Whatever the blocks raise goes through, and the remains are swept by the next writer."""

        def blocks() -> Iterator[Block]:
            yield make_block("new", "a")
            raise KeyError

        build(engine, [make_block("old", "a")])
        with pytest.raises(KeyError):
            build(engine, blocks())
        assert find(engine, word("a")) == ["old"]
        build(engine, [], {"old"})
        assert len(list((index / "segments").iterdir())) == 1

    def test_a_full_disk_is_named(
        self, engine: FlatEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The former generation serves on."""
        build(engine, [make_block("old", "a")])

        def refuse(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", refuse)
            with pytest.raises(DiskFull, match="No space left"):
                build(engine, [make_block("new", "a")])
        assert find(engine, word("a")) == ["old"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_missing_rights_are_named(self, engine: FlatEngine, index: Path) -> None:
        """A directory that may not be written is no crash."""
        index.mkdir(mode=0o500)
        with pytest.raises(DirectoryUnreadable):
            build(engine, [])


class TestDamage:
    """What is not as it was written is named, never searched."""

    def test_no_index(self, engine: FlatEngine, index: Path) -> None:
        """An empty or missing directory says that there is no index yet."""
        with pytest.raises(IndexMissing):
            engine.open()
        index.mkdir()
        with pytest.raises(IndexMissing):
            engine.verify()

    def test_another_version(self, engine: FlatEngine) -> None:
        """An index of another format is not opened, and a build replaces it."""
        build(engine, [make_block("one", "a")])
        manifest = engine.directory() / "manifest.json"
        document = json.loads(manifest.read_text()) | {"schema": 99}
        manifest.write_text(json.dumps(document))
        with pytest.raises(IndexVersionWrong, match="99"):
            engine.open()
        assert engine.fingerprints() == {}
        build(engine, [make_block("two", "a")])
        assert find(engine, word("a")) == ["two"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            "{}",
            f'{{"format": {FORMAT_VERSION}, "schema": {SCHEMA_VERSION}}}',
            "\x00",
            '{"format": 1',
        ],
        ids=repr,
    )
    def test_a_manifest_that_is_none(self, engine: FlatEngine, text: str) -> None:
        """Cut off, empty or of another shape."""
        build(engine, [make_block("one", "a")])
        (engine.directory() / "manifest.json").write_text(text)
        with pytest.raises(IndexDamaged):
            engine.open()

    def test_every_flipped_byte_of_a_manifest_is_named(self, engine: FlatEngine) -> None:
        """None of them shows what was deleted, or hides what was not."""
        build(engine, [make_block("one", "a"), make_block("two", "b"), make_block("three", "b")])
        change(engine, [make_block("four", "a")], {"one", "three"})
        path = engine.directory() / MANIFEST
        content = path.read_bytes()
        for at in range(len(content) - 1):
            for bit in (1, 16):
                flipped = bytes([content[at] ^ bit])
                path.write_bytes(content[:at] + flipped + content[at + 1 :])
                with pytest.raises((IndexDamaged, IndexVersionWrong)):
                    engine.open()

    def test_a_pointer_that_is_none(self, engine: FlatEngine, index: Path) -> None:
        """Whatever stands there instead, nothing at all included, the newest serves."""
        build(engine, [make_block("one", "a")])
        build(engine, [make_block("two", "a")])
        pointer = index / "current"
        content = pointer.read_bytes()
        flipped = [
            content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
            for at in range(len(content))
            for bit in range(8)
        ]
        for damaged in (b"", b"x", b"1", b"1 00000000\n", content[:-1], content * 2, *flipped):
            pointer.write_bytes(damaged)
            assert engine.current() == 2
        pointer.unlink()
        assert find(engine, word("a")) == ["two"]

    def test_every_file_missing_or_cut(self, engine: FlatEngine, index: Path) -> None:
        """Each file of a segment, one by one, is missed when opening."""
        build(engine, [make_block("one", "a", ["b c"])])
        files = [path for path in (index / "segments").rglob("*") if path.is_file()]
        assert sorted(path.name for path in files) == ["lexicon", "segment"]
        for path in files:
            content = path.read_bytes()
            for damaged in (None, content[:-1]) if content else (None,):
                path.unlink()
                if damaged is not None:
                    path.write_bytes(damaged)
                with pytest.raises(IndexDamaged, match=path.name):
                    engine.open()
                path.write_bytes(content)
        assert find(engine, word("a")) == ["one"]

    def test_every_flipped_byte_is_found_by_verify(self, engine: FlatEngine, index: Path) -> None:
        """Searching may raise a named error at most; verify always does."""
        build(engine, [make_block("one", "a", ["a b c"]), make_block("two", "b")])
        for path in (index / "segments").rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            for at in range(0, len(content), max(len(content) // 10, 1)):
                path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
                with pytest.raises(IndexDamaged, match=path.name):
                    engine.verify()
                _search_or_say(engine)
            path.write_bytes(content) if content else None
        engine.verify()

    def test_what_another_program_wrote_is_named(self, engine: FlatEngine, index: Path) -> None:
        """Each section in turn empty, cut, nothing but zeros or ones, all under right checksums."""
        pages = ["a b c a b", "c ab abc"]
        kinds = {"f": ("x", "y")}
        blocks = [
            make_block(str(at), "a", pages, facets=kinds, order={"key": str(at)}) for at in range(9)
        ]
        build(engine, blocks)
        path = next((index / "segments").rglob("segment"))
        whole = path.read_bytes()
        names = list(CheckedFile(path)._sections)
        assert len(names) > 30
        for name in names:
            for damage in _CHANGES:
                path.write_bytes(whole)
                _rewrite(path, name, damage)
                _note_anew(engine, path)
                _search_or_say(engine)
                engine.fingerprints()


_CHANGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda _: b"",
    lambda data: data[: len(data) // 2],
    lambda data: bytes(len(data)),
    lambda data: b"\xff" * len(data),
    lambda data: data[::-1],
)


def _rewrite(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write the file anew with one of its sections changed."""
    file = CheckedFile(path)
    path.unlink()
    with CheckedWriter(path) as writer:
        for one, section in file._sections.items():
            data = section.bytes(0, section.size)
            writer.section(one).append(change(data) if one == name else data)
        writer.finish(file.notes)


def _note_anew(engine: FlatEngine, segment: Path) -> None:
    """Let the manifest say of the segment what is true now."""
    path = engine.directory() / MANIFEST
    manifest = read_manifest(path)
    entries = tuple(replace(one, files=list_files(segment.parent)) for one in manifest.segments)
    path.write_text(encode_manifest(replace(manifest, segments=entries)))


def _search_or_say(engine: FlatEngine) -> None:
    # Damage that changes no size may pass unseen until verify; what is seen has a name.
    leaves = (word("a"), Phrase((word("a"), word("b"))), Prefix(Layer.WORDS, "a"))
    near = {word("a"): 1.0, word("c"): 1.0}
    plan = Plan(
        PUBLIC, Some(leaves, 1), tuple(Weighted(leaf) for leaf in leaves), near=near, named=near
    )
    plans = (
        plan,
        replace(plan, facets=("f",), filters={"f": frozenset("x")}),
        replace(plan, match=Every(), sort="key"),
        replace(plan, match=Between("key", "1", "3"), sort="-key"),
    )
    for one in plans:
        with suppress(IndexDamaged), closing(engine.open()) as searcher:
            searcher.search(one)
    with suppress(IndexDamaged), closing(engine.open()) as searcher:
        searcher.lexicon(PUBLIC).frequency(leaves[1])
