"""Ten nights at once: one runs, the others end soon and are told who it is.

The one that is first waits for its canaries, which come out of a pipe, so that it holds the lock
until the others have ended.
"""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.build.canaries import CANARIES_NAME
from indexer.errors import ExitCode
from tests.faults.fault import Fault, Tally
from tests.faults.library import ROOT, SmallLibrary

if TYPE_CHECKING:
    from pathlib import Path

_SOON = 2.0
"""Seconds of CPU time; what the clock says depends on what else runs."""


@dataclass(frozen=True, slots=True)
class _Night:
    """How one of them ended."""

    process: int
    code: int
    errors: str
    seconds: float
    cpu_seconds: float


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    crowd, rounds = (10, 20) if full else (3, 1)
    library = SmallLibrary(place)
    library.run("source", "add", library.put(0, 3)[0].parent)
    held, others = 0, []
    for _ in range(rounds):
        first, sent_away = _try_round(library, crowd)
        held += first.code == ExitCode.DONE
        held += sum(_is_well_told(one, first) for one in sent_away)
        others += sent_away
    note = (
        f"sent away after {max(one.seconds for one in others):.1f} s at most, with "
        f"{max(one.cpu_seconds for one in others):.1f} s of CPU time"
    )
    return Tally(rounds * crowd, held, note)


def _try_round(library: SmallLibrary, crowd: int) -> tuple[_Night, list[_Night]]:
    """Start so many nights; return the one that ended last, and the others."""
    canaries = library.corpus / CANARIES_NAME
    os.mkfifo(canaries)
    with ThreadPoolExecutor(crowd) as pool:
        awaited = as_completed([pool.submit(_run, library) for _ in range(crowd)])
        others = [next(awaited).result() for _ in range(crowd - 1)]
        canaries.write_bytes(b"")
        first = next(awaited).result()
    canaries.unlink()
    return first, others


def _run(library: SmallLibrary) -> _Night:
    started = time.monotonic()
    with subprocess.Popen(
        library.command("nightly"),
        cwd=ROOT,
        env=library.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    cpu_seconds = usage.ru_utime + usage.ru_stime
    return _Night(process.pid, process.returncode, errors, seconds, cpu_seconds)


def _is_well_told(one: _Night, first: _Night) -> bool:
    named = f"nightly, process {first.process}, since" in one.errors
    return one.code == ExitCode.BUSY and named and one.cpu_seconds < _SOON


FAULT = Fault("nights at once", _try_out)
