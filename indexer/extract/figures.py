"""Pictures in office files into those on which a page of text may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.content import Figure
from indexer.extract.images import open_image
from indexer.extract.regular import NotRead

if TYPE_CHECKING:
    from collections.abc import Callable

A4_AREA = 595.3 * 841.9
"""Square points."""
PAGE_SHARE = 1 / 3
"""Of A4, from which a picture within text is a page: a scan as wide as the text is half of A4 high
and wide, a screenshot a quarter of it."""
SLIDE_SHARE = 1 / 4
"""Of a slide."""

LEAST_PIXELS = 500_000
"""A page of A4 at 75 dpi; nothing could be read on coarser ones."""
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*([a-z]{2})?")


def figure_of(read: Callable[[], bytes], share: float, least: float) -> Figure | None:
    """Return the picture that ``read`` gives, where a page of text may stand on it.

    ``share`` is that of the page or slide which it covers, ``least`` what makes it large enough.
    Drawings of lines (EMF, WMF, SVG) are none.
    """
    if share < least:
        return None
    data = read()
    try:
        with open_image(data) as image:
            large = image.width * image.height >= LEAST_PIXELS
    except NotRead:
        return None
    return Figure(data) if large else None


def length(text: str) -> float:
    """Return a length such as ``17.5cm`` in points, a bare number as points; 0 for all else."""
    found = _LENGTH.fullmatch(text.strip())
    return float(found[1]) * _POINTS.get(found[2] or "pt", 0.0) if found else 0.0
