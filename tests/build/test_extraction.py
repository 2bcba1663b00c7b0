"""Files are read without a catalogue, pages that are pictures too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.build.extraction import read_paths
from indexer.build.recognise import Recognition
from indexer.extract.limits import Limits
from indexer.extract.ocr import needed
from indexer.records.files import ReadFile, Reading
from tests.extract.ocr.printing import LINES, bound, needs_tesseract, picture

if TYPE_CHECKING:
    from pathlib import Path


def _read(paths: list[Path], recognition: Recognition | None) -> dict[str, ReadFile]:
    outcomes = read_paths(paths, Limits(), 1, recognition)
    return {paths[int(outcome.token)].name: outcome.read for outcome in outcomes}


def _files(directory: Path, *scans: str) -> list[Path]:
    text = directory / "a.txt"
    text.write_text("\n".join(LINES), encoding="utf-8")
    scan = directory / "b.pdf"
    pages = [picture((line,)) if line else picture() for line in scans]
    scan.write_bytes(bound(*pages))
    return [scan, text]


@needs_tesseract
def test_scans_come_last_and_recognised(tmp_path: Path) -> None:
    """Each of their pages."""
    read = _read(_files(tmp_path, "", ""), Recognition())
    assert list(read) == ["a.txt", "b.pdf"]
    assert [page.text for page in read["b.pdf"].pages] == ["\n".join(LINES)] * 2
    assert read["b.pdf"].reading is Reading.READ


@needs_tesseract
def test_a_stamped_scan_is_refused_whole(tmp_path: Path) -> None:
    """Whatever stands on its other pages."""
    read = _read(_files(tmp_path, "", "TỐI MẬT"), Recognition())
    assert read["b.pdf"] == ReadFile(Reading.REFUSED_SECRET, "")


def test_without_recognition_a_scan_has_no_text(tmp_path: Path) -> None:
    """That is said, and that is all."""
    scan = _read(_files(tmp_path, ""), None)["b.pdf"]
    assert scan.reading is Reading.NO_TEXT
    assert scan.warnings == ("page 1: no text, only pictures or drawings",)


def test_without_tesseract_a_scan_waits(tmp_path: Path) -> None:
    """The warning names what has to be installed."""
    missing = replace(Recognition(), directories=str(tmp_path))
    scan = _read(_files(tmp_path, ""), missing)["b.pdf"]
    assert scan.reading is Reading.AWAITING_TOOL
    assert scan.warnings == (f"page 1: {needed()}",)
