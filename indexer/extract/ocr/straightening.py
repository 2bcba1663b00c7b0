"""Grey pixels into how far the lines of text on them are tilted.

The lines are straight where the ink in a row of pixels differs most from that in the next one
(Postl 1986, "Detection of linear oblique structures and skew scan in digitized documents").
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG = 1_200
"""Pixels of the longer side that are enough to see lines."""
_INK = 0.65
"""Of the brightness of paper, below which a pixel is ink."""
_RIM = 0.04
"""Of the page on each side, where there are black edges and holes but no text."""
_MOST, _COARSE, _FINE = 10.0, 0.5, 0.1
"""Degrees: the tilt that is looked for, and in which steps, first and then around the best."""
_LEAST = 1.2
"""Degrees; what is tilted less is read as well as it is."""
_CLEARER = 1.5
"""Times that lines must stand out more than as they are; pictures and drawings have no lines."""
_FEWEST = 500
"""Pixels of ink that make a line."""


def tilt_of(pixels: NDArray[np.uint8]) -> float:
    """Return how far the lines must be turned to be straight, in degrees against the clock.

    0 where they are straight enough, or where there are none. Lines may run down the page too.
    """
    rows, columns = _ink(pixels)
    if len(rows) < _FEWEST:
        return 0.0
    sharpness = [partial(_sharpness, rows, columns), partial(_sharpness, columns, -rows)]
    sharp = max(sharpness, key=lambda of: max(map(of, np.arange(-_MOST, _MOST + 1, 2 * _COARSE))))
    near = max(np.arange(-_MOST, _MOST + _FINE, _COARSE), key=sharp)
    best = max(np.arange(near - _COARSE, near + _COARSE + _FINE, _FINE), key=sharp)
    if abs(best) < _LEAST or sharp(best) < _CLEARER * sharp(0.0):
        return 0.0
    return round(float(best), 1)


def _ink(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows and columns of the inked pixels of a smaller picture."""
    factor = max(1, max(pixels.shape) // _LONG)
    small = np.asarray(Image.fromarray(pixels).reduce(factor))
    rims = [int(side * _RIM) for side in small.shape]
    inner = small[rims[0] : small.shape[0] - rims[0], rims[1] : small.shape[1] - rims[1]]
    if not inner.size:
        return np.array([], np.intp), np.array([], np.intp)
    rows, columns = np.nonzero(inner < _INK * np.median(inner))
    return rows, columns


def _sharpness(across: NDArray[np.intp], along: NDArray[np.intp], degrees: float) -> float:
    """Return how much lines stand out that are turned by ``degrees`` against the clock."""
    turned = across - along * np.tan(np.radians(degrees))
    lines = np.bincount(np.rint(turned - turned.min()).astype(np.intp))
    return float(np.square(np.diff(lines.astype(np.float64))).sum())
