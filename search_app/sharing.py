"""Answers into ones that pages of other units may show or read, if the settings name them.

The origins that may are those of ``site.embed_origins``; all others are kept out by the headers
that every answer has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from search_app.context import current_site
from search_app.security import PAGE_POLICY

if TYPE_CHECKING:
    from flask import Response

_READ = "/api/"
"""Addresses whose answers scripts of listed origins may read."""


def framed(response: Response, origins: tuple[str, ...]) -> Response:
    """Return a page that pages of ``origins`` may show within them."""
    ancestors = " ".join(("'self'", *origins))
    policy = PAGE_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
    response.headers["Content-Security-Policy"] = policy
    return response


def add_sharing(response: Response) -> Response:
    """Return an answer of the API with what lets a listed origin read it (CORS).

    https://fetch.spec.whatwg.org/#http-cors-protocol; nothing is sent along with such a request
    that would tell who asks, so it shows what an anonymous reader sees.
    """
    if not request.path.startswith(_READ):
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if origin and origin in current_site().settings.embed_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
