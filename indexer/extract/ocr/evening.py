"""Grey pixels of unevenly lit paper into evenly white paper, as thresholds need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FINE, _COARSE = 4, 12
"""Pixels that are averaged, and of those the number of which the brightest is taken for paper:
squares of 48 pixels, which always hold some between the lines."""
_AROUND = 5
"""Squares of which the middle one counts, so that pictures and rims are passed over."""
_EVEN = 0.8
"""Darkest paper to brightest, from which a single threshold for the page does as well: below it
Tesseract loses whole sides of a page, above it evening takes more letters than it gives."""
_DARKEST = 0.3
"""Of the brightest; what is darker is no paper."""
_EDGES = (5, 95)
"""Per cent of the squares that are darker than the darkest paper, and than the brightest."""


def evened(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return ``pixels`` with the brightness of the paper made equal, where it is not."""
    paper = _paper(pixels)
    if paper is None:
        return pixels
    dark, bright = np.percentile(paper, _EDGES)
    if dark >= _EVEN * bright:
        return pixels
    lifted = Image.fromarray(np.maximum(paper, _DARKEST * bright).astype(np.float32))
    height, width = pixels.shape
    behind = np.asarray(lifted.resize((width, height), Image.Resampling.BILINEAR))
    return np.minimum(pixels * (255 / behind), 255).astype(np.uint8)


def _paper(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return how bright the paper is, a number for each square; none for tiny pictures."""
    fine = np.asarray(Image.fromarray(pixels).reduce(_FINE))
    rows, columns = (side // _COARSE for side in fine.shape)
    if min(rows, columns) < _AROUND:
        return None
    squares = fine[: rows * _COARSE, : columns * _COARSE]
    brightest = squares.reshape(rows, _COARSE, columns, _COARSE).max(axis=(1, 3))
    middle = Image.fromarray(brightest).filter(ImageFilter.MedianFilter(_AROUND))
    return np.asarray(middle, np.uint8)
