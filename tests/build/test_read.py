"""Reading for the catalogue: what is tried how often, and of which bytes."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.build import read as reading
from indexer.build.read import read_unread
from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool
from indexer.records.files import File, Reading
from indexer.records.works import Intake
from tests.forking import end, fork

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.build.batch import Batch
    from indexer.catalogue.catalogue import Catalogue


def _add(batch: Batch, path: Path, name: str) -> Path:
    path /= name
    path.write_text(f"Báo cáo {name}", encoding="utf-8")
    batch.add([path], Intake())
    return path


def _files(catalogue: Catalogue) -> dict[str, File]:
    with catalogue.read() as view:
        return {file.name: file for file in view.files.all()}


@pytest.fixture
def _odd_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with a reader that does what a file's name says."""

    def pool(limits: Limits, workers: int, *, starting: Callable[[str], None]) -> ReadingPool:
        return ReadingPool(limits, workers, "tests.extract.readers:act", starting)

    monkeypatch.setattr(reading, "ReadingPool", pool)


class _Mortal(ReadingPool):
    """A pool that dies with its server."""

    def _drop_line(self) -> None:
        os._exit(9)


def _read_mortally(batch: Batch) -> None:
    def pool(limits: Limits, workers: int, *, starting: Callable[[str], None]) -> ReadingPool:
        return _Mortal(limits, workers, "tests.extract.readers:act", starting)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "ReadingPool", pool)
        batch.read()


@pytest.mark.usefixtures("_odd_reader")
def test_a_file_that_takes_the_run_with_it_is_tried_three_times(
    batch: Batch, tmp_path: Path
) -> None:
    """Runs that are killed while they read a file count; after three it is given up for good."""
    _add(batch, tmp_path, "orphan-all")
    _add(batch, tmp_path, "sound")
    for attempts in (1, 2):
        assert end(fork(lambda: _read_mortally(batch))) == 9
        assert _files(batch.catalogue)["orphan-all"].attempts == attempts
    batch.read()
    files = _files(batch.catalogue)
    assert files["orphan-all"].reading is Reading.DAMAGED
    assert files["orphan-all"].warnings == ("the reading server was lost 3 times",)
    assert files["sound"].reading is Reading.READ
    assert {file.attempts for file in files.values()} == {0}
    report = replace(batch.report, read={})
    read_unread(batch.corpus, Limits(), 1, batch.progress, report)
    assert not report.read


@pytest.mark.usefixtures("_odd_reader")
def test_an_interrupted_run_blames_no_file(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever presses Ctrl-C three times has not made a file one that brings readers down."""
    _add(batch, tmp_path, "sound")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_conclude", interrupt)
    with pytest.raises(KeyboardInterrupt):
        batch.read()
    assert _files(batch.catalogue)["sound"].attempts == 0


def test_what_was_read_has_the_hash_that_was_seen(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that holds something else while it is read, and the same before and after, is not."""
    path = _add(batch, tmp_path, "note.txt")
    seen, when = path.read_bytes(), path.stat().st_mtime_ns
    path.write_text("Thay đổi", encoding="utf-8")
    conclude = reading._conclude

    def back(*arguments: object) -> None:
        path.write_bytes(seen)
        os.utime(path, ns=(when, when))
        conclude(*arguments)  # type: ignore[arg-type]  # whatever it is called with

    monkeypatch.setattr(reading, "_conclude", back)
    batch.read()
    (file,) = _files(batch.catalogue).values()
    assert file.reading is Reading.MISSING
    assert not batch.corpus.originals.path(file.sha256).exists()
