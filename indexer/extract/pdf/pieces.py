"""The words of a page into pieces of lines, and whether these need to be put in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.extract.pdf.blocks import MIDDLE

Boxes = NDArray[np.int32]
"""Left, top, right, bottom of each, in tenths of a point from the page's top left."""

_GAP = 0.7
"""Of a line's height: words further apart may stand in two columns or cells."""
_WIDE_GAP = 0.9
"""The same where text is justified, whose blanks are wide."""
_BACK = -0.5
"""Of a line's height: a word that begins so far before its predecessor's end is elsewhere."""
_LEVEL = 0.4
"""Of the lower of two boxes: what they share in height when they stand on one line."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of lines in the order in which the file draws them."""

    starts: NDArray[np.intp]
    """The first word of each; a piece ends where the next one begins."""
    boxes: Boxes
    middles: Boxes
    """The boxes without a fifth of their height above and below."""


def pieces_of(boxes: Boxes, ends: NDArray[np.bool_]) -> Pieces:
    """Return the pieces of words with these ``boxes``; ``ends`` says after which a line ends."""
    left, top, right, bottom = boxes.T
    height = bottom - top
    lower = np.minimum(height[1:], height[:-1])
    level = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1]) >= _LEVEL * lower
    gap = left[1:] - right[:-1]
    near = (gap < _GAP * lower) & (gap > _BACK * lower)
    starts = np.flatnonzero(np.concatenate(([True], ends[:-1] | ~(level & near))))
    edges = np.empty((len(starts), 4), np.int32)
    np.minimum.reduceat(boxes[:, :2], starts, out=edges[:, :2])
    np.maximum.reduceat(boxes[:, 2:], starts, out=edges[:, 2:])
    middles = edges.copy()
    inset = ((edges[:, 3] - edges[:, 1]) * (1 - MIDDLE) / 2).astype(np.int32)
    middles[:, 1] += inset
    middles[:, 3] -= inset
    return Pieces(starts, edges, middles)


def is_sound(pieces: Pieces) -> bool:
    """Whether nobody could read the pieces in another order than that in which they are drawn.

    The tests are those of Breuel (High performance document layout analysis, 2003): what stands
    above another comes first where they share a part of the width, and what stands on its left
    where they share a part of the height. What is drawn right beside its predecessor may be a cell.
    """
    left, top, right, bottom = pieces.middles.T
    if (top[1:] >= bottom[:-1]).all():
        return True
    _, upper, _, lower = pieces.boxes.T
    far = np.abs(left[1:] - right[:-1]) > _WIDE_GAP * (lower - upper)[1:]
    if (far & (upper[1:] < lower[:-1]) & (top[1:] < bottom[:-1])).any():
        return False
    above = bottom[None, :] <= top[:, None]
    wide = (left[None, :] < right[:, None]) & (left[:, None] < right[None, :])
    beside = right[None, :] <= left[:, None]
    level = (top[None, :] < bottom[:, None]) & (top[:, None] < bottom[None, :])
    return not np.triu((above & wide) | (beside & level), 1).any()
