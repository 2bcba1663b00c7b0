from __future__ import annotations

import socket
import threading
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from waitress import wasyncore

from search_app import connections
from search_app.connections import SLOW_PARTS, make_server
from search_app.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment


_WAIT = 30
_LOOK = 0.1
"""Seconds between two looks at connections on which nothing happens; waitress takes 1."""
_BEGUN = b"GET /search?q=a HTTP/1.1\r\nHost: slow\r\n"


_DRAWN = threading.Event()


def _answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer everything at once, but pictures when they are drawn."""
    if "/pictures/" in environ["PATH_INFO"]:
        _DRAWN.wait(_WAIT)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Give what serves with other limits and says its port; stop it afterwards."""
    with ExitStack() as running:

        def start(**limits: float) -> int:
            for name, value in limits.items():
                monkeypatch.setattr(connections, name, value)
            listener = running.enter_context(socket.create_server(("127.0.0.1", 0)))
            server = make_server(_answer, listener, 2)
            stopping = threading.Event()
            thread = threading.Thread(target=_run, args=(server, stopping))
            thread.start()
            running.callback(_close, server)
            running.callback(thread.join, _WAIT)
            running.callback(_wake, server)
            running.callback(stopping.set)
            return int(listener.getsockname()[1])

        yield start


def _run(server: Any, stopping: threading.Event) -> None:  # noqa: ANN401 - waitress has no types
    """Serve as ``server.run`` does, until told to stop."""
    while not stopping.is_set():
        wasyncore.loop(_LOOK, use_poll=True, map=server._map, count=1)


def _wake(server: Any) -> None:  # noqa: ANN401 - waitress has no types
    """Let its loop look at what it was told."""
    server.pull_trigger()


def _close(server: Any) -> None:  # noqa: ANN401 - waitress has no types
    """Close all it has opened, once nobody looks at it any more."""
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map, ignore_all=True)


def _ask(port: int) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=_WAIT)
    connection.request("GET", "/")
    body = connection.getresponse().read()
    connection.close()
    return body


def _begin(opened: ExitStack, port: int, count: int, begun: bytes = _BEGUN) -> list[socket.socket]:
    """Open connections that each begin a request."""
    found = []
    for _ in range(count):
        one = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=_WAIT))
        one.sendall(begun)
        found.append(one)
    return found


def test_unfinished_requests_hold_up_nobody(serve: Callable[..., int]) -> None:
    """Many more of them than there are threads, and an ordinary request is answered."""
    port = serve()
    with ExitStack() as opened:
        _begin(opened, port, 100)
        assert _ask(port) == b"ok"


def test_a_request_that_trickles_is_ended(serve: Callable[..., int]) -> None:
    """However often something of it comes."""
    port = serve(ARRIVAL_SECONDS=0.2, _LOOK_SECONDS=0)
    with ExitStack() as opened:
        (slow,) = _begin(opened, port, 1)
        slow.settimeout(0.05)
        ended = False
        while not ended:
            try:
                slow.sendall(b"X-A: b\r\n")
                ended = slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True


def test_at_the_limit_whoever_waited_longest_gives_way(serve: Callable[..., int]) -> None:
    """A full house does not close the site; a request that is being answered is never ended."""
    port = serve(MOST=12, _GIVE_WAY=2, _GRACE_SECONDS=0.1)
    with ExitStack() as opened:
        _begin(opened, port, 40)
        assert [_ask(port) for _ in range(5)] == [b"ok"] * 5


def test_no_page_waits_for_pictures(serve: Callable[..., int]) -> None:
    """However many are being drawn."""
    _DRAWN.clear()
    port = serve()
    with ExitStack() as opened:
        for one in _begin(opened, port, 20, b"GET /pictures/x/1-160.webp HTTP/1.1\r\n"):
            one.sendall(b"\r\n")
        assert [_ask(port) for _ in range(5)] == [b"ok"] * 5
        _DRAWN.set()


def test_what_may_take_seconds_is_in_the_table_of_routes() -> None:
    """Its addresses are known by what stands in them; nothing else has that."""
    slow = {route.name for route in ROUTES if any(part in route.rule for part in SLOW_PARTS)}
    assert slow == {"picture", "found_file", "list_file"}


def test_a_request_in_time_is_answered_though_it_comes_in_parts(serve: Callable[..., int]) -> None:
    """A bad line is no attack; neither are two requests on one connection."""
    port = serve()
    with ExitStack() as opened:
        (slow,) = _begin(opened, port, 1)
        for part in (b"X-A: b\r", b"\n", b"\r\n", _BEGUN + b"\r\n"):
            slow.sendall(part)
        answers = b""
        while answers.count(b"\r\n\r\nok") < 2:
            answers += slow.recv(1000)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"X-A: " + b"b" * 40_000, b"431"),
        (b"Content-Length: 9999999", b"413"),
        (b"Content-Length: -1", b"400"),
        (b"Transfer-Encoding: gzip", b"501"),
    ],
)
def test_what_no_browser_sends_is_refused(
    serve: Callable[..., int], head: bytes, status: bytes
) -> None:
    """Before the site sees it, in a word."""
    port = serve()
    with ExitStack() as opened:
        (one,) = _begin(opened, port, 1)
        one.sendall(head + b"\r\n\r\n")
        assert one.recv(1000).split()[1] == status
