"""What is printed on a picture is recognised, whatever way it lies and in whatever language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from indexer.extract.ocr.picture import Picture, draw
from indexer.extract.ocr.reading import recognise, recognise_scattered
from indexer.extract.ocr.tesseract import LANGUAGE, find_tesseract
from indexer.extract.ocr.words import Recognised, compose, lines_of
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import ample
from tests.extract.ocr.printing import DPI, LINES, bound, needs_tesseract, picture

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.records.boxes import WordBox

ENGLISH = (
    "The delegation visited the library",
    "and thanked the staff for their work",
    "before it went on to the university.",
)
_ONE_LINE = 7
"""Tesseract's mode for a picture of one line."""


def _page(image: Image.Image) -> Picture:
    return Picture(np.asarray(image), DPI)


def _second_line(found: Recognised) -> list[WordBox]:
    first, second, *_ = found.text.split("\n")
    assert [first, second] == list(LINES)
    return [box for box in found.boxes if len(first) < box.start < len(first) + len(second)]


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_boxes_lie_on_the_page_as_it_is_shown(degrees: float) -> None:
    """A line that is cut out where the boxes of its words say is the line."""
    image = picture(LINES * 4).rotate(degrees, expand=True)
    words = _second_line(recognise(draw(bound(image), "pdf", 1), ample()))
    upright = _cut(image, words).rotate(-degrees, expand=True)
    assert _read_line(upright) == LINES[1]


@needs_tesseract
@pytest.mark.parametrize("degrees", [4, -6])
def test_the_boxes_lie_on_a_tilted_page(degrees: float) -> None:
    """They hold the ink of their line."""

    def tilted(*lines: str) -> Image.Image:
        drawn = picture((*lines, *LINES * 3)[:8]) if lines[0] else picture(lines + ("",) * 6)
        return drawn.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)

    words = _second_line(recognise(draw(bound(tilted(*LINES)), "pdf", 1), ample()))
    rows, columns = np.nonzero(np.asarray(tilted("", LINES[1])) < 128)
    scale = DPI / 72
    edges = (
        (columns.min(), min(box.left for box in words)),
        (rows.min(), min(box.top for box in words)),
        (columns.max(), max(box.right for box in words)),
        (rows.max(), max(box.bottom for box in words)),
    )
    assert all(abs(ink - edge * scale) < 8 for ink, edge in edges)


def _cut(image: Image.Image, boxes: list[WordBox]) -> Image.Image:
    scale = DPI / 72
    around = (
        min(box.left for box in boxes) - 3,
        min(box.top for box in boxes) - 3,
        max(box.right for box in boxes) + 3,
        max(box.bottom for box in boxes) + 3,
    )
    left, top, right, bottom = (round(side * scale) for side in around)
    return image.crop((left, top, right, bottom))


def _read_line(image: Image.Image) -> str:
    tesseract = find_tesseract()
    assert tesseract is not None
    table = tesseract.read(_page(image), LANGUAGE, _ONE_LINE, ample())
    return compose(lines_of(table), DPI).text


@needs_tesseract
def test_a_page_in_english() -> None:
    """English is read by its own model."""
    assert recognise(_page(picture(ENGLISH)), ample()).text == "\n".join(ENGLISH)


@needs_tesseract
def test_a_page_in_both_languages() -> None:
    """Each line by the model of its language."""
    found = recognise(_page(picture((*LINES, *ENGLISH))), ample())
    assert found.text.split("\n") == [*LINES, *ENGLISH]


@needs_tesseract
def test_dirt_is_no_text() -> None:
    """Noise in which Tesseract sees letters, but is not sure of any."""
    noise = np.random.default_rng(7).normal(128, 60, (300, 500)).clip(0, 255)
    assert recognise(Picture(noise.astype(np.uint8), DPI), ample()).text == ""


@needs_tesseract
def test_words_that_stand_alone() -> None:
    """A stamp is no line of a text."""
    found = recognise_scattered(_page(picture(("TỐI MẬT", "", *LINES))), ample())
    assert "TỐI MẬT" in found.text.split("\n")


def test_without_tesseract_the_page_waits(tmp_path: Path) -> None:
    """The reason names the packages."""
    with pytest.raises(NotRead, match="tesseract-ocr-vie") as caught:
        recognise(draw(bound(picture()), "pdf", 1), ample(), str(tmp_path))
    assert caught.value.reading is Reading.AWAITING_TOOL
