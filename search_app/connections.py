"""Connections into requests, so that slow ones hold up nobody: waitress, whose patience ends.

waitress closes a connection on which nothing has come for a while; a request that comes a letter at
a time it awaits for ever, and at its limit it accepts nobody. Here a request has a few seconds to
arrive, and at the limit those give way that have kept the server waiting longest. What may take
seconds is answered by threads of its own, so that no page waits for a picture; pages are made in
turn.
"""

from __future__ import annotations

import resource
import time
from heapq import nsmallest
from typing import TYPE_CHECKING, Protocol

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from search_app.turns import Turns

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 1000
"""Connections that are open at the same time; a slow one costs a little memory, not a thread."""
ARRIVAL_SECONDS = 10
"""That a request may take to arrive: it is at most 32 kB."""
IDLE_SECONDS = 60
"""That a connection is kept on which nothing comes and of which nothing is taken."""
_LOOK_SECONDS = 2
"""Between two looks for connections that took too long."""
_GIVE_WAY = 20
"""Closed together at the limit: to find them takes as long as to find one."""
_GRACE_SECONDS = 1
"""That any connection may keep the server waiting before it gives way to others."""
_OTHER_FILES = 1000
"""Descriptors for all but connections: the index, originals, pictures."""
SLOW_PARTS = ("/pictures/", "/references.")
"""Parts of the addresses of what may take seconds: pictures to be drawn, hundreds of works."""


class Server(Protocol):
    """What serves an application."""

    def run(self) -> None:
        """Serve until the process is interrupted; finish what was begun."""


def make_server(app: WSGIApplication, listener: socket.socket, threads: int) -> Server:
    """Return what serves ``app`` on a bound socket, answering ``threads`` pages at a time.

    Of what may take seconds it answers as many besides.
    """
    _allow_files(MOST + _OTHER_FILES)
    limits = Adjustments(
        sockets=[listener],
        threads=threads,
        ident=None,
        connection_limit=MOST,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=_LOOK_SECONDS,
        # select() knows no more than 1,024 descriptors.
        asyncore_use_poll=True,
        # The site reads addresses alone: no body, and no headers beyond what browsers send.
        max_request_body_size=1024,
        max_request_header_size=32768,
        # The app itself decides whom to believe (proxy.py).
        clear_untrusted_proxy_headers=False,
    )
    server: Server = _PatientServer(
        _in_turn(app),
        {},
        _sock=listener,
        dispatcher=_Lanes(threads),
        adj=limits,
        bind_socket=False,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
    )
    return server


def _in_turn(app: WSGIApplication) -> WSGIApplication:
    """Let ``app`` make one page after another, and what may take seconds beside them."""
    turns = Turns()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _is_slow(environ["PATH_INFO"]):
            return app(environ, start_response)
        with turns.take():
            return app(environ, start_response)

    return answer


def _is_slow(path: str) -> bool:
    return any(part in path for part in SLOW_PARTS)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that knows since when its client keeps the server waiting."""

    begun = 0.0
    """When the request that is arriving began to."""

    def received(self, data: bytes) -> bool:
        """Take what has arrived."""
        if self.request is None:
            self.begun = self.last_activity
        return bool(super().received(data))

    @property
    def is_waited_for(self) -> bool:
        """Whether nothing can be done until the client sends something."""
        return not (self.requests or self.total_outbufs_len)

    @property
    def waiting_since(self) -> float:
        """When a request began to arrive, or silence to reign."""
        return float(self.last_activity if self.request is None else self.begun)

    def is_too_slow(self, now: float) -> bool:
        """Tell whether a request has taken too long to arrive."""
        arriving = self.request is not None and self.is_waited_for
        return arriving and now - self.begun > ARRIVAL_SECONDS


class _Lanes:
    """Threads for pages, and others for what may take seconds."""

    def __init__(self, threads: int) -> None:
        self._pages, self._slow = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._pages.set_thread_count(threads)
        self._slow.set_thread_count(threads)

    def add_task(self, channel: _Channel) -> None:
        """Let the next request of a connection be answered."""
        is_slow = _is_slow(channel.requests[0].path or "")
        (self._slow if is_slow else self._pages).add_task(channel)

    def shutdown(self) -> None:
        """Let both finish what they have begun."""
        self._pages.shutdown()
        self._slow.shutdown()


class _PatientServer(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Accepts whoever comes, and ends what takes too long."""

    channel_class = _Channel

    def readable(self) -> bool:
        """Tell whether a connection can be accepted, having made room for it."""
        if len(self._map) >= self.adj.connection_limit:
            self._make_room(time.time() - _GRACE_SECONDS)
        return bool(super().readable())

    def _make_room(self, before: float) -> None:
        """Close some connections that have kept the server waiting since a moment before."""
        waiting = (one for one in self.active_channels.values() if one.is_waited_for)
        long_since = [one for one in waiting if one.waiting_since <= before]
        for channel in nsmallest(_GIVE_WAY, long_since, key=lambda one: one.waiting_since):
            # Closed at once, its number could be a new connection's while it is still looked at.
            channel.will_close = True

    def maintenance(self, now: float) -> None:
        """End the connections that were silent, or slow, for too long."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            channel.will_close = channel.will_close or channel.is_too_slow(now)


def _allow_files(count: int) -> None:
    """Let the process open so many files, as far as the system lets it."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if most == resource.RLIM_INFINITY else min(count, most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
