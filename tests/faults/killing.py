"""kill -9 at random instants of a night: the search never stops, the next night needs no hand.

A library of two nights is put back before each try. Its second night is killed at some instant, of
which every third is near the end, where the swap is; a process searches all the while. Then the
night is run again, and must come to the same answers as one that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.lock import writing
from indexer.build.night import Night
from indexer.build.tidying import tidy
from indexer.build.today import local_today
from indexer.catalogue.catalogue import Catalogue
from indexer.records.files import SourceKind
from indexer.retrieval.results import Request
from indexer.settings import Settings
from tests.faults.fault import Fault, Tally
from tests.faults.library import QUERIES, TIERS, SmallLibrary, load_all
from tests.forking import end, fork
from tests.reading_servers import lender

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FIRST, _SECOND = 40, 20
_PATIENCE = 20.0
"""Seconds after which what a killed process started must have ended, too."""

_PAUSE = 0.01
"""Seconds between two searches, so that the night has time."""
_MEASURED_AGAIN = 20
_SEED = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of a try."""

    problems: list[str]
    killed: bool = False
    """Whether the night was still under way."""
    searches: int = 0


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    library = SmallLibrary(place / "live")
    state = _prepare(library, SmallLibrary(place / "sources"), place / "state")
    seconds = _measure(library)
    wanted = library.answers()
    chance = random.Random(_SEED)  # noqa: S311 - instants, no secret
    tries = 500 if full else 2
    broken, told = [], []
    for number in range(tries):
        _put_back(state, library)
        if number and number % _MEASURED_AGAIN == 0:
            # The machine may have more or less to do by now.
            seconds = _measure(library)
            _put_back(state, library)
        instant = seconds * (chance.uniform(0.8, 1.05) if number % 3 else chance.uniform(0, 1.05))
        one = _search_during(library, place / "said.json", partial(_disturb, library, instant))
        told.append(one)
        problems = [*one.problems, *_left_over(library)]
        if library.answers() != wanted:
            problems.append("other answers than without the kill")
        if problems:
            broken.append(f"{number} at {instant:.3f} s: {'; '.join(problems)}")
    note = (
        f"{sum(one.killed for one in told)} killed under way, the others just after their end; "
        f"{seconds:.2f} s a night, {sum(one.searches for one in told)} searches meanwhile"
    )
    return Tally(tries, tries - len(broken), "; ".join([note, *broken[:5]]))


def _measure(library: SmallLibrary) -> float:
    """Return how many seconds a night takes that nobody disturbs."""
    started = time.monotonic()
    end(fork(lambda: _night(library)))
    return time.monotonic() - started


def _prepare(library: SmallLibrary, sources: SmallLibrary, state: Path) -> Path:
    """Run a first night, let more documents come, keep how things stand then."""
    load_all()
    sources.put(0, _FIRST)
    library.corpus.mkdir(parents=True)
    with closing(_open(library)) as catalogue, catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(sources.documents))
    end(fork(lambda: _night(library)))
    sources.put(_FIRST, _SECOND)
    shutil.copytree(library.place, state)
    return state


def _put_back(state: Path, library: SmallLibrary) -> None:
    shutil.rmtree(library.place)
    shutil.copytree(state, library.place)


def _disturb(library: SmallLibrary, instant: float) -> _Told:
    """Kill a night, look for what it left running, and run it again."""
    process = fork(lambda: _night(library))
    time.sleep(instant)
    os.kill(process, signal.SIGKILL)
    killed = end(process) == -signal.SIGKILL
    problems = [] if _has_gone(process) else ["processes that it started run on"]
    code = end(fork(lambda: _night(library)))
    problems += [f"the next night ended with {code}"] if code else []
    return _Told(problems, killed)


def _search_during(library: SmallLibrary, said: Path, work: Callable[[], _Told]) -> _Told:
    """Let a process search while ``work`` is done; return what it has to say, problems of both."""
    stop = said.with_name("stop")
    stop.unlink(missing_ok=True)
    searcher = fork(lambda: _search_on(library, said, stop))
    done = work()
    stop.touch()
    code = end(searcher)
    if code != 0:
        return replace(done, problems=[*done.problems, f"the searcher ended with {code}"])
    told = json.loads(said.read_text())
    problems = [*done.problems, *told["problems"]]
    return replace(done, problems=problems, searches=told["searches"])


def _search_on(library: SmallLibrary, said: Path, stop: Path) -> None:
    """Search until ``stop`` is there: each answer must be that of one whole generation."""
    searches, problems = 0, set()
    known: dict[int, int] = {}
    with closing(library.open()) as opened:
        while not stop.exists():
            opened.refresh()
            number = opened.generation
            total = opened.search(Request(QUERIES[0], TIERS), local_today()).total
            searches += 1
            time.sleep(_PAUSE)
            if opened.generation == number and known.setdefault(number, total) != total:
                problems.add(f"generation {number} finds {known[number]} and {total}")
            if total not in {_FIRST, _FIRST + _SECOND}:
                problems.add(f"{total} works are found")
    said.write_text(json.dumps({"searches": searches, "problems": sorted(problems)}))


def _left_over(library: SmallLibrary) -> list[str]:
    """Return what of the killed run is still there after the next one."""
    drafts = list((library.index / "drafts").iterdir())
    parts = [path for path in library.place.rglob("*") if path.name.endswith((".tmp", ".part"))]
    return [f"left over: {path.name}" for path in (*drafts, *parts)]


def _night(library: SmallLibrary) -> None:
    settings = Settings(corpus=library.corpus, index=library.index, workers=1)
    with writing(settings.corpus, "nightly"), closing(_open(library)) as catalogue:
        Night(Batch(settings, catalogue)).run()
    tidy(settings)


def _open(library: SmallLibrary) -> Catalogue:
    url = Settings(corpus=library.corpus, index=library.index).catalogue_url
    return Catalogue.open(url, create=True)


def _has_gone(group: int) -> bool:
    """Whether all processes of a group end soon."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            if not lender().servers():
                return True
        time.sleep(0.01)
    return False


FAULT = Fault("kill -9 at random instants of a night", _try_out)
