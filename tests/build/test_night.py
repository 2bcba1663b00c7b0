"""A night from the first look to its record, and what keeps a generation from serving."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.build.gate import FEW
from indexer.build.night import Night
from indexer.build.removal import remove_work
from indexer.build.today import local_today
from indexer.catalogue.last_run import read_last_run
from indexer.catalogue.snapshot import SNAPSHOT_NAME
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.manifest import MANIFEST, SCHEMA_VERSION
from indexer.errors.index import IndexVersionWrong
from indexer.errors.running import GateRefused
from indexer.errors.settings import CanariesWrong
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.files import SourceKind
from indexer.records.runs import Outcome
from indexer.records.works import Field, Intake, State, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = frozenset({Tier.PUBLIC})
MANY = FEW + 3


@pytest.fixture
def source(batch: Batch, tmp_path: Path) -> Path:
    """A registered source of some documents."""
    folder = tmp_path / "nights"
    folder.mkdir()
    for number in range(MANY):
        text = f"BÁO CÁO\nChuyến công tác thứ {number}\n\nĐoàn thăm trường bạn và ký biên bản."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with batch.catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(folder))
    return folder


def _night(batch: Batch, *, yes: bool = False) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    Night(run, yes=yes).run()
    return run


def _total(batch: Batch, query: str) -> int:
    with closing(Library.open(batch.settings.index, Analyser(segment))) as library:
        return library.search(Request(query, PUBLIC), local_today()).total


def _forget(batch: Batch, some: int) -> None:
    """Take works out of the catalogue as a damaged database would, not as the program does."""
    with closing(sqlite3.connect(batch.settings.corpus / "catalogue.sqlite")) as database:
        database.execute("DELETE FROM works WHERE id IN (SELECT id FROM works LIMIT ?)", (some,))
        database.commit()


class TestRecord:
    """What is kept of a night."""

    def test_a_night_is_on_record(self, batch: Batch, source: Path) -> None:
        """In the catalogue with its numbers, and told to the site; no name of a file is in it."""
        report = _night(batch).report
        assert (report.new, report.works_indexed, report.generation) == (MANY, MANY, 1)
        with batch.catalogue.read() as view:
            (run,) = view.runs.latest(5)
        assert (run.command, run.outcome) == ("nightly", Outcome.DONE)
        assert run.report["read"] == {"read": MANY}
        assert run.report["gate"]["canaries"] == 0
        assert set(run.report["seconds"]) == {"scan", "read", "recognise", "describe", "index"}
        assert source.name not in str(run.report)
        told = read_last_run(batch.settings.index)
        assert told is not None
        assert (told.command, told.outcome, told.generation) == ("nightly", Outcome.DONE, 1)

    def test_nothing_new_means_nothing_done(self, batch: Batch, source: Path) -> None:
        """No generation, and no record of any work is read."""
        assert source.exists()
        _night(batch)
        report = _night(batch).report
        assert (report.generation, report.works_kept, report.works_indexed) == (None, MANY, 0)

    def test_a_killed_run_is_marked_by_the_next(self, batch: Batch) -> None:
        """Whoever holds the lock knows that nobody else runs."""
        with batch.catalogue.write() as view:
            view.runs.begin(datetime.now(UTC), "update")
        _night(batch)
        with batch.catalogue.read() as view:
            outcomes = [run.outcome for run in view.runs.latest(5)]
        assert outcomes == [Outcome.DONE, Outcome.KILLED]

    def test_a_run_that_fails_is_on_record(
        self, batch: Batch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With the name of what went wrong."""

        def fail(_batch: Batch) -> None:
            raise KeyError

        monkeypatch.setattr(Batch, "scan", fail)
        with pytest.raises(KeyError):
            _night(batch)
        with batch.catalogue.read() as view:
            (run,) = view.runs.latest(5)
        assert (run.outcome, run.report["reason"]) == (Outcome.FAILED, "KeyError")

    def test_what_failed_before_is_counted_not_named(self, batch: Batch, source: Path) -> None:
        """A file that goes on waiting is named by the first night alone."""
        (source / "0.txt").write_bytes(b"")
        assert len(_night(batch).report.problems) == 1
        assert not _night(batch).report.problems


