"""The files of ``static/``, and the fonts, into what is served, each known by a hash of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

_DIRECTORIES = ("static", "fonts")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
"""A file of another kind is not served."""
_NAMED = re.compile(rb'url\("([a-z-]+\.[a-z0-9]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file."""

    name: str
    content_type: str
    body: bytes
    version: str
    """The beginning of its SHA-256: an address that carries it never changes its content."""


def read_assets() -> dict[str, Asset]:
    """Return the static files by name; styles name others by their versions."""
    found = {
        entry.name: entry.read_bytes()
        for directory in _DIRECTORIES
        for entry in files("search_app").joinpath(directory).iterdir()
        if _kind(entry.name) in _TYPES
    }
    assets = {name: _asset(name, body) for name, body in found.items() if _kind(name) != ".css"}
    for name in found.keys() - assets.keys():
        assets[name] = _asset(name, _versioned(found[name], assets))
    return assets


def _kind(name: str) -> str:
    return "." + name.rpartition(".")[2]


def _asset(name: str, body: bytes) -> Asset:
    version = hashlib.sha256(body).hexdigest()[:16]
    return Asset(name, _TYPES[_kind(name)], body, version)


def _versioned(style: bytes, assets: dict[str, Asset]) -> bytes:
    """Return a style sheet that names files as pages do, so that neither is fetched twice."""

    def versioned(name: re.Match[bytes]) -> bytes:
        asset = assets.get(name[1].decode())
        return b'url("%b?v=%b")' % (name[1], asset.version.encode()) if asset else name[0]

    return _NAMED.sub(versioned, style)
