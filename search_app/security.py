"""Every response into one with the headers that keep a browser to what the site sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Response

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOWNLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A document that a browser opens after all may run nothing and belongs to no origin."""

_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    # The words of a search stand in the address: no other site may learn them.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What a reader may see can change at any moment; a cache asks before it shows again.
    "Cache-Control": "private, no-cache",
}


def add_headers(response: Response) -> Response:
    """Return the response with every header that its view did not set itself."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
