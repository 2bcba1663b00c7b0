"""An image file into pages without text, which text recognition is to give them."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from indexer.extract.content import Content, name_pages
from indexer.extract.regular import NotRead
from indexer.records.files import Gaps, Page, Reading, Unit

if TYPE_CHECKING:
    from indexer.extract.budget import Budget

IMAGE_KINDS = frozenset({"png", "jpeg", "tiff"})
"""What scanners write."""
_PASTED = (*sorted(IMAGE_KINDS), "gif", "bmp")
"""What people paste into documents."""

A4_LONG = 841.9
"""Points of the longer side; images say of their size what they like, so all are taken for A4."""

_READER = "pillow"
_MOST_PIXELS = 80_000_000
"""Three times A3 at 300 dpi; unpacked in colour they take 240 MB."""
_MOST_FRAMES = 2_000
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation (CIPA DC-008, 4.6.4) that exchange width and height."""


def read_image(kind: str, data: bytes, budget: Budget) -> Content:
    """Return the pages of an image file, one but for TIFF; all are gaps.

    Raises :class:`NotRead`.
    """
    pages: list[Page] = []
    while len(pages) < _MOST_FRAMES and not budget.spent:
        try:
            with closing(frame_of(data, kind, len(pages) + 1)) as frame:
                pages.append(_page(frame, len(pages) + 1))
                count = getattr(frame, "n_frames", 1) if kind == "tiff" else 1
        except NotRead:
            if not pages:
                raise
            break
        if len(pages) == count:
            break
    numbers = tuple(page.index for page in pages)
    warning = f"{name_pages(numbers)}: no text, only pictures or drawings"
    return Content(tuple(pages), warnings=(warning,), gaps=Gaps(numbers, Reading.READ, (warning,)))


def open_image(data: bytes) -> Image.Image:
    """Return the picture in ``data`` that was pasted into a document, not unpacked yet.

    Raises :class:`NotRead`.
    """
    return _opened(data, _PASTED, "image", 1)


def frame_of(data: bytes, kind: str, number: int) -> Image.Image:
    """Return image ``number``, from 1, of the file in ``data``, not unpacked yet.

    Raises :class:`NotRead` where there is none, or where it is too large to be unpacked.
    """
    return _opened(data, (kind,), kind, number)


def _opened(data: bytes, formats: tuple[str, ...], kind: str, number: int) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=formats)
        image.seek(number - 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotRead(Reading.TOO_LARGE, "too many pixels", kind) from error
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError) as error:
        raise NotRead(Reading.DAMAGED, f"cannot be opened as {kind}", kind) from error
    if image.width * image.height > _MOST_PIXELS:
        reason = f"{image.width} x {image.height} pixels are too many"
        raise NotRead(Reading.TOO_LARGE, reason, kind)
    return image


def plain_image(frame: Image.Image) -> Image.Image:
    """Return an image as it is meant to lie, grey ("L") or in colours, on white where it is clear.

    Raises what Pillow raises for an image that cannot be unpacked.
    """
    upright = ImageOps.exif_transpose(frame)
    if upright.mode[0] in "IF":
        return _from_depth(upright)
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return upright.convert("L" if upright.mode in {"1", "L", "LA"} else "RGB")


def _from_depth(image: Image.Image) -> Image.Image:
    """Return an image of 16 or 32 bits a pixel in 8, the brightest white."""
    levels = np.asarray(image, np.float32)
    darkest, brightest = float(levels.min(initial=0)), float(levels.max(initial=1))
    scaled = (levels - darkest) * (255 / max(brightest - darkest, 1e-6))
    return Image.fromarray(scaled.astype(np.uint8))


def _page(frame: Image.Image, number: int) -> Page:
    scale = A4_LONG / max(frame.width, frame.height)
    width, height = round(frame.width * scale, 1), round(frame.height * scale, 1)
    if frame.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
        width, height = height, width
    return Page(number, str(number), Unit.PAGE, "", _READER, width, height)
