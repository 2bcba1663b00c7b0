"""A page of a file into how the pool is told of it; no reader is loaded for that."""

from __future__ import annotations

RECOGNISER = "indexer.extract.ocr.page:recognise_page"
"""As a :class:`indexer.extract.pool.ReadingPool` names its reader."""

PAGE = b"#page="
"""Between path and number, as in links to a page of a PDF (RFC 8118, 3)."""


def page_place(path: bytes, number: int) -> bytes:
    """Return how the pool is told of page ``number``, from 1, of the file at ``path``."""
    return path + PAGE + str(number).encode()
