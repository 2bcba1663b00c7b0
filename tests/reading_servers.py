"""Reading servers that are forked from a process in which all readers are loaded.

A pool starts a server whenever it has something to read, and a server takes a second and a half of
CPU time to load its readers. Tests start hundreds, so they lend them from one process.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.extract import pool, read, server

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from tests.reading_servers import main; main()"
_PACKET = 1 << 17
_OWN = pool._start_server


class LentServer:
    """A server as the pool knows it: somebody to wait for, or to kill."""

    def __init__(self, descriptor: int, pid: int) -> None:
        """Take what stands for the process, and its number."""
        self._descriptor = descriptor
        self.pid = pid

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end. Raises :class:`subprocess.TimeoutExpired`."""
        ended, _, _ = select.select([self._descriptor], [], [], timeout)
        if not ended:
            name = "server"
            raise subprocess.TimeoutExpired(name, timeout or 0.0)
        os.close(self._descriptor)

    def kill(self) -> None:
        """End it."""
        signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)


class Lender:
    """The process that servers are forked from."""

    def __init__(self) -> None:
        """Start it; it ends when its socket closes, so with the tests."""
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, str(theirs.fileno()), *sys.path],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def start(self, theirs: socket.socket, scratch: str) -> LentServer:
        """Start a server that serves the pool at the other end of ``theirs``."""
        environment = json.dumps({**os.environ, "TMPDIR": scratch}).encode()
        answer, answering = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with answer:
            with answering:
                descriptors = [theirs.fileno(), answering.fileno()]
                socket.send_fds(self._socket, [environment], descriptors)
            pid, (descriptor,), _, _ = socket.recv_fds(answer, _PACKET, 1)
        return LentServer(descriptor, int(pid))

    def servers(self) -> list[int]:
        """Return the numbers of the servers that have not ended."""
        pid = self._process.pid
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


@cache
def lender() -> Lender:
    """Return the one of this process, and of those forked from it."""
    return Lender()


@contextmanager
def lent_servers() -> Iterator[None]:
    """Let pools lend their servers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_start_server", lambda *asked: lender().start(*asked))
        yield


@contextmanager
def own_servers() -> Iterator[None]:
    """Let pools start servers of their own, where others lend them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_start_server", _OWN)
        yield


def main() -> None:
    """Fork servers for the process whose socket has the number that the first argument names."""
    read.prepare()
    # Nobody here waits for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        while True:
            environment, descriptors, _, _ = socket.recv_fds(asking, _PACKET, 2)
            if not environment:
                return
            theirs, answering = descriptors
            child = os.fork()
            if not child:
                asking.close()
                os.close(answering)
                _serve(json.loads(environment), theirs)
            with socket.socket(fileno=answering) as answer:
                descriptor = os.pidfd_open(child)
                socket.send_fds(answer, [str(child).encode()], [descriptor])
                os.close(descriptor)
            os.close(theirs)


def _serve(environment: dict[str, str], theirs: int) -> None:
    """Become a server that was started with ``environment``."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(environment)
        tempfile.tempdir = None
        sys.argv[1] = str(theirs)
        server.main()
        code = 0
    finally:
        os._exit(code)
