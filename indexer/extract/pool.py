"""Many paths into what was read from each, by processes that can be lost without loss.

A fork server (:mod:`indexer.extract.server`) forks one child for each file. A child writes its
result into a file in memory that the pool gave it: so it never waits for a slow consumer while its
clock runs, and the pool looks at the result when the child is dead.
"""

from __future__ import annotations

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from indexer.extract.verdict import verdict
from indexer.extract.wire import PACKET, Ending, Order, Setup, from_packet, handed, to_packet
from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from indexer.extract.limits import Limits

STANDARD_READER = "indexer.extract.read:read_file"
"""By its name: the servers load it, and with it all libraries that read files."""

_MOST_STARTS = 3
"""Of servers for one file, in all runs; a file whose server was lost so often is left alone."""
_GOODBYE = 5.0
"""Seconds that a server may take to end its children and itself."""
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from indexer.extract.server import main; main()"


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A file to be read, with whatever the caller knows it by."""

    path: Path | bytes
    token: str
    starts: int = 0
    """How often it was tried in runs that were ended in the midst of it."""


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of a job."""

    token: str
    read: ReadFile
    cpu_seconds: float = 0.0
    """Of the process that read it, and of the programs that it started."""
    peak_bytes: int = 0
    """Of memory, in the largest of them."""


@dataclass(slots=True)
class _Flight:
    """A job on its way, how often it was started, and the file in memory for its result."""

    job: ReadJob
    output: int
    starts: int


def _unheard(_: str) -> None:
    """Tell nobody."""


class ReadingPool:
    """Reads files in up to ``workers`` processes at once, each under ``limits``.

    A context manager; leaving it, also by an exception or Ctrl-C, ends all processes. ``reader``
    names the function that reads as ``module:name``; ``starting`` is told the token of a job each
    time before it is tried.
    """

    def __init__(
        self,
        limits: Limits,
        workers: int,
        reader: str = STANDARD_READER,
        starting: Callable[[str], None] = _unheard,
    ) -> None:
        self._limits = limits
        self._workers = max(1, workers)
        self._reader = reader
        self._starting = starting
        self._line: _Line | None = None
        self._flights: dict[int, _Flight] = {}
        self._suspects: deque[_Flight] = deque()
        """Those that were on their way when a server was lost, or a whole run."""
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def read_files(self, jobs: Iterable[ReadJob]) -> Iterator[ReadOutcome]:
        """Yield an outcome for each job as they end, exactly one each.

        Jobs are taken from the iterable as there is room: twice as many as there are workers.
        """
        waiting = iter(jobs)
        try:
            while True:
                self._fill(waiting)
                if self._flights:
                    yield from self._landed()
                elif self._suspects:
                    yield _given_up(self._suspects.popleft())
                else:
                    return
        finally:
            # Also when the caller stops asking: nobody waits for those on their way.
            if self._flights or self._suspects:
                self._hang_up()

    def _fill(self, jobs: Iterator[ReadJob]) -> None:
        """Start what there is room for, but nothing that was started too often."""
        while not self._suspects and len(self._flights) < 2 * self._workers:
            job = next(jobs, None)
            if job is None:
                break
            output = os.memfd_create("kyyeu-read", os.MFD_CLOEXEC)
            flight = _Flight(job, output, job.starts)
            if job.starts:
                self._suspects.append(flight)
            else:
                self._send(flight)
        if self._suspects and not self._flights and self._suspects[0].starts < _MOST_STARTS:
            # One at a time, so that whichever brings the server down again has nobody beside it.
            self._send(self._suspects.popleft())

    def _send(self, flight: _Flight) -> None:
        if self._line is None:
            self._line = _Line(self._setup())
        self._number += 1
        flight.starts += 1
        self._flights[self._number] = flight
        self._starting(flight.job.token)
        self._line.send(Order(self._number, os.fsdecode(flight.job.path)), flight.output)

    def _landed(self) -> Iterator[ReadOutcome]:
        """Wait for one job to end; where the server itself was lost, all are to start again."""
        ending = self._line.receive() if self._line is not None else None
        if ending is not None:
            flight = self._flights.pop(ending.number)
            read = self._result(flight, ending)
            yield ReadOutcome(flight.job.token, read, ending.cpu_seconds, ending.peak_bytes)
            return
        self._drop_line()
        for flight in self._flights.values():
            os.ftruncate(flight.output, 0)
            os.lseek(flight.output, 0, os.SEEK_SET)
            self._suspects.append(flight)
        self._flights.clear()

    def _result(self, flight: _Flight, ending: Ending) -> ReadFile:
        with os.fdopen(flight.output, "rb") as file:
            # The child wrote through the same open file, so its place is at the end.
            file.seek(0)
            written = handed(file.read())
        if ending.status == 0 and not ending.expired and written.read is not None:
            return written.read
        return verdict(ending, written.kind, self._limits)

    def _setup(self) -> Setup:
        limits = self._limits
        return Setup(
            self._reader,
            self._workers,
            limits.cpu_seconds,
            limits.wall_seconds,
            limits.memory_bytes,
            limits.file_bytes,
            limits.result_bytes,
        )

    def _hang_up(self) -> None:
        self._drop_line()
        for flight in (*self._flights.values(), *self._suspects):
            os.close(flight.output)
        self._flights.clear()
        self._suspects.clear()

    def _drop_line(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _given_up(flight: _Flight) -> ReadOutcome:
    os.close(flight.output)
    reason = f"the reading server was lost {flight.starts} times"
    return ReadOutcome(flight.job.token, ReadFile(Reading.DAMAGED, "", warnings=(reason,)))


class _Line:
    """A running server and the socket to it."""

    def __init__(self, setup: Setup) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # What programs unpack of a file stays when they are killed: server or pool clears it.
        self._scratch = tempfile.mkdtemp(prefix="kyyeu-")
        with theirs:
            self._process = _start_server(theirs, self._scratch)
        self._socket.send(to_packet(setup))

    def send(self, order: Order, output: int) -> None:
        """Send an order, unless the server is gone, which the next answer will show."""
        try:
            socket.send_fds(self._socket, [to_packet(order)], [output])
        except (BrokenPipeError, ConnectionResetError):
            return

    def receive(self) -> Ending | None:
        """Wait for the end of a job; none when the server is gone."""
        select.select([self._socket], [], [])
        try:
            packet = self._socket.recv(PACKET)
        except ConnectionResetError:
            return None
        return from_packet(packet, Ending) if packet else None

    def close(self) -> None:
        """Hang up and wait for the server to end with all its children."""
        self._socket.close()
        try:
            self._process.wait(_GOODBYE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _start_server(theirs: socket.socket, scratch: str) -> subprocess.Popen[bytes]:
    # A new session, since Ctrl-C is for the pool, which then hangs up.
    return subprocess.Popen(  # noqa: S603 - this very interpreter, no shell
        [sys.executable, "-c", _BOOT, str(theirs.fileno()), *sys.path],
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "TMPDIR": scratch},
    )
