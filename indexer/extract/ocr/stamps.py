"""A picture of a page into whether a stamp of state secrecy stands on it, straight or askew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from indexer.extract.ocr.picture import Picture
from indexer.extract.ocr.reading import recognise_scattered
from indexer.extract.ocr.tesseract import TESSERACT
from indexer.extract.secrecy import is_stamped
from indexer.records.files import Page, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

_ANGLES = (8, -8, 16, -16, 24, -24)
"""Degrees; words that are askew by more than five are lost on Tesseract."""
_DPI = 150
"""Stamps are set in 13 to 14 points, bold: letters of 20 pixels."""
_HEIGHT = 0.6
"""Of the page from its top; stamps stand below the number of the document, at the left."""


def bears_stamp(text: str, picture: Picture, budget: Budget) -> bool:
    """Whether a stamp stands on a page, of which ``text`` was recognised already.

    A second look finds words that stand alone, further ones those that were pressed askew.
    """
    return _is_stamp(text) or any(
        _is_stamp(recognise_scattered(look, budget).text) for look in _looks(picture)
    )


def _is_stamp(text: str) -> bool:
    return is_stamped([Page(1, "1", Unit.PAGE, text, TESSERACT, confidence=0.0)])


def _looks(picture: Picture) -> Iterator[Picture]:
    """Yield the page, then its upper part, turned so that what is askew on it comes upright."""
    yield picture
    page = Image.fromarray(picture.pixels)
    scale = min(1.0, _DPI / picture.dpi)
    width, height = round(page.width * scale), round(page.height * scale)
    top = page.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    top = top.crop((0, 0, width, round(height * _HEIGHT)))
    paper = int(np.median(picture.pixels))
    for angle in _ANGLES:
        turned = top.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
        yield Picture(np.asarray(turned, np.uint8), picture.dpi * scale)
