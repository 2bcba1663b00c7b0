"""The files of ``static/`` into what is served of them, each known by a hash of its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
"""A file of another kind is not served."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file."""

    name: str
    content_type: str
    body: bytes
    version: str
    """The beginning of its SHA-256: an address that carries it never changes its content."""


def read_assets() -> dict[str, Asset]:
    """Return the static files by name."""
    assets = {}
    for entry in files("search_app").joinpath("static").iterdir():
        content_type = _TYPES.get("." + entry.name.rpartition(".")[2])
        if content_type:
            body = entry.read_bytes()
            version = hashlib.sha256(body).hexdigest()[:16]
            assets[entry.name] = Asset(entry.name, content_type, body, version)
    return assets
