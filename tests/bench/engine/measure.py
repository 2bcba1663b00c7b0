"""One engine on one load into figures, each measured in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from tests.bench.engine.contest import Shelf
from tests.bench.engine.feeding import Feed
from tests.bench.engine.load import Load
from tests.bench.engine.queries import QUESTION, Search
from tests.bench.engine.roster import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection

    from tests.bench.engine.contest import Session

Answer = TypeVar("Answer")

FEWEST = 5
"""Searches of a class that are run whatever they take."""

_SMALL = 1 << 20
"""Bytes; files up to there are copied."""

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
    """Without making the tokens, which is the contest's work."""
    feeding_cpu_seconds: float
    """What making the tokens took."""
    seconds: float
    """All of it."""
    own_private_mb: float
    """The most private memory of all processes together beyond what was there before; looked at
    every few milliseconds."""
    private_before_mb: float
    """What was there before: Python, what is imported, the vocabulary of the load as strings."""
    resident_peak_mb: float
    """The most resident memory of any one process, mapped files included."""
    index_mb: float
    beside_cpu_seconds: float
    """What of the seconds goes to what no peer has: our lexicon for suggestions."""
    beside_mb: float
    """Its size, which is in the index's."""
    alike_per_cpu_second: float
    """Passages, without what no peer has."""
    alike_mb: float
    """The size, likewise."""


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
    shared_mb: float
    """Pss_File at the end."""
    first_answer_ms: float
    """Opening and the first search together, with everything imported and loaded."""
    cold_answer_ms: float
    """The same, the first time in a process: compiled loops are loaded when they are first run."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """All classes of one field in a drawn order, by several processes at once."""

    processes: int
    per_second: float
    p50: float
    p95: float
    p99: float
    each_private_mb: float
    """Pss_Anon of the greater process, while all of them were there."""
    each_shared_mb: float
    """Pss_File, likewise: of a page that several map, each has its part."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one process of the mixed load came to."""

    milliseconds: list[float]
    private_mb: float
    shared_mb: float


@dataclass(frozen=True, slots=True)
class Addition:
    """How long an addition takes until a session that was open before answers with it."""

    addition_ms: float
    """With everything imported and loaded."""
    cold_addition_ms: float
    """The first time in a process: compiled loops are loaded when they are first run."""


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
    engine = ENGINES[place.engine]()
    feed = Feed(Load(place.load), place.shelf, engine.form)
    feeding = time.process_time()
    passages = sum(1 for _ in feed)
    feeding = time.process_time() - feeding
    held = _anonymous_kb(os.getpid())
    watch = _Watch()
    watch.start()
    before, began = os.times(), time.perf_counter()
    engine.build(feed, place.shelf, place.directory)
    seconds = time.perf_counter() - began
    spent = sum(os.times()[:4]) - sum(before[:4]) - feeding
    peak = watch.stop()
    own, children = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    resident = max(resource.getrusage(who).ru_maxrss for who in (own, children)) / 1024
    size = _size(place.directory)
    with TemporaryDirectory(dir=place.directory.parent) as aside:
        beside = time.process_time()
        engine.write_beside(place.directory, Path(aside))
        beside = time.process_time() - beside
        beside_size = _size(Path(aside))
    return Building(
        passages_per_cpu_second=round(passages / spent, 1),
        cpu_seconds=round(spent, 1),
        feeding_cpu_seconds=round(feeding, 1),
        seconds=round(seconds, 1),
        own_private_mb=round((peak - held) / 1024, 1),
        private_before_mb=round(held / 1024, 1),
        resident_peak_mb=round(resident, 1),
        index_mb=round(size / 1e6, 1),
        beside_cpu_seconds=round(beside, 1),
        beside_mb=round(beside_size / 1e6, 1),
        alike_per_cpu_second=round(passages / (spent - beside), 1),
        alike_mb=round((size - beside_size) / 1e6, 1),
    )


