"""Answers of text into smaller ones, for whoever says that they can read them (gzip)."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

_LEAST = 500
"""Bytes: what fits into one packet anyhow gains nothing."""
_LEVEL = 5
"""The next ones take half as long again for 1 % of the bytes."""
_TEXTS = ("xml", "json", "bibtex", "research-info-systems")
"""Ends of the names of what is text besides ``text/…``."""


def compress(response: Response) -> Response:
    """Return an answer packed, if it is text, lies in memory, and the browser unpacks it.

    No answer holds both a secret and words of the reader (there are no accounts), so its length
    tells nothing (BREACH).
    """
    if response.is_streamed or response.direct_passthrough or not _is_text(response.mimetype):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= _LEAST and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(body, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        # The same content in other bytes: the tag promises the content alone.
        tag, _ = response.get_etag()
        if tag is not None:
            response.set_etag(tag, weak=True)
    return response


def _is_text(mimetype: str | None) -> bool:
    return mimetype is not None and (mimetype.startswith("text/") or mimetype.endswith(_TEXTS))
