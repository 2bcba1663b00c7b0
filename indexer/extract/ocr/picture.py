"""A page of a PDF or an image into grey pixels, at a resolution fit for recognition."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from math import cos, radians, sin, sqrt

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageChops
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from indexer.extract.images import A4_LONG, IMAGE_KINDS, frame_of, open_image, plain_image
from indexer.extract.ocr.evening import evened
from indexer.extract.ocr.straightening import tilt_of
from indexer.extract.regular import NotRead
from indexer.records.boxes import WordBox, WordBoxes
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
"""Of its area; pictures of that size together are a scan."""
_STRIP = 0.02
"""Of the page; smaller pictures are logos and dirt."""
_COLOURED = 40
"""Levels by which the brightest colour of a pixel is above its grey, from which it is coloured."""
_LEAST_COLOUR = 0.001
"""Of the page; a stamp with its ring has 0.3 %, a signature 0.1 %."""
_MOST_IMAGES = 200
"""That are looked at on a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is displayed, in grey."""

    pixels: NDArray[np.uint8]
    """Rows from the top."""
    dpi: float
    """Pixels to an inch, as the page's own size says."""
    tilt: float = 0.0
    """Degrees against the clock by which the page was turned, so that its lines are straight."""
    page: tuple[int, int] | None = None
    """Width and height in pixels of a page that was turned."""
    faded: NDArray[np.uint8] | None = None
    """The same with what is in colour made light, so that letters stand out from under a stamp or
    a signature; none where there is no colour."""

    def netpbm(self) -> bytes:
        """Return it as a file (PGM, Netpbm's "P5")."""
        height, width = self.pixels.shape
        return b"P5 %d %d 255\n" % (width, height) + self.pixels.tobytes()

    def without_colours(self) -> Picture | None:
        """Return the picture on which coloured ink is light; none where there is none."""
        return None if self.faded is None else replace(self, pixels=self.faded, faded=None)

    def on_page(self, boxes: WordBoxes) -> WordBoxes:
        """Return boxes on this picture, in points, as they lie on the page."""
        if self.page is None:
            return boxes
        scale = _POINTS / self.dpi / 2
        middle = [side * scale for side in self.pixels.shape[::-1]]
        centre = [side * scale for side in self.page]
        cosine, sine = cos(radians(self.tilt)), sin(radians(self.tilt))

        def turned(box: WordBox) -> WordBox:
            corners = [
                (x - middle[0], y - middle[1])
                for x in (box.left, box.right)
                for y in (box.top, box.bottom)
            ]
            xs = [x * cosine - y * sine + centre[0] for x, y in corners]
            ys = [x * sine + y * cosine + centre[1] for x, y in corners]
            return replace(box, left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))

        return WordBoxes.of(map(turned, boxes))


def draw(data: bytes, kind: str, number: int) -> Picture:
    """Return page ``number``, from 1, of the PDF or image in ``data``. Raises :class:`NotRead`."""
    if kind not in IMAGE_KINDS:
        return _drawn_pdf(data, number)
    with closing(frame_of(data, kind, number)) as frame:
        return _drawn_image(frame, kind)


def draw_pasted(data: bytes) -> Picture:
    """Return the image file in ``data``, taken from a document. Raises :class:`NotRead`."""
    with closing(open_image(data)) as image:
        return _drawn_image(image, "image")


def fit_dpi(width: float, height: float, scanned: float = _DPI) -> float:
    """Return the resolution for a page of ``width`` and ``height`` points.

    ``scanned`` is that of the scan on it.
    """
    longer = max(width, height, 1.0) / _POINTS
    wanted = min(max(scanned, _COARSEST), _DPI)
    return min(max(wanted, _SHORTEST / longer), _LONGEST / longer)


def _scanned(page: pypdfium2.PdfPage) -> float:
    """Return the resolution of the finest picture, 300 where pictures do not fill the page.

    Some scanners cut a page into strips, or lay sharp letters over a coarse picture.
    """
    width, height = page.get_size()
    finest = covered = 0.0
    for image in islice(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=2), _MOST_IMAGES):
        left, bottom, right, top = image.get_bounds()
        area = (right - left) * (top - bottom)
        if area >= _STRIP * width * height > 0:
            columns, rows = image.get_px_size()
            finest = max(finest, _POINTS * sqrt(columns * rows / area))
            covered += area
    return finest if covered >= _MOST_OF_PAGE * width * height > 0 else _DPI


def _drawn_pdf(data: bytes, number: int) -> Picture:
    try:
        with (
            closing(pypdfium2.PdfDocument(data)) as document,
            closing(document[number - 1]) as page,
        ):
            width, height = page.get_size()
            dpi = fit_dpi(width, height, _scanned(page))
            image = page.render(scale=dpi / _POINTS).to_pil()
    except pypdfium2.PdfiumError as error:
        raise NotRead(Reading.DAMAGED, f"cannot be drawn: {error}", "pdf") from error
    return _ready(image.convert("L"), _faded(image), dpi)


def _drawn_image(image: Image.Image, kind: str) -> Picture:
    try:
        plain = plain_image(image)
    except (OSError, SyntaxError, ValueError) as error:
        raise NotRead(Reading.DAMAGED, "cannot be unpacked", kind) from error
    longer = max(plain.size)
    wanted = min(max(longer, _SHORTEST), _LONGEST)
    if wanted != longer:
        size = (round(plain.width * wanted / longer), round(plain.height * wanted / longer))
        plain = plain.resize(size, Image.Resampling.BICUBIC)
    return _ready(plain.convert("L"), _faded(plain), wanted * _POINTS / A4_LONG)


def _faded(image: Image.Image) -> Image.Image | None:
    """Return the page without its coloured ink; none where little is coloured.

    Of each pixel the brightest colour, and once more what that is above its grey: red and blue ink
    become white, black letters below them stay black.
    """
    if image.mode == "L":
        return None
    brightest = reduce(ImageChops.lighter, image.convert("RGB").split())
    colour = ImageChops.subtract(brightest, image.convert("L"))
    share = np.mean(np.asarray(colour, np.uint8) > _COLOURED)
    return ImageChops.add(brightest, colour) if share >= _LEAST_COLOUR else None


def _ready(grey: Image.Image, faded: Image.Image | None, dpi: float) -> Picture:
    """Return the picture evenly lit, its lines straight: Tesseract loses what is tilted by 5°."""
    pixels = evened(np.asarray(grey, np.uint8))
    light = None if faded is None else evened(np.asarray(faded, np.uint8))
    tilt = tilt_of(pixels if light is None else light)
    if not tilt:
        return Picture(pixels, dpi, faded=light)
    light = None if light is None else _turned(light, tilt)
    return Picture(_turned(pixels, tilt), dpi, tilt, grey.size, light)


def _turned(pixels: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    paper = int(np.median(pixels))
    image = Image.fromarray(pixels)
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    return np.asarray(turned, np.uint8)
