"""A forked process into one that reads a single file under limits, and ends."""

from __future__ import annotations

import ctypes
import itertools
import os
import resource
import signal
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from indexer.extract.wire import announcement, result
from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.extract.limits import Limits
    from indexer.extract.read import Announce

_PR_SET_PDEATHSIG = 1
_DESCRIPTORS = 256
"""LibreOffice, which a child may start, does not come up with 64."""
_GRACE = 2
"""Seconds of CPU time between the signal and the end without one."""


class Reader(Protocol):
    """What reads a file: :func:`indexer.extract.read.read_file`, or a test's own."""

    def __call__(self, path: bytes, limits: Limits, announce: Announce) -> ReadFile:
        """Return what is in the file; tell its kind as soon as it is known."""


def run(reader: Reader, path: bytes, limits: Limits, output: int) -> NoReturn:
    """Read ``path``, write the result to the descriptor ``output``, and end this process."""
    code = 1
    try:
        isolate(output)
        impose(limits)
        _write(output, _read(reader, path, limits, output))
        code = 0
    finally:
        # No handlers of the server, no buffers, no threads: this process only ends.
        os._exit(code)


def _read(reader: Reader, path: bytes, limits: Limits, output: int) -> bytes:
    """Return the result of reading; the one place where all that a reader raises is caught."""
    announced: list[str] = []

    def announce(kind: str) -> None:
        announced.append(kind)
        _write(output, announcement(kind))

    try:
        read = reader(path, limits, announce)
    except MemoryError:
        kind = announced[0] if announced else ""
        reason = f"needs more than {limits.memory_bytes >> 20} MiB of memory"
        read = ReadFile(Reading.TOO_LARGE, kind, warnings=(reason,))
    except Exception as error:  # noqa: BLE001 - one bad file must not stop the run
        read = ReadFile(
            Reading.DAMAGED, announced[0] if announced else "", warnings=(_described(error),)
        )
    return (b"" if announced else announcement("")) + result(read)


def _write(output: int, text: bytes) -> None:
    # A write ends short at the limit of size; the one after it brings the signal.
    rest = memoryview(text)
    while rest:
        rest = rest[os.write(output, rest) :]


def _described(error: Exception) -> str:
    """Return what happened and in which of our lines, without the file's own words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"the reader failed: {type(error).__name__} at {where}"


def isolate(output: int) -> None:
    """Leave the server's group, descriptors and fate behind."""
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    _close_all_but(output)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGXFSZ, signal.SIGPIPE):
        # Python ignores two of these, which would turn a limit into an error to stumble over.
        signal.signal(number, signal.SIG_DFL)
    with suppress(OSError):
        # When the machine runs out of memory, this process is the one to go.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _close_all_but(kept: int) -> None:
    for low, high in _gaps((kept,), os.sysconf("SC_OPEN_MAX")):
        os.closerange(low, high)


def _gaps(kept: Iterable[int], end: int) -> list[tuple[int, int]]:
    edges = [2, *sorted(kept), end]
    return [(low + 1, high) for low, high in itertools.pairwise(edges)]


def impose(limits: Limits) -> None:
    """Set the limits of this process: time, memory, and what it may write."""
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + _GRACE)
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, limits.result_bytes)
    _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, but never above the one that holds already."""
    _, most = resource.getrlimit(which)
    wanted = soft if hard is None else hard
    ceiling = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(which, (min(soft, ceiling), ceiling))
