"""Many processes write to the catalogue at once, and read: nobody is sent away."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from indexer.catalogue.catalogue import Catalogue
from indexer.errors import Failure
from indexer.records.files import File
from tests.faults.fault import Fault, Tally
from tests.forking import end, fork
from tests.seeds import lay_catalogue

if TYPE_CHECKING:
    from pathlib import Path


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """50 writers with 200 transactions each; in short 10 with 20."""
    writers, writes = (50, 200) if full else (10, 20)
    url = f"sqlite:///{place / 'corpus' / 'catalogue.sqlite'}"
    lay_catalogue(place / "corpus")
    said = place / "said.json"
    # A pool forks its processes, best from one that has no threads.
    code = end(fork(lambda: said.write_text(_crowd(url, writers, writes))))
    if code != 0:
        return Tally(writers * writes, 0, f"the crowd ended with {code}")
    crowd = json.loads(said.read_text())
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


def _crowd(url: str, writers: int, writes: int) -> str:
    """Let a crowd of processes write, and return what came of it as JSON."""
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
    return json.dumps(crowd)


FAULT = Fault("catalogue writers", try_out)
