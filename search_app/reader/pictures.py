"""A page of a file into its picture, drawn once and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_app.reader.order import Order

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.records.files import File
    from search_app.reader.cache import PictureCache
    from search_app.reader.drawers import Drawers

DRAWN_KINDS = frozenset({"pdf", "png", "jpeg", "tiff"})
"""Kinds of files whose pages can be drawn; all else is flowing text."""
THUMBNAIL, PLAIN, LARGE = 160, 1000, 2000
"""Widths in pixels: there are few, so that a page is drawn seldom."""
WIDTHS = frozenset({THUMBNAIL, PLAIN, LARGE})
VERSION = "1"
"""Changes when the same page would give another picture; part of its ETag."""


class Pictures:
    """Pictures of pages; who may see one is decided before it is asked for here."""

    def __init__(self, cache: PictureCache, drawers: Drawers) -> None:
        self._cache = cache
        self._drawers = drawers

    def picture(self, file: File, path: Path, page: int, width: int) -> bytes | None:
        """Return a page of the original at ``path`` as WebP, or nothing if it cannot be drawn.

        Raises :class:`search_app.reader.drawers.Busy`, and :class:`OSError` for an original that
        cannot be opened.
        """
        known = self._cache.get(file.sha256, page, width)
        if known is None:
            known = self._drawers.draw(path, Order(file.kind, page, width)) or b""
            self._cache.put(file.sha256, page, width, known)
        return known or None

    def close(self) -> None:
        """End the drawing processes."""
        self._drawers.close()
