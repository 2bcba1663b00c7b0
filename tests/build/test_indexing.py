"""A generation made while others write theirs: nothing is lost, nothing hidden is shown."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.build import indexing
from indexer.build.batch import Batch
from indexer.build.removal import remove_work
from indexer.build.today import local_today
from indexer.engine.draft import Candidate, Draft
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Intake, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.engine.draft import Source

PUBLIC = frozenset({Tier.PUBLIC})


def _add(batch: Batch, path: Path, text: str) -> Batch:
    """Add a file by day: nothing but its own works is indexed."""
    path.write_text(text, encoding="utf-8")
    run = Batch(batch.settings, batch.catalogue)
    run.add([path], Intake())
    run.read([path])
    run.index(only=run.works_at([path]))
    return run


def _found(batch: Batch, query: str) -> list[str]:
    with closing(Library.open(batch.settings.index, Analyser(segment))) as library:
        hits = library.search(Request(query, PUBLIC), local_today()).hits
    return [hit.work.id for hit in hits]


def _meanwhile(monkeypatch: pytest.MonkeyPatch, do: Callable[[int], None]) -> None:
    """Do something whenever a draft has been written, before it can be published."""
    write = Draft.write
    times: list[int] = []
    running: list[bool] = []

    def write_and_do(draft: Draft, source: Source) -> int:
        written = write(draft, source)
        if not running:
            running.append(True)
            do(len(times))
            times.append(written)
            running.clear()
        return written

    monkeypatch.setattr(Draft, "write", write_and_do)


@pytest.mark.parametrize("anew", [False, True])
def test_what_was_added_meanwhile_is_in_the_new_generation(
    batch: Batch, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, anew: bool
) -> None:
    """It is searched at once, and still when the long run has ended; it is read once."""
    first = _add(batch, documents / "first.md", "# Đầu\n\nThăm Viêng Chăn.\n").report.generation
    batch.add([documents], Intake())
    batch.read()

    def add(times: int) -> None:
        if not times:
            _add(batch, tmp_path / "late.md", "# Sau\n\nThăm Phnôm Pênh.\n")
            assert len(_found(batch, "Phnôm Pênh")) == 1
            assert not _found(batch, "KOICA")

    _meanwhile(monkeypatch, add)
    batch.index(anew=anew)
    assert first == 1
    assert batch.report.generation == 3
    for query in ("Phnôm Pênh", "KOICA", "Viêng Chăn"):
        assert len(_found(batch, query)) == 1
    FlatEngine(batch.settings.index).verify()
    batch.report.generation = None
    batch.index()
    assert batch.report.generation is None


def test_whoever_was_unlucky_twice_keeps_the_others_out(
    batch: Batch, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless stream of additions does not keep the night from its end."""
    _add(batch, documents / "first.md", "# Đầu\n\nThăm Viêng Chăn.\n")
    held: list[bool] = []

    def add(times: int) -> None:
        held.append(engines[-1]._generations._held)
        if not held[-1]:
            _add(batch, tmp_path / f"{times}.md", f"# Sau {times}\n\nThăm Phnôm Pênh.\n")

    engines: list[FlatEngine] = []
    make = indexing.Indexing.run

    def run(one: indexing.Indexing) -> None:
        if not engines:
            engines.append(one.engine)
        make(one)

    monkeypatch.setattr(indexing.Indexing, "run", run)
    _meanwhile(monkeypatch, add)
    batch.add([documents], Intake())
    batch.read()
    batch.index(anew=True)
    assert held == [False, False, True]
    assert len(_found(batch, "Phnôm Pênh")) == 2
    assert len(_found(batch, "KOICA")) == 1


def test_what_was_removed_meanwhile_stays_removed(
    batch: Batch, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it was published when the run began, and no generation held it yet."""
    batch.add([documents], Intake())
    batch.read()
    with batch.catalogue.read() as view:
        works = [work.id for work in view.works.all()]

    def remove(times: int) -> None:
        if not times:
            remove_work(batch.catalogue, batch.settings.index, works[0])
            FlatEngine(batch.settings.index).forget_withdrawn()

    _meanwhile(monkeypatch, remove)
    batch.index()
    assert works[0] not in _found(batch, "hợp tác")
    assert FlatEngine(batch.settings.index).withdrawn() == {works[0]}
    batch.index()
    assert works[0] not in _found(batch, "hợp tác")


def test_by_day_nothing_but_what_was_added_is_indexed(
    batch: Batch, documents: Path, tmp_path: Path
) -> None:
    """What a night has read so far waits for the end of the night."""
    _add(batch, tmp_path / "first.md", "# Đầu\n\nThăm Viêng Chăn.\n")
    batch.add([documents], Intake())
    batch.read()
    report = _add(batch, tmp_path / "late.md", "# Sau\n\nThăm Phnôm Pênh.\n").report
    assert (report.works_indexed, report.works_kept) == (1, 1)
    assert not _found(batch, "KOICA")
    batch.index()
    assert (batch.report.works_indexed, batch.report.works_kept) == (2, 2)
    assert len(_found(batch, "KOICA")) == 1


def test_a_candidate_of_what_serves_no_more_is_refused(batch: Batch, documents: Path) -> None:
    """Rather than undo what somebody else has published."""
    batch.add([documents], Intake())
    batch.read()
    batch.index()
    engine = FlatEngine(batch.settings.index)

    def attach(_directory: Path) -> None:
        """Attach nothing."""

    base = engine.base()
    assert base.manifest is not None
    version = base.manifest.analyser
    with engine.draft() as draft:
        with draft.stage(base, attach=attach, analyser_version=version) as candidate:
            assert isinstance(candidate, Candidate)
            batch.index(anew=True)
            assert candidate.publish() is None
        assert engine.current() == 2
    engine.verify()


def test_what_is_added_by_day_is_completed(batch: Batch, documents: Path, tmp_path: Path) -> None:
    """Titles of a former generation are taken over, those of works that are gone are not."""

    def completed(typed: str) -> list[str]:
        with closing(Library.open(batch.settings.index, Analyser(segment))) as library:
            found = library.complete(typed, PUBLIC, local_today(), 8)
        return [one.work for one in found if one.work]

    batch.add([documents], Intake())
    batch.read()
    batch.index()
    (former,) = completed("ghi ch")
    _add(batch, tmp_path / "late.md", "# Tường trình chuyến đi\n\nThăm Phnôm Pênh.\n")
    assert len(completed("tuong tri")) == 1
    assert completed("ghi ch") == [former]
    remove_work(batch.catalogue, batch.settings.index, former)
    assert completed("ghi ch") == []
    batch.index()
    assert completed("ghi ch") == []
    assert len(completed("tuong tri")) == 1
