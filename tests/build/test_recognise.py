"""Scans become searchable text, page by page, as soon as there is a program for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch, recognition_costs
from indexer.build.read import read_unread
from indexer.build.recognise import Recognition, recognise_left, sighted_at
from indexer.extract.limits import Limits
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, Reading
from indexer.records.works import Intake
from tests.extract.ocr.printing import LINES, bound, needs_tesseract, picture

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of two short pages."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(bound(picture(LINES[:1]), picture(LINES[1:])))
    return path


@pytest.fixture
def sighted(batch: Batch, scan: Path) -> Batch:
    """A batch that has read the scan, but recognised nothing."""
    batch.add([scan], Intake())
    read_unread(batch.corpus, Limits(), 1, batch.progress, batch.report)
    return batch


def _recognise(batch: Batch, recognition: Recognition) -> File:
    recognise_left(batch.corpus, recognition, batch.progress, batch.report)
    with batch.catalogue.read() as view:
        (file,) = view.files.all()
    return file


def _text(batch: Batch, file: File) -> list[str]:
    read = batch.corpus.texts.load(file.sha256, READER_VERSION)
    return [page.text for page in read.pages] if read else []


@needs_tesseract
def test_a_scan_is_read_in_one_run(batch: Batch, scan: Path) -> None:
    """It is read, counted once, and its work has the recognised pages."""
    batch.add([scan], Intake())
    batch.read([scan])
    assert batch.report.read == {Reading.READ: 1}
    assert batch.report.recognised == 2
    assert not batch.report.problems
    with batch.catalogue.read() as view:
        (file,) = view.files.all()
        assert view.works.of_file(file.sha256)
    assert _text(batch, file) == list(LINES)
    assert file.readers == ("tesseract",)


@needs_tesseract
def test_without_the_program_a_scan_waits_for_it(sighted: Batch, tmp_path: Path) -> None:
    """It is named once, with the packages to install, and read when they are there."""
    costs = recognition_costs(sighted.settings)
    without = replace(costs, directories=str(tmp_path))
    for _ in range(2):
        file = _recognise(sighted, without)
        assert file.reading is Reading.AWAITING_TOOL
        assert "tesseract-ocr-vie" in file.warnings[0]
        assert len(sighted.report.problems) == 1
    file = _recognise(sighted, costs)
    assert file.reading is Reading.READ
    assert _text(sighted, file) == list(LINES)


@needs_tesseract
def test_what_one_run_leaves_the_next_one_does(sighted: Batch) -> None:
    """Pages that were recognised are kept; the file says which ones wait."""
    costs = recognition_costs(sighted.settings)
    file = _recognise(sighted, replace(costs, file_seconds=0))
    assert file.reading is Reading.AWAITING_TOOL
    assert not sighted.corpus.originals.path(file.sha256).exists()
    assert file.warnings == ("pages 1-2: wait for text recognition, the next update goes on",)
    assert _recognise(sighted, costs).reading is Reading.READ
    assert sighted.corpus.originals.path(file.sha256).exists()
    assert sighted.report.recognised == 2
    _recognise(sighted, costs)
    assert sighted.report.recognised == 2


def test_only_what_was_added_is_waited_for(sighted: Batch, scan: Path, tmp_path: Path) -> None:
    """A path names the file at it and all below it, but not those beside it."""
    with sighted.catalogue.read() as view:
        (file,) = view.files.all()
        assert sighted_at(view, [scan]) == sighted_at(view, [tmp_path]) == {file.sha256}
        assert not sighted_at(view, [scan.with_suffix(".p"), tmp_path / "other"])