class TestGate:
    """What must be odd for a generation not to serve."""

    def test_works_that_nobody_removed(self, batch: Batch, source: Path) -> None:
        """The former generation serves on, until somebody says yes."""
        assert source.exists()
        _night(batch)
        _forget(batch, FEW)
        with pytest.raises(GateRefused, match=f"{FEW} of {MANY} works are missing"):
            _night(batch)
        assert FlatEngine(batch.settings.index).current() == 1
        with batch.catalogue.read() as view:
            (run, _) = view.runs.latest(5)
        assert (run.outcome, run.report["gate"]["missing"]) == (Outcome.REFUSED, FEW)
        told = read_last_run(batch.settings.index)
        assert told is not None
        assert told.outcome is Outcome.REFUSED
        assert _total(batch, "biên bản") == MANY
        report = _night(batch, yes=True).report
        assert report.gate is not None
        assert report.gate.let_through
        assert _total(batch, "biên bản") == MANY - FEW

    def test_few_may_be_missing(self, batch: Batch, source: Path) -> None:
        """Whatever their share."""
        assert source.exists()
        _night(batch)
        _forget(batch, FEW - 1)
        report = _night(batch).report
        assert report.gate is not None
        assert (report.gate.missing, report.generation) == (FEW - 1, 2)

    def test_removals_are_meant(self, batch: Batch, source: Path) -> None:
        """As are works that are withdrawn, set back or erased."""
        assert source.exists()
        _night(batch)
        with batch.catalogue.write() as view:
            first, second, third, *others = [work.id for work in view.works.all()]
            view.works.set_state(first, State.WITHDRAWN)
            view.works.set_state(second, State.SUGGESTED)
            view.works.purge(third)
        for work in others[:3]:
            remove_work(batch.catalogue, batch.settings.index, work)
        report = _night(batch).report
        assert report.gate is not None
        assert (report.gate.missing, report.works_removed) == (0, 6)

    def test_texts_that_are_gone(self, batch: Batch, source: Path) -> None:
        """Files that were overwritten with nothing, or a reader that reads no more."""
        _night(batch)
        for number in range(FEW):
            (source / f"{number}.txt").write_bytes(b" " * (number + 1))
        with pytest.raises(GateRefused, match=f"{FEW} of {MANY} works that had text"):
            _night(batch)
        assert _total(batch, "biên bản") == MANY

    def test_canaries(self, batch: Batch, source: Path) -> None:
        """A question that is not answered as it must be keeps the generation out."""
        assert source.exists()
        canaries = batch.settings.corpus / "canaries.toml"
        canaries.write_text('[[canary]]\nquery = "ký biên bản"\ntitle = "cong tac"\n')
        report = _night(batch).report
        assert report.gate is not None
        assert (report.gate.canaries, report.gate.canaries_failing) == (1, 0)
        canaries.write_text('[[canary]]\nquery = "ký biên bản"\ntitle = "hội thảo"\n')
        (source / "new.txt").write_text("Một tài liệu mới.")
        with pytest.raises(GateRefused, match="hội thảo"):
            _night(batch)
        assert FlatEngine(batch.settings.index).current() == 1

    def test_canaries_that_are_wrong(self, batch: Batch) -> None:
        """All of it is said before anything is done."""
        canaries = batch.settings.corpus / "canaries.toml"
        for text, said in (
            ("[[canary]", "canaries.toml"),
            ("[canary]\nquery = 'a'", r"\[\[canary\]\]"),
            ("[[canary]]\nquery = 'a'", "canary 1: give work or title"),
            ("[[canary]]\nquery = ''\ntitle = 'a'\nfirst = 0", "query is missing; canary 1: first"),
            ("[[canary]]\nquery = 'a'\nwork = 'xyz'", "not a work id"),
            ("[[canary]]\nquery = 'a'\ntitle = 'b'\ntiers = ['all']", "tiers"),
            ("[[canary]]\nquery = 'a'\ntitle = 'b'\nlimit = 3", "limit is not known"),
        ):
            canaries.write_text(text)
            with pytest.raises(CanariesWrong, match=said):
                _night(batch)


