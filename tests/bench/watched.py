"""A command into its output, and what it and all that it started took: time, CPU time, memory.

Processes that outlive the one that started them are waited for, too: this one takes them on.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PR_SET_CHILD_SUBREAPER = 36
_PAUSE = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended, with all that it started."""

    code: int
    output: str
    """What it wrote to its standard output."""
    seconds: float
    cpu_seconds: float
    """Of all processes together."""
    peak_mb: float
    """The most memory of all processes together (PSS: of what several share, each has its part)."""
    peak_private_mb: float
    """The same without what is mapped from files."""


def run_watched(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ran:
    """Run ``command``, whose first word is a path, and wait for all that comes of it.

    This process must have no other children meanwhile.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    with TemporaryFile() as output:
        began = monotonic()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        spoken = dict(os.environ if environment is None else environment)
        first = os.posix_spawn(command[0], list(command), spoken, file_actions=actions)
        watch = _Watch()
        watch.start()
        code, cpu_seconds = _wait(first)
        watch.stop()
        seconds = monotonic() - began
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    peak, private = (round(one / 1024, 1) for one in (watch.peak_kb, watch.peak_private_kb))
    return Ran(code, text, round(seconds, 2), round(cpu_seconds, 2), peak, private)


def _wait(first: int) -> tuple[int, float]:
    """Wait until there are no children; return the exit code of the first and all CPU time."""
    code, spent = 1, 0.0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return code, spent
        # The usage of a child holds that of those it has waited for itself.
        spent += usage.ru_utime + usage.ru_stime
        if pid == first:
            code = os.waitstatus_to_exitcode(status)


class _Watch(Thread):
    """Looks at the memory of all processes below this one."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_kb = 0
        self.peak_private_kb = 0
        self._ended = Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._ended.wait(_PAUSE):
            found = [_memory_kb(process) for process in _below(os.getpid())]
            self.peak_kb = max(self.peak_kb, sum(one.get("Pss:", 0) for one in found))
            private = sum(one.get("Pss_Anon:", 0) + one.get("Pss_Shmem:", 0) for one in found)
            self.peak_private_kb = max(self.peak_private_kb, private)

    def stop(self) -> None:
        """Stop looking."""
        self._ended.set()
        self.join()


def _below(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text("ascii").split())
        except OSError:
            continue
    return found[1:]


def _memory_kb(process: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()[1:]
    except OSError:
        return {}
    return {name: int(size) for name, size, *_ in map(str.split, lines)}
