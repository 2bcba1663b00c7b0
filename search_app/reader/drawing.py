"""A page of a PDF or of an image file into a picture of a given width; for the drawing process.

PDFs and images come from strangers: nothing here may run in the process of the site.
"""

from __future__ import annotations

from contextlib import closing
from ctypes import Array, c_ubyte
from io import BytesIO
from mmap import mmap

import pypdfium2
from PIL import Image, ImageOps

_MOST_PIXELS = 80_000_000
"""Of an image that is unpacked: three times A3 at 300 dpi."""
_TALLEST = 4
"""Times as high as wide; a longer page is drawn narrower."""
_QUALITY = 70
_QUICKEST = 0
"""Of WebP's methods, 0 to 6: a page takes 0.1 s, and 15 % more bytes than with 2, which takes
twice that."""


_SPECIMEN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources"
    b"<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/Specimen>>>>>>>>endobj\n"
    b"4 0 obj<</Length 27>>stream\nBT /F 9 Tf 9 9 Td (a) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
"""A page in a font that the file does not bring along, which makes pdfium look for fonts."""


class NotDrawn(Exception):  # noqa: N818 - it says what happened
    """A page cannot be drawn: there is none, or the file is damaged, locked or too large."""


def prepare() -> None:
    """Load all that drawing needs, which each child would else load for itself: 0.15 s."""
    Image.init()
    with mmap(-1, len(_SPECIMEN)) as data:
        data.write(_SPECIMEN)
        draw(data, "pdf", 1, 99)


def draw(data: mmap, kind: str, page: int, width: int) -> bytes:
    """Return page ``page``, from 1, as WebP; it is as displayed: cropped and turned.

    Raises :class:`NotDrawn`, and whatever libraries raise over hostile files.
    """
    picture = _draw_pdf(data, page, width) if kind == "pdf" else _draw_image(data, kind, page)
    size = _fit(picture.size, width)
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    file = BytesIO()
    picture.save(file, "WEBP", quality=_QUALITY, method=_QUICKEST)
    return file.getvalue()


def _draw_pdf(data: mmap, number: int, width: int) -> Image.Image:
    memory: Array[c_ubyte] = (c_ubyte * len(data)).from_buffer(data)
    try:
        with closing(pypdfium2.PdfDocument(memory)) as document:
            if number > len(document):
                raise NotDrawn
            with closing(document[number - 1]) as page:
                columns, rows = page.get_size()
                if not (columns > 0 and rows > 0):
                    raise NotDrawn
                scale = min(width, width * _TALLEST * columns / rows) / columns
                bitmap = page.render(scale=scale, rev_byteorder=True)
                drawn: Image.Image = bitmap.to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise NotDrawn from error
    return drawn


def _draw_image(data: mmap, kind: str, number: int) -> Image.Image:
    try:
        image = Image.open(data, formats=[kind])  # type: ignore[arg-type]  # it reads and seeks
        image.seek(number - 1)
        if image.width * image.height > _MOST_PIXELS:
            raise NotDrawn
        return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, EOFError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotDrawn from error


def _fit(size: tuple[int, int], width: int) -> tuple[int, int]:
    """Return the size at which a picture is ``width`` wide, unless it would be far too high."""
    columns, rows = size
    scale = min(width / columns, width * _TALLEST / rows)
    return max(1, round(columns * scale)), max(1, round(rows * scale))
