"""A library into its site, served as it is shipped, and what its process costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.serving.made_library import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TICKS = os.sysconf("SC_CLK_TCK")
_WAIT = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    address: str
    """Without a slash at its end."""
    process: int

    def cpu_seconds(self) -> float:
        """Return what it has used, without the processes that it started."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def private_mb(self) -> float:
        """Return the memory that nobody shares with it."""
        lines = Path(f"/proc/{self.process}/smaps_rollup").read_text().splitlines()
        (line,) = (line for line in lines if line.startswith("Pss_Anon:"))
        return int(line.split()[1]) / 1024


@contextmanager
def serve(environment: Mapping[str, str], *command: str) -> Iterator[Served]:
    """Run ``python -m search_app``, or another command that prints its address, for a while."""
    arguments = command or ("-m", "search_app", "--port", "0")
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip().rstrip("/")
        try:
            yield Served(address, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_WAIT)
