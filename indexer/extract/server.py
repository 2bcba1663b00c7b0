"""A process that has all readers loaded, and forks one child for each file it is asked to read.

The server itself never looks at a file. It has one thread, leaves the network before anything
else, ends its children when their time on the wall clock is over, and ends with all of them when
the pool hangs up.
"""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from indexer.extract.barrier import shut
from indexer.extract.child import Reader, run
from indexer.extract.limits import Limits
from indexer.extract.wire import PACKET, Ending, Order, Setup, from_packet, to_packet

_IMMORTAL = 5.0
"""Seconds after which a killed child that waits for a dead disk or share is given up."""


@dataclass(slots=True)
class _Child:
    """A child at work."""

    number: int
    deadline: float
    expired: bool = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file whose turn has not come, and the descriptor for its result."""

    order: Order
    output: int


class Server:
    """Takes orders from a socket, and tells there how their children ended."""

    def __init__(self, pool: socket.socket, setup: Setup) -> None:
        self._pool = pool
        self._workers = setup.workers
        self._limits = Limits(
            setup.cpu_seconds,
            setup.wall_seconds,
            setup.memory_bytes,
            setup.file_bytes,
            setup.result_bytes,
        )
        self._reader = _load(setup.reader)
        self._waiting: deque[_Waiting] = deque()
        self._children: dict[int, _Child] = {}

    def serve(self) -> None:
        """Serve until the pool hangs up."""
        wake, alarm = os.pipe()
        os.set_blocking(alarm, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            while self._wait(wake):
                self._reap()
                self._expire()
                self._start()
        finally:
            for pid in self._children:
                _kill(pid)

    def _wait(self, wake: int) -> bool:
        """Take what comes within the time to the next deadline; false when the pool hung up."""
        poll = select.poll()
        poll.register(self._pool, select.POLLIN)
        poll.register(wake, select.POLLIN)
        nearest = min((child.deadline for child in self._children.values()), default=None)
        pause = None if nearest is None else 1000 * max(0.0, nearest - time.monotonic()) + 1
        for descriptor, _ in poll.poll(pause):
            if descriptor == wake:
                os.read(wake, 4096)
            elif not self._take():
                return False
        return True

    def _take(self) -> bool:
        packet, descriptors, _, _ = socket.recv_fds(self._pool, PACKET, 1)
        if not packet:
            return False
        self._waiting.append(_Waiting(from_packet(packet, Order), descriptors[0]))
        return True

    def _start(self) -> None:
        while self._waiting and len(self._children) < self._workers:
            waiting = self._waiting.popleft()
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                run(self._reader, os.fsencode(waiting.order.path), self._limits, waiting.output)
            os.close(waiting.output)
            deadline = time.monotonic() + self._limits.wall_seconds
            self._children[pid] = _Child(waiting.order.number, deadline)

    def _expire(self) -> None:
        now = time.monotonic()
        for pid, child in list(self._children.items()):
            if child.deadline > now:
                continue
            if child.expired:
                self._end(pid, signal.SIGKILL, 0.0, 0)
            else:
                child.expired = True
                child.deadline = now + _IMMORTAL
                _kill(pid)

    def _reap(self) -> None:
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            # Whatever it may have started goes too, while its number is not given to another.
            _kill(ended.si_pid)
            pid, status, usage = os.wait4(ended.si_pid, 0)
            if pid in self._children:
                seconds = usage.ru_utime + usage.ru_stime
                self._end(pid, status, seconds, usage.ru_maxrss * 1024)

    def _end(self, pid: int, status: int, seconds: float, peak: int) -> None:
        child = self._children.pop(pid)
        self._pool.send(to_packet(Ending(child.number, status, child.expired, seconds, peak)))


def _kill(pid: int) -> None:
    """Kill the group that a child leads, and the child, which may not lead it yet."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _load(name: str) -> Reader:
    module, _, function = name.partition(":")
    loaded = import_module(module)
    if hasattr(loaded, "prepare"):
        loaded.prepare()
    return cast("Reader", getattr(loaded, function))


def main() -> None:
    """Serve the pool whose socket has the number that the first argument names."""
    # First of all: what readers load may start threads, for which no barrier would hold.
    shut()
    with socket.socket(fileno=int(sys.argv[1])) as pool:
        server = Server(pool, from_packet(pool.recv(PACKET), Setup))
        # What is loaded now is for ever; the children must not copy it to count references.
        gc.collect()
        gc.freeze()
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                server.serve()
        finally:
            # The pool may have been killed, and nobody else knows of it.
            shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
