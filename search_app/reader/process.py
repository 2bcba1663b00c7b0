"""The process that draws: it forks a limited child for each picture, and looks at no file itself.

It has one thread, leaves the network before anything else, kills a child whose time is over, and
ends when the site hangs up. Whatever a file does to the libraries ends with the child.
"""

from __future__ import annotations

import gc
import mmap
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from indexer.extract.barrier import shut
from indexer.extract.child import impose, isolate
from indexer.extract.limits import Limits
from search_app.reader.drawing import NotDrawn, draw, prepare
from search_app.reader.order import MOST_BYTES, PACKET, SECONDS, Ending, Order

_LIMITS = Limits(cpu_seconds=10, memory_bytes=2 << 30, result_bytes=MOST_BYTES)


def main() -> None:
    """Serve the site whose socket has the number that the first argument names."""
    shut()
    prepare()
    # What is loaded now is for ever; the children must not copy it to count references.
    gc.collect()
    gc.freeze()
    with (
        socket.socket(fileno=int(sys.argv[1])) as site,
        suppress(BrokenPipeError, ConnectionResetError),
    ):
        _serve(site)


def _serve(site: socket.socket) -> None:
    while True:
        packet, descriptors, _, _ = socket.recv_fds(site, PACKET, 2)
        if not packet:
            return
        child = os.fork()
        if not child:
            _draw(Order.from_packet(packet), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        site.send(bytes([_wait(child, site)]))


def _wait(child: int, site: socket.socket) -> Ending:
    """Wait for a child as long as it may take and the site listens."""
    poll = select.poll()
    ended = os.pidfd_open(child)
    try:
        poll.register(ended, select.POLLIN)
        poll.register(site, select.POLLHUP)
        poll.poll(1000 * SECONDS)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(ended)
    code = os.waitstatus_to_exitcode(status)
    return Ending(code) if code in set(Ending) else Ending.FAILED


def _draw(order: Order, file: int, output: int) -> NoReturn:
    """Draw in this process, which only ends."""
    ending = Ending.FAILED
    try:
        data = mmap.mmap(file, 0, access=mmap.ACCESS_COPY)
        isolate(output)
        impose(_LIMITS)
        _write(output, draw(data, order.kind, order.page, order.width))
        ending = Ending.DRAWN
    except NotDrawn:
        ending = Ending.NOT_DRAWN
    finally:
        os._exit(ending)


def _write(output: int, picture: bytes) -> None:
    rest = memoryview(picture)
    while rest:
        rest = rest[os.write(output, rest) :]
