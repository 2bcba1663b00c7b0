"""The comments beside the cells of a sheet into lines: of today's threads, and of old notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.xlsx.workbook import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.opc import Package

_STAND_IN = "[Threaded comment]"
"""Begins the note that tells old programs that there is a thread; it says all that stands there."""


def comments_of(package: Package, sheet: str) -> Iterator[str]:
    """Yield the comments on the sheet whose part is ``sheet``, in the order of the file."""
    for role in ("threadedComment", "comments"):
        for name in package.related(sheet, role):
            root = package.tree(name)
            for text in () if root is None else root.iter("{*}text"):
                whole = text.text or "".join(piece.text for piece in pieces_of(text))
                line = " ".join(whole.split())
                if line and not line.startswith(_STAND_IN):
                    yield line
