"""Pages of files into pictures, by a few drawing processes that can be lost without loss."""

from __future__ import annotations

import logging
import os
import queue
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_app.reader.order import MOST_BYTES, SECONDS, Ending, Order

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from search_app.reader.process import main; main()"
_LEEWAY = 5.0
"""Seconds after the end of a picture's time until its process is given up: it waits for a disk."""
_PATIENCE = 10.0
"""Seconds that a reader waits for their turn."""


class Busy(Exception):  # noqa: N818 - it says what is
    """Too many pictures are being drawn; later there is room again."""


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A running process, and the line to it."""

    process: subprocess.Popen[bytes]
    line: socket.socket

    @classmethod
    def start(cls) -> _Drawer:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(SECONDS + _LEEWAY)
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - this very interpreter, no shell
                [sys.executable, "-c", _BOOT, str(theirs.fileno()), *sys.path],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        return cls(process, ours)

    def draw(self, order: Order, file: int, output: int) -> Ending:
        """Return how it ended; raises :class:`OSError` when the process is lost."""
        socket.send_fds(self.line, [order.to_packet()], [file, output])
        answer = self.line.recv(1)
        if not answer:
            raise ConnectionResetError
        return Ending(answer[0])

    def stop(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


class Drawers:
    """A few drawing processes, started when they are needed; threads share them."""

    def __init__(self, count: int = 2) -> None:
        self._idle: queue.LifoQueue[_Drawer | None] = queue.LifoQueue()
        """The processes that have nothing to do; none stands for one that is not running."""
        for _ in range(count):
            self._idle.put(None)
        self._count = count

    def warm(self) -> None:
        """Start the processes, which load what they need while nobody waits for it."""
        for drawer in [self._idle.get() for _ in range(self._count)]:
            self._idle.put(drawer or _Drawer.start())

    def draw(self, path: Path, order: Order) -> bytes | None:
        """Return a picture, or nothing where the page cannot be drawn.

        Raises :class:`Busy`, and :class:`OSError` when the file cannot be opened.
        """
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        output = os.memfd_create("picture")
        try:
            ending = self._draw(order, file, output)
            if ending is not Ending.DRAWN:
                _LOG.warning("A page was not drawn: %s", ending.name)
                return None
            return os.pread(output, MOST_BYTES, 0)
        finally:
            os.close(file)
            os.close(output)

    def close(self) -> None:
        """End the processes, as soon as they have drawn what was begun."""
        for _ in range(self._count):
            drawer = self._idle.get()
            if drawer is not None:
                drawer.stop()
        for _ in range(self._count):
            self._idle.put(None)

    def _draw(self, order: Order, file: int, output: int) -> Ending:
        try:
            drawer = self._idle.get(timeout=_PATIENCE)
        except queue.Empty:
            raise Busy from None
        try:
            drawer = drawer or _Drawer.start()
            return drawer.draw(order, file, output)
        except OSError:
            # A process that is lost takes one picture with it; the next one gets a new process.
            if drawer is not None:
                with suppress(OSError):
                    drawer.stop()
            drawer = None
            return Ending.FAILED
        finally:
            self._idle.put(drawer)
