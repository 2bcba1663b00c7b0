"""Readers that do what no reader should, for the tests of the pool."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.records.files import Page, ReadFile, Reading, Unit

if TYPE_CHECKING:
    from indexer.extract.limits import Limits
    from indexer.extract.read import Announce


def act(
    path: bytes,
    limits: Limits,  # noqa: ARG001 - as readers are called
    announce: Announce,
) -> ReadFile:
    """Do what the file's name says, under the name of kind "act"."""
    announce("act")
    name = Path(os.fsdecode(path)).name.split("-")[0]
    _ACTS.get(name, _echo)(path)
    return ReadFile(Reading.READ, "act", pages=(_page(os.fsdecode(path)),))


def _page(text: str) -> Page:
    return Page(1, "1", Unit.PAGE, text.encode("utf-8", "replace").decode(), "act")


def _echo(_: bytes) -> None:
    """Let the file be read."""


def _hang(_: bytes) -> None:
    time.sleep(3600)


def _spin(_: bytes) -> None:
    while True:
        pass


def _eat(_: bytes) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(16 << 20))


def _crash(_: bytes) -> None:
    ctypes.string_at(0)


def _raise(path: bytes) -> None:
    raise RuntimeError(os.fsdecode(path))


def _leave(_: bytes) -> None:
    os._exit(3)


def _abandon(path: bytes) -> None:
    """Start a process that outlives this one, unless somebody ends the whole group."""
    script = "import time; time.sleep(3600)"
    started = subprocess.Popen([sys.executable, "-c", script])
    Path(os.fsdecode(path)).write_text(str(started.pid), encoding="ascii")
    os._exit(0)


def _meet(path: bytes) -> None:
    """Wait until four readers have left their mark beside this one."""
    mark = Path(os.fsdecode(path))
    mark.touch()
    while len(list(mark.parent.glob("meet-*"))) < 4:
        time.sleep(0.01)


def _orphan(_: bytes) -> None:
    """Kill the server."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(3600)


def flood(_: bytes, limits: Limits, announce: Announce) -> ReadFile:
    """Give more text than may be handed over."""
    announce("act")
    return ReadFile(Reading.READ, "act", pages=(_page("x" * 2 * limits.result_bytes),))


def reach(
    path: bytes,
    limits: Limits,  # noqa: ARG001 - as readers are called
    announce: Announce,
) -> ReadFile:
    """Try to reach the port of this machine that is the file's name, also by a program."""
    announce("act")
    script = (
        "import socket, sys\n"
        "try:\n"
        "    socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)\n"
        "except OSError:\n"
        "    sys.exit(7)\n"
    )
    port = os.fsdecode(path)
    tried = subprocess.run([sys.executable, "-c", script, port], check=False)
    said = ["a program: refused" if tried.returncode == 7 else "a program got through"]
    try:
        socket.create_connection(("127.0.0.1", int(port)), 5).close()
    except OSError:
        said.insert(0, "itself: refused")
    return ReadFile(Reading.NO_TEXT, "act", warnings=tuple(said))


def trust(
    path: bytes,
    limits: Limits,  # noqa: ARG001 - as readers are called
    announce: Announce,
) -> ReadFile:
    """Read a text as readers did that knew no stamps."""
    announce("txt")
    text = Path(os.fsdecode(path)).read_text(encoding="utf-8")
    return ReadFile(Reading.READ, "txt", ("act",), (_page(text),))


def see_stamp(path: bytes, limits: Limits, announce: Announce) -> ReadFile:  # noqa: ARG001 - as readers are called
    """Recognise a stamp on whatever page is asked for."""
    announce("png")
    return ReadFile(Reading.REFUSED_SECRET, "")


def see_letter(path: bytes, limits: Limits, announce: Announce) -> ReadFile:  # noqa: ARG001 - as readers are called
    """Recognise an ordinary letter on whatever page is asked for."""
    announce("png")
    page = Page(1, "1", Unit.PAGE, "Kính gửi Học viện, đoàn xin báo cáo kết quả.", "tesseract")
    return ReadFile(Reading.READ, "png", pages=(page,))


_ACTS = {
    "hang": _hang,
    "meet": _meet,
    "spin": _spin,
    "eat": _eat,
    "crash": _crash,
    "raise": _raise,
    "leave": _leave,
    "abandon": _abandon,
    "orphan": _orphan,
}
