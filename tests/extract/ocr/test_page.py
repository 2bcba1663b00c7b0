"""What is printed on a picture is recognised, whatever way it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from indexer.extract.limits import Limits
from indexer.extract.ocr.page import page_place, recognise, recognise_page
from indexer.extract.ocr.picture import Picture, draw
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import ample
from tests.extract.ocr.printing import DPI, LINES, bound, needs_tesseract, picture

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = ("The delegation visited the library", "and thanked the staff for their work.")


def _silent(_: str) -> None:
    """Tell nobody."""


@needs_tesseract
def test_a_page_of_a_scan(tmp_path: Path) -> None:
    """Text, reader, confidence, and boxes that lie on the letters."""
    path = tmp_path / "scan#page=9.pdf"
    path.write_bytes(bound(picture(["khác"]), picture()))
    read = recognise_page(page_place(bytes(path), 2), Limits(), _silent)
    (page,) = read.pages
    assert (read.reading, read.kind, page.index) == (Reading.READ, "pdf", 2)
    assert page.text == "\n".join(LINES)
    assert page.reader == "tesseract"
    assert page.confidence is not None
    assert page.confidence > 0.8
    first = page.boxes[0]
    assert page.text[first.start : first.end] == "Đoàn"
    assert first.left == pytest.approx(40 * 72 / DPI, abs=2)
    assert first.top == pytest.approx(36 * 72 / DPI, abs=4)


@needs_tesseract
def test_a_page_on_its_side() -> None:
    """It is read upright; the boxes are those of the page as it lies."""
    image = picture(LINES * 3).rotate(90, expand=True)
    found = recognise(Picture(np.asarray(image), DPI), ample())
    assert "Hợp tác Quốc tế" in found.text
    box = found.boxes[0]
    assert box.bottom - box.top > box.right - box.left


@needs_tesseract
def test_a_page_in_english() -> None:
    """English is read by its own model, Vietnamese by its own."""
    found = recognise(Picture(np.asarray(picture(ENGLISH)), DPI), ample())
    assert found.text == "\n".join(ENGLISH)


@needs_tesseract
def test_a_blank_page(tmp_path: Path) -> None:
    """Nothing stands on it."""
    path = tmp_path / "blank.pdf"
    path.write_bytes(bound(Image.new("L", (400, 300), 255)))
    assert recognise_page(page_place(bytes(path), 1), Limits(), _silent).reading is Reading.NO_TEXT


@needs_tesseract
def test_dirt_is_no_text() -> None:
    """Noise in which Tesseract sees letters, but is not sure of any."""
    noise = np.random.default_rng(7).normal(128, 60, (300, 500)).clip(0, 255)
    assert recognise(Picture(noise.astype(np.uint8), DPI), ample()).text == ""


def test_without_tesseract_the_page_waits(tmp_path: Path) -> None:
    """The reason names the packages."""
    with pytest.raises(NotRead, match="tesseract-ocr-vie") as caught:
        recognise(draw(bound(picture()), "pdf", 1), ample(), str(tmp_path))
    assert caught.value.reading is Reading.AWAITING_TOOL


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """It is said as of every file."""
    place = page_place(bytes(tmp_path / "gone.pdf"), 1)
    assert recognise_page(place, Limits(), _silent).reading is Reading.MISSING
