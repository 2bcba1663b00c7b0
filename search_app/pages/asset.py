"""A static file's name into the file, to be kept for good under an address with its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from search_app.errors import NothingHere

if TYPE_CHECKING:
    from search_app.context import Visit


def asset(visit: Visit, name: str) -> Response:
    """Send a static file."""
    found = visit.site.assets.get(name)
    if found is None:
        raise NothingHere
    response = Response(found.body, content_type=found.content_type)
    response.set_etag(found.version)
    named = request.args.get("v") == found.version
    kept = "public, max-age=31536000, immutable" if named else "public, no-cache"
    response.headers["Cache-Control"] = kept
    return response
