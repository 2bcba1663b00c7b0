"""Lines of text into small scans, and what tests need to have them recognised."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer.extract.ocr import find_tesseract
from tests.samples.scan import add_page
from tests.samples.typeface import FONTS

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = ("Đoàn cán bộ Học viện đã làm việc với", "Cơ quan Hợp tác Quốc tế Hàn Quốc.")
DPI = 200
_FONT = FONTS / "dejavu" / "DejaVuSerif.ttf"
_SIZE = 34
"""Pixels: 12 points at 200 dpi."""

needs_tesseract = pytest.mark.skipif(
    find_tesseract() is None, reason="needs tesseract-ocr and tesseract-ocr-vie"
)


def picture(lines: Sequence[str] = LINES) -> Image.Image:
    """Return the lines as black letters on white, at 200 dpi."""
    drawn = Image.new("L", (900, 60 + 60 * len(lines)), 255)
    pen = ImageDraw.Draw(drawn)
    font = ImageFont.truetype(str(_FONT), _SIZE)
    for number, line in enumerate(lines):
        pen.text((40, 30 + 60 * number), line, fill=0, font=font)
    return drawn


def bound(*pictures: Image.Image) -> bytes:
    """Return a PDF with a page for each picture."""
    document = pikepdf.new()
    for each in pictures:
        add_page(document, each, DPI, 90)
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return an image file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
