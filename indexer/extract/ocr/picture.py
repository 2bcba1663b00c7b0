"""A page of a PDF or of an image file into grey pixels, at a resolution fit for recognition."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from math import sqrt

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from indexer.extract.images import A4_LONG, IMAGE_KINDS, frame_of
from indexer.extract.regular import NotRead
from indexer.records.files import Reading

_POINTS = 72
"""An inch."""
_DPI = 300
"""What Tesseract was made for: letters of 12 points are then some 25 pixels high."""
_COARSEST = 150
"""Scans from here on are best read as they are: of pages at 150 dpi, 0.04 % of the letters were
wrong as they were, 0.12 % when enlarged to 300."""
_SHORTEST, _LONGEST = 1_754, 4_961
"""Pixels of the longer side of A4 at 150 dpi and of A3 at 300. A page that is smaller or larger was
measured in other units than those of paper."""
_MOST_OF_PAGE = 0.5
"""Of its area; a picture of that size is a scan."""
_MOST_IMAGES = 200
"""That are looked at on a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is displayed, in grey."""

    pixels: NDArray[np.uint8]
    """Rows from the top."""
    dpi: float
    """Pixels to an inch, as the page's own size says."""

    def netpbm(self) -> bytes:
        """Return it as a file (PGM, Netpbm's "P5")."""
        height, width = self.pixels.shape
        return b"P5 %d %d 255\n" % (width, height) + self.pixels.tobytes()


def draw(data: bytes, kind: str, number: int) -> Picture:
    """Return page ``number``, from 1, of the file in ``data``. Raises :class:`NotRead`."""
    return _drawn_image(data, kind, number) if kind in IMAGE_KINDS else _drawn_pdf(data, number)


def fit_dpi(width: float, height: float, scanned: float = _DPI) -> float:
    """Return the resolution for a page of ``width`` and ``height`` points.

    ``scanned`` is that of the scan on it.
    """
    longer = max(width, height, 1.0) / _POINTS
    wanted = min(max(scanned, _COARSEST), _DPI)
    return min(max(wanted, _SHORTEST / longer), _LONGEST / longer)


def _scanned(page: pypdfium2.PdfPage) -> float:
    """Return the resolution of the finest picture that fills the page, 300 where there is none."""
    width, height = page.get_size()
    finest = 0.0
    for image in islice(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=2), _MOST_IMAGES):
        left, bottom, right, top = image.get_bounds()
        area = (right - left) * (top - bottom)
        if area >= _MOST_OF_PAGE * width * height > 0:
            columns, rows = image.get_px_size()
            finest = max(finest, _POINTS * sqrt(columns * rows / area))
    return finest or _DPI


def _drawn_pdf(data: bytes, number: int) -> Picture:
    try:
        with (
            closing(pypdfium2.PdfDocument(data)) as document,
            closing(document[number - 1]) as page,
        ):
            width, height = page.get_size()
            dpi = fit_dpi(width, height, _scanned(page))
            bitmap = page.render(scale=dpi / _POINTS, grayscale=True)
            pixels = np.array(bitmap.to_numpy(), np.uint8)
    except pypdfium2.PdfiumError as error:
        raise NotRead(Reading.DAMAGED, f"cannot be drawn: {error}", "pdf") from error
    return Picture(pixels.reshape(pixels.shape[:2]), dpi)


def _drawn_image(data: bytes, kind: str, number: int) -> Picture:
    with closing(frame_of(data, kind, number)) as frame:
        try:
            grey = ImageOps.exif_transpose(frame).convert("L")
        except (OSError, SyntaxError, ValueError) as error:
            raise NotRead(Reading.DAMAGED, "cannot be unpacked", kind) from error
    longer = max(grey.size)
    wanted = min(max(longer, _SHORTEST), _LONGEST)
    if wanted != longer:
        size = (round(grey.width * wanted / longer), round(grey.height * wanted / longer))
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    return Picture(np.asarray(grey, np.uint8), wanted * _POINTS / A4_LONG)