class TestGenerations:
    """What stays, and what serves when something is wrong."""

    def test_nights_stay_whatever_is_added_by_day(self, batch: Batch, source: Path) -> None:
        """The last two nights are there after many small additions."""
        _night(batch)
        (source / "second.txt").write_text("Đêm thứ hai.")
        _night(batch)
        for number in range(4):
            path = source.parent / f"day{number}.txt"
            path.write_text(f"Ban ngày {number}.")
            run = Batch(batch.settings, batch.catalogue)
            run.add([path], Intake())
            run.read([path])
            run.index(only=run.works_at([path]))
        assert FlatEngine(batch.settings.index).numbers() == [6, 5, 2, 1]

    def test_a_damaged_generation_is_set_aside(self, batch: Batch, source: Path) -> None:
        """The night says so, and makes a sound one from the former."""
        _night(batch)
        (source / "second.txt").write_text("Đêm thứ hai ở Viêng Chăn.")
        _night(batch)
        engine = FlatEngine(batch.settings.index)
        snapshot = engine.directory() / SNAPSHOT_NAME
        snapshot.write_bytes(snapshot.read_bytes()[:-1] + b"x")
        report = _night(batch).report
        assert (report.set_aside, report.generation) == ([2], 3)
        assert engine.numbers() == [3, 1]
        assert _total(batch, "Viêng Chăn") == 1
        with batch.catalogue.read() as view:
            assert view.runs.latest(1)[0].outcome is Outcome.DONE_WITH_FAILURES

    def test_where_all_are_damaged_everything_is_made_anew(
        self, batch: Batch, source: Path
    ) -> None:
        """From what was read and cut before: no file is read again."""
        assert source.exists()
        _night(batch)
        for path in (batch.settings.index / "segments").rglob("segment"):
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)
        report = _night(batch).report
        assert (report.read, report.works_indexed, report.generation) == ({}, MANY, 2)
        assert FlatEngine(batch.settings.index).numbers() == [2]

    def test_no_former_generation_shows_what_was_hidden_since(
        self, batch: Batch, source: Path
    ) -> None:
        """Should it have to serve again: neither what is gone nor what fewer may see."""
        assert source.exists()
        _night(batch)
        with batch.catalogue.write() as view:
            one, other, *_ = view.works.all()
            view.works.set_state(one.id, State.WITHDRAWN)
            view.works.replace(replace(other, tier=Tier.RESTRICTED))
        _night(batch)
        engine = FlatEngine(batch.settings.index)
        assert engine.withdrawn(1) == {one.id, other.id}
        assert engine.withdrawn(2) == frozenset()
        engine.set_aside([2])
        assert _total(batch, "biên bản") == MANY - 2
        title = other.first(Field.TITLE)
        assert _total(batch, f'"{title}"') == 0

    def test_an_upgrade_makes_everything_anew_without_reading(
        self, batch: Batch, source: Path
    ) -> None:
        """What an old program wrote is left to it, until the new one has its own generation."""
        assert source.exists()
        _night(batch)
        engine = FlatEngine(batch.settings.index)
        old = Library.open(batch.settings.index, Analyser(segment))
        manifest = engine.directory() / MANIFEST
        document = json.loads(manifest.read_text()) | {"schema": SCHEMA_VERSION - 1}
        manifest.write_text(json.dumps(document))
        with pytest.raises(IndexVersionWrong):
            Library.open(batch.settings.index, Analyser(segment))
        report = _night(batch).report
        assert (report.read, report.works_indexed, report.generation) == ({}, MANY, 2)
        assert not report.set_aside
        assert engine.numbers() == [2, 1]
        assert _total(batch, "biên bản") == MANY
        with closing(old):
            assert old.search(Request("biên bản", PUBLIC), local_today()).total == MANY
