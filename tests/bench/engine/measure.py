"""One engine on one load into figures, each measured in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from tests.bench.engine.contest import Shelf
from tests.bench.engine.load import Load
from tests.bench.engine.roster import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection

    from tests.bench.engine.contest import Session
    from tests.bench.engine.queries import Search

Answer = TypeVar("Answer")

FEWEST = 5
"""Searches of a class that are run whatever they take."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Place:
    """An engine's index of a load."""

    engine: str
    load: Path
    shelf: Shelf
    directory: Path


@dataclass(frozen=True, slots=True)
class Building:
    """What building cost; processes that the builder started are included."""

    passages_per_cpu_second: float
    cpu_seconds: float
    seconds: float
    private_peak_mb: float
    """The most private memory of all processes together, looked at every few milliseconds."""
    resident_peak_mb: float
    """The most resident memory of any one process, mapped files included."""
    index_mb: float


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """The first run of each search of a class, and the faster of two more."""

    searches: int
    p50: float
    p95: float
    again_p50: float
    again_p95: float


@dataclass(frozen=True, slots=True)
class Searching:
    """What one process came to."""

    open_ms: float
    private_mb: float
    """Pss_Anon at the end, the interpreter included."""
    classes: dict[str, Milliseconds]
    best: dict[str, list[list[int]]]
    """Per class the best ten of each search."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """All classes of one field in a drawn order, by several processes at once."""

    processes: int
    per_second: float
    p50: float
    p95: float
    p99: float


def alone(work: Callable[..., Answer], *arguments: object) -> Answer:
    """Return what ``work`` returns in a process of its own."""
    answer: Answer = together([(work, arguments)])[0]
    return answer


def together(jobs: Sequence[tuple[Callable[..., Any], tuple[object, ...]]]) -> list[Any]:
    """Return what all the jobs return, each in a process of its own, all at once."""
    started = []
    for work, arguments in jobs:
        here, there = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=_report, args=(there, work, arguments))
        process.start()
        there.close()
        started.append((process, here))
    answers = [here.recv() for _, here in started]
    for process, _ in started:
        process.join()
    return answers


def _report(there: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    there.send(work(*arguments))


def build(place: Place) -> Building:
    """Build an index."""
    load = Load(place.load)
    _warm(load)
    watch = _Watch()
    watch.start()
    before, began = os.times(), time.perf_counter()
    ENGINES[place.engine]().build(load, place.shelf, place.directory)
    seconds = time.perf_counter() - began
    spent = sum(os.times()[:4]) - sum(before[:4])
    peak = watch.stop()
    own, children = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    resident = max(resource.getrusage(who).ru_maxrss for who in (own, children)) / 1024
    size = sum(path.stat().st_size for path in place.directory.rglob("*") if path.is_file())
    return Building(
        round(load.passages / spent, 1),
        round(spent, 1),
        round(seconds, 1),
        round(peak / 1024, 1),
        round(resident, 1),
        round(size / 1e6, 1),
    )


def search(place: Place, searches: Mapping[str, Sequence[Search]], budget: float) -> Searching:
    """Run the searches of each class for ``budget`` seconds at most."""
    load = Load(place.load)
    began = time.perf_counter()
    session = ENGINES[place.engine]().open(load, place.shelf, place.directory)
    opened = (time.perf_counter() - began) * 1000
    classes, best = {}, {}
    for kind, own in searches.items():
        classes[kind], best[kind] = _run_class(session, own, budget)
    private = _private_kb("self") / 1024
    session.close()
    return Searching(round(opened, 1), round(private, 1), classes, best)


def load_session(
    place: Place, searches: Sequence[Search], seconds: float, seed: int
) -> list[float]:
    """Return the milliseconds of searches in a drawn order, run for so many seconds."""
    searches = random.Random(seed).sample(searches, len(searches))  # noqa: S311 - no secret
    session = ENGINES[place.engine]().open(Load(place.load), place.shelf, place.directory)
    end = time.perf_counter() + seconds
    taken: list[float] = []
    while time.perf_counter() < end:
        taken.append(_time(session, searches[len(taken) % len(searches)])[0])
    session.close()
    return taken


def mix(place: Place, searches: Sequence[Search], processes: int, seconds: float) -> Mixed:
    """Run the mixed load."""
    jobs = [(load_session, (place, searches, seconds, seed)) for seed in range(processes)]
    taken = [one for each in together(jobs) for one in each]
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return Mixed(
        processes,
        round(len(taken) / seconds, 1),
        *(round(cuts[at - 1], 3) for at in (50, 95, 99)),
    )


def _run_class(
    session: Session, searches: Sequence[Search], budget: float
) -> tuple[Milliseconds, list[list[int]]]:
    first, best = [], []
    began = time.perf_counter()
    for one in searches:
        taken, found = _time(session, one)
        first.append(taken)
        best.append(list(found))
        if time.perf_counter() - began > budget and len(first) >= FEWEST:
            break
    again = first
    if time.perf_counter() - began < budget / 3:
        again = [min(_time(session, one)[0] for _ in range(2)) for one in searches[: len(first)]]
    cuts = [statistics.quantiles(times, n=20, method="inclusive") for times in (first, again)]
    numbers = (round(cut[at], 3) for cut in cuts for at in (9, 18))
    return Milliseconds(len(first), *numbers), best


def _time(session: Session, search: Search) -> tuple[float, Sequence[int]]:
    began = time.perf_counter()
    found = session.search(search)
    return (time.perf_counter() - began) * 1000, found


def _warm(load: Load) -> None:
    """Read what is read lazily, so that no engine pays for it."""
    load.layers(0)
    load.codes(0)
    load.words_of(0)
    assert load.dates[0] >= 0
    assert load.starts[0] == 0


def _private_kb(process: int | str) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss_Anon:"))


class _Watch:
    """The greatest sum of the private memory of this process and its children."""

    def __init__(self) -> None:
        self._ended = Event()
        self._peak = 0
        self._thread = Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> int:
        """Return the peak in KiB."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            self._peak = max(self._peak, sum(map(_anonymous_kb, _tree(os.getpid()))))


def _tree(process: int) -> list[int]:
    found = [process]
    for at in found:
        try:
            tasks = list(Path(f"/proc/{at}/task").iterdir())
            for task in tasks:
                found += map(int, (task / "children").read_text("ascii").split())
        except OSError:
            continue
    return found


def _anonymous_kb(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in text.splitlines() if line.startswith("RssAnon:")), 0
    )
