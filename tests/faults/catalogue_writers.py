"""Many processes write to the catalogue at once, and read: nobody is sent away."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from indexer.catalogue.catalogue import Catalogue
from indexer.errors import Failure
from indexer.records.files import File
from tests.faults.fault import Fault, Tally

ROOT = Path(__file__).parents[2]


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """50 writers with 200 transactions each; in short 10 with 20."""
    writers, writes = (50, 200) if full else (10, 20)
    url = f"sqlite:///{place / 'corpus' / 'catalogue.sqlite'}"
    Catalogue.open(url, create=True).close()
    command = [sys.executable, "-m", "tests.faults.catalogue_writers", url]
    said = subprocess.run(
        [*command, str(writers), str(writes)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    crowd = json.loads(said.stdout)
    with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
        kept = sum(1 for _ in view.files.all())
    failures = "; ".join(crowd["failures"]) or "no failure"
    note = (
        f"{kept} rows kept in {crowd['seconds']:.0f} s, none waited over {crowd['longest']:.1f} s"
    )
    return Tally(writers * writes, min(crowd["done"], kept), f"{note}; {failures}")


@dataclass(frozen=True, slots=True)
class _Written:
    done: int
    """Rows that were written and read back."""
    longest: float
    """Seconds that one transaction took at most, waiting included."""
    failures: tuple[str, ...]


def _write(url: str, writer: int, writes: int) -> _Written:
    done, longest, failures = 0, 0.0, []
    with Catalogue.open(url, create=False) as catalogue:
        for number in range(writes):
            name = f"{writer:032x}{number:032x}"
            started = time.monotonic()
            try:
                with catalogue.write() as view:
                    view.files.add(File(name, 1, "x"))
                longest = max(longest, time.monotonic() - started)
                with catalogue.read() as view:
                    done += view.files.get(name) is not None
            except Failure as failure:
                failures.append(str(failure))
    return _Written(done, longest, tuple(failures))


def main(url: str, writers: int, writes: int) -> None:
    """Let a crowd of processes write, and print what came of it."""
    started = time.monotonic()
    tasks = [(url, writer, writes) for writer in range(writers)]
    with get_context("fork").Pool(writers, maxtasksperchild=1) as pool:
        written = pool.starmap(_write, tasks, chunksize=1)
    crowd = {
        "done": sum(one.done for one in written),
        "longest": max(one.longest for one in written),
        "failures": sorted({failure for one in written for failure in one.failures}),
        "seconds": time.monotonic() - started,
    }
    sys.stdout.write(json.dumps(crowd))


FAULT = Fault("catalogue writers", try_out)

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
