"""PDFs and images for the tests: a page with a red square and a word in red, turned and cropped."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = (400, 300)
"""Points of a page."""


def make_pdf(turns: int = 0, crop: Sequence[int] = (), pages: int = 1) -> bytes:
    """Return a PDF; ``turns`` is in quarters, ``crop`` a CropBox."""
    file = BytesIO()
    canvas = Canvas(file, SIZE, pageCompression=0)
    for _ in range(pages):
        canvas.setFillColor(red)
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(150, 120, "MMMM")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(file.getvalue())) as document:
        for page in document.pages:
            page.Rotate = 90 * turns
            if crop:
                page.CropBox = list(crop)
        turned = BytesIO()
        document.save(turned)
    return turned.getvalue()


def make_image(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return an image with a red square from (30, 20) to (60, 40)."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((30, 20, 60, 40), "red")
    file = BytesIO()
    image.save(file, kind.upper())
    return file.getvalue()
