"""The barrier: nothing that reads a file, and no program that it starts, reaches a network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.extract.barrier import Barrier, barrier_here
from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRY = (
    "import socket, sys\n"
    "try:\n"
    "    socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)\n"
    "except OSError:\n"
    "    sys.stdout.write('refused')\n"
)
_WAYS = {
    Barrier.NAMESPACE: "assert barrier._leave_network()",
    Barrier.SECCOMP: "assert barrier._filter_calls()",
    Barrier.GUARD: "sys.addaudithook(barrier._refuse)",
}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on this machine that takes every connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def _was_reached(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_a_reader_and_its_programs_reach_no_server(listener: socket.socket) -> None:
    """A child that tries, by itself and by a program, does not get through to what listens."""
    port = listener.getsockname()[1]
    with ReadingPool(Limits(), 1, "tests.extract.readers:reach") as pool:
        (outcome,) = pool.read_files([ReadJob(os.fsencode(str(port)), "any")])
    assert outcome.read.warnings == ("itself: refused", "a program: refused")
    assert not _was_reached(listener)


@pytest.mark.parametrize("way", list(Barrier))
def test_each_barrier_holds(way: Barrier, listener: socket.socket) -> None:
    """Whichever a machine allows, a connection fails, and sockets within the machine serve on."""
    script = (
        f"import sys\nfrom indexer.extract import barrier\n{_WAYS[way]}\n{_TRY}"
        "one, other = socket.socketpair()\n"
        "one.send(b'x')\n"
        "assert other.recv(1) == b'x'\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(listener.getsockname()[1])],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode and way is not Barrier.GUARD and barrier_here() is not way:
        pytest.skip(f"this machine allows no {way}")
    assert said.stdout == "refused", said.stderr
    assert not _was_reached(listener)


def test_without_a_barrier_the_server_is_reached(listener: socket.socket) -> None:
    """The attempt of these tests is a real one."""
    port = str(listener.getsockname()[1])
    subprocess.run([sys.executable, "-c", _TRY, port], check=True)
    assert _was_reached(listener)
