"""How a reading child ended into the status of the file that it was to read."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from indexer.extract.limits import Limits
    from indexer.extract.wire import Ending

_MIB = 1 << 20
_NEARLY = 0.8
"""Of the memory it was allowed; a crash with so much in use was for want of more."""
_ASKING = 0.25
"""The same for readers that end themselves, as pdfium does when one large piece is refused."""
_OWN_ENDS = frozenset({"SIGABRT", "SIGTRAP", "SIGILL"})


def verdict(ending: Ending, kind: str, limits: Limits) -> ReadFile:
    """Return what is to be said of a file whose reader gave no result; the warning says why."""
    if ending.expired:
        return _dead(Reading.TOO_SLOW, kind, f"stopped after {limits.wall_seconds:g} seconds")
    if not os.WIFSIGNALED(ending.status):
        code = os.waitstatus_to_exitcode(ending.status)
        return _dead(Reading.DAMAGED, kind, f"the reader ended with code {code} and no result")
    return _killed(os.WTERMSIG(ending.status), ending, kind, limits)


def _killed(number: int, ending: Ending, kind: str, limits: Limits) -> ReadFile:
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    if name == "SIGXCPU" or ending.cpu_seconds >= limits.cpu_seconds:
        reason = f"stopped after {limits.cpu_seconds} seconds of CPU time"
        return _dead(Reading.TOO_SLOW, kind, reason)
    if name == "SIGXFSZ":
        reason = f"its text takes more than {limits.result_bytes // _MIB} MiB"
        return _dead(Reading.TOO_LARGE, kind, reason)
    nearly = _ASKING if name in _OWN_ENDS else _NEARLY
    if ending.peak_bytes >= nearly * limits.memory_bytes:
        reason = f"needs more than {limits.memory_bytes // _MIB} MiB of memory ({name})"
        return _dead(Reading.TOO_LARGE, kind, reason)
    if name == "SIGKILL":
        return _dead(Reading.TOO_LARGE, kind, "killed from outside, as for want of memory")
    return _dead(Reading.DAMAGED, kind, f"the reader crashed ({name})")


def _dead(reading: Reading, kind: str, reason: str) -> ReadFile:
    return ReadFile(reading, kind, warnings=(reason,))