def _size(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def search(place: Place, searches: Mapping[str, Sequence[Search]], budget: float) -> Searching:
    """Run the searches of each class for ``budget`` seconds at most."""
    first = next(iter(searches.values()))[0]
    cold, _ = _open_and_search(place, first)
    answered, opened = _open_and_search(place, first)
    # What an open index has touched is forgotten with it.
    session = ENGINES[place.engine]().open(place.shelf, place.directory)
    classes, best = {}, {}
    for kind, own in searches.items():
        classes[kind], best[kind] = _run_class(session, own, budget)
    private, shared = _memory_mb()
    session.close()
    return Searching(
        open_ms=round(opened, 1),
        private_mb=private,
        classes=classes,
        best=best,
        shared_mb=shared,
        first_answer_ms=round(answered, 1),
        cold_answer_ms=round(cold, 1),
    )


def _open_and_search(place: Place, search: Search) -> tuple[float, float]:
    """Return the milliseconds to the first answer, and those of opening alone."""
    began = time.perf_counter()
    session = ENGINES[place.engine]().open(place.shelf, place.directory)
    opened = (time.perf_counter() - began) * 1000
    session.search(search)
    answered = (time.perf_counter() - began) * 1000
    session.close()
    return answered, opened


def add(place: Place, more: Path) -> Addition:
    """Add a small load twice, each time to the index as it was built, which stays as it is."""
    cold, loaded = (_add(place, Load(more)) for _ in range(2))
    return Addition(round(loaded, 1), round(cold, 1))


def _add(place: Place, load: Load) -> float:
    """Return the milliseconds from the addition of a load to the first answer with it."""
    engine = ENGINES[place.engine]()
    feed = Feed(load, place.shelf, engine.form)
    rarest = sorted(set(load.words[: load.starts[1]].tolist()), key=load.holding.__getitem__)
    wanted = Search(QUESTION, tuple(load.vocabulary[word] for word in rarest[:4]))
    with TemporaryDirectory(dir=place.directory.parent) as aside:
        copy = Path(aside) / "index"
        shutil.copytree(place.directory, copy, copy_function=_link)
        session = engine.open(place.shelf, copy)
        session.search(wanted)
        began = time.perf_counter()
        engine.add(feed, copy)
        session.refresh()
        found = session.search(wanted)
        taken = (time.perf_counter() - began) * 1000
        session.close()
    assert load.works[0] in found
    return taken


def _link(source: str, target: str) -> None:
    """Share a great file, which no engine writes again, and copy another."""
    if Path(source).stat().st_size > _SMALL:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def run_mixed(place: Place, searches: Sequence[Search], seconds: float, seed: int) -> Share:
    """Run searches in a drawn order for so many seconds."""
    searches = random.Random(seed).sample(searches, len(searches))  # noqa: S311 - no secret
    session = ENGINES[place.engine]().open(place.shelf, place.directory)
    end = time.perf_counter() + seconds
    taken: list[float] = []
    while time.perf_counter() < end:
        taken.append(_time(session, searches[len(taken) % len(searches)])[0])
    memory = _memory_mb()
    session.close()
    return Share(taken, *memory)


def mix(place: Place, searches: Sequence[Search], processes: int, seconds: float) -> Mixed:
    """Run the mixed load."""
    jobs = [(run_mixed, (place, searches, seconds, seed)) for seed in range(processes)]
    shares: list[Share] = together(jobs)
    taken = [one for share in shares for one in share.milliseconds]
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return Mixed(
        processes,
        round(len(taken) / seconds, 1),
        p50=round(cuts[49], 3),
        p95=round(cuts[94], 3),
        p99=round(cuts[98], 3),
        each_private_mb=max(share.private_mb for share in shares),
        each_shared_mb=max(share.shared_mb for share in shares),
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


def _memory_mb() -> tuple[float, float]:
    """Return what this process has for itself, and its part of the files that it maps."""
    text = Path("/proc/self/smaps_rollup").read_text("ascii")
    found = dict(line.split()[:2] for line in text.splitlines()[1:])
    private, shared = (int(found[name]) / 1024 for name in ("Pss_Anon:", "Pss_File:"))
    return round(private, 1), round(shared, 1)


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
