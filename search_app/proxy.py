"""A request as it arrived into one with the host, scheme and prefix the reader sees.

``X-Forwarded-*`` are believed from the one trusted proxy and taken away from everyone else's
requests; the prefix of the settings is moved from the path to where links begin.
"""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.proxy_fix import ProxyFix

from indexer.errors.settings import SettingsWrong
from search_app.settings import is_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication

_FORWARDED = "HTTP_X_FORWARDED_"
_PREFIX = "HTTP_X_FORWARDED_PREFIX"
_WAS_FORWARDED = "kyyeu.was_forwarded"


class ProxyAware:
    """A WSGI application around the site."""

    def __init__(self, app: WSGIApplication, trusted: frozenset[str], prefix: str) -> None:
        self._app = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        self._trusted = trusted
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if _plain_address(environ.get("REMOTE_ADDR", "")) in self._trusted:
            prefix = environ.get(_PREFIX, "").rstrip("/")
            if prefix and is_prefix(prefix):
                environ[_PREFIX] = prefix
            else:
                environ[_PREFIX] = self._prefix
            _take_prefix_off(environ, environ[_PREFIX])
            return self._fixed(environ, start_response)
        for name in [name for name in environ if name.startswith(_FORWARDED)]:
            del environ[name]
            environ[_WAS_FORWARDED] = True
        environ["SCRIPT_NAME"] = self._prefix
        _take_prefix_off(environ, self._prefix)
        return self._app(environ, start_response)


def was_forwarded(environ: dict[str, Any]) -> bool:
    """Tell whether somebody who is not trusted passed the request on, so that nobody knows whose.

    Anybody can send such a header; it takes rights away and gives none.
    """
    return bool(environ.get(_WAS_FORWARDED))


def addresses_of(proxy: str) -> frozenset[str]:
    """Return the addresses of the trusted proxy's name, none for an empty one.

    Raises :class:`SettingsWrong` when the name has no address.
    """
    if not proxy:
        return frozenset()
    try:
        found = socket.getaddrinfo(proxy, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SettingsWrong([f"site.trusted_proxy = {proxy!r} has no address: {error}"]) from error
    return frozenset(_plain_address(str(entry[4][0])) for entry in found)


def _take_prefix_off(environ: dict[str, Any], prefix: str) -> None:
    """Shorten the path where the proxy passes it on with the prefix; others cut it themselves."""
    path = environ.get("PATH_INFO", "")
    if prefix and (path == prefix or path.startswith(prefix + "/")):
        environ["PATH_INFO"] = path[len(prefix) :] or "/"


def _plain_address(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
