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
import sys
import time
import traceback
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.lock import writing
from indexer.build.night import Night
from indexer.build.tidying import tidy
from indexer.build.today import local_today
from indexer.catalogue.catalogue import Catalogue
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.files import SourceKind
from indexer.records.works import Field, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request
from indexer.settings import Settings
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FIRST, _SECOND = 40, 20
_QUERIES = ("công tác", "hop tac quoc te", "Viêng Chăn", '"đào tạo cán bộ"', "seoul tháng năm")
_TIERS = frozenset({Tier.PUBLIC})
_PATIENCE = 20.0
"""Seconds after which what a killed process started must have ended, too."""

_SEED = 6

_Answers = list[tuple[int, list[tuple[str, float, tuple[int, ...]]]]]


@dataclass(frozen=True, slots=True)
class _Said:
    """What came of a try for whoever searched meanwhile."""

    searches: int
    problems: list[str]


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    library = SmallLibrary(place / "live")
    sources = SmallLibrary(place / "sources")
    state = _prepare(library, sources, place / "state")
    started = time.monotonic()
    _end(_fork(lambda: _night(library)))
    seconds = time.monotonic() - started
    wanted = _answers(library)
    chance = random.Random(_SEED)  # noqa: S311 - instants, no secret
    tries = 500 if full else 2
    broken, searches = [], 0
    for number in range(tries):
        instant = seconds * (chance.uniform(0.8, 1.05) if number % 3 else chance.uniform(0, 1.05))
        _put_back(state, library)
        said = _search_during(library, place / "said.json", partial(_disturb, library, instant))
        searches += said.searches
        problems = [*said.problems, *_left_over(library)]
        if _answers(library) != wanted:
            problems.append("other answers than without the kill")
        if problems:
            broken.append(f"{number} at {instant:.3f} s: {'; '.join(problems)}")
    note = f"{seconds:.2f} s a night, {searches} searches meanwhile"
    return Tally(tries, tries - len(broken), "; ".join([note, *broken[:5]]))


def _prepare(library: SmallLibrary, sources: SmallLibrary, state: Path) -> Path:
    """Run a first night, let more documents come, keep how things stand then."""
    sources.put(0, _FIRST)
    library.corpus.mkdir(parents=True)
    with closing(_open(library)) as catalogue, catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(sources.documents))
    _end(_fork(lambda: _night(library)))
    sources.put(_FIRST, _SECOND)
    shutil.copytree(library.place, state)
    return state


def _put_back(state: Path, library: SmallLibrary) -> None:
    shutil.rmtree(library.place)
    shutil.copytree(state, library.place)


def _disturb(library: SmallLibrary, instant: float) -> list[str]:
    """Kill a night, look for what it left running, and run it again."""
    process = _fork(lambda: _night(library))
    time.sleep(instant)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    problems = [] if _has_gone(process) else ["processes that it started run on"]
    code = _end(_fork(lambda: _night(library)))
    return problems if code == 0 else [*problems, f"the next night ended with {code}"]


def _search_during(library: SmallLibrary, said: Path, work: Callable[[], list[str]]) -> _Said:
    """Let a process search while ``work`` is done; return what it has to say, problems of both."""
    stop = said.with_name("stop")
    stop.unlink(missing_ok=True)
    searcher = _fork(lambda: _search_on(library, said, stop))
    problems = work()
    stop.touch()
    code = _end(searcher)
    if code != 0:
        return _Said(0, [*problems, f"the searcher ended with {code}"])
    told = json.loads(said.read_text())
    return _Said(told["searches"], [*problems, *told["problems"]])


def _search_on(library: SmallLibrary, said: Path, stop: Path) -> None:
    """Search until ``stop`` is there: each answer must be that of one whole generation."""
    searches, problems = 0, set()
    known: dict[int, int] = {}
    with closing(Library.open(library.index, Analyser(segment))) as opened:
        while not stop.exists():
            opened.refresh()
            number = opened.generation
            total = opened.search(Request(_QUERIES[0], _TIERS), local_today()).total
            searches += 1
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


def _answers(library: SmallLibrary) -> _Answers:
    """Return what is found; ids are made by chance and left out."""
    found: _Answers = []
    with closing(Library.open(library.index, Analyser(segment))) as opened:
        for query in _QUERIES:
            results = opened.search(Request(query, _TIERS, limit=100), local_today())
            hits = [
                (hit.work.first(Field.TITLE), hit.score, tuple(page.page for page in hit.pages))
                for hit in results.hits
            ]
            found.append((results.total, sorted(hits)))
    return found


def _night(library: SmallLibrary) -> None:
    settings = Settings(corpus=library.corpus, index=library.index, workers=1)
    with writing(settings.corpus, "nightly"), closing(_open(library)) as catalogue:
        Night(Batch(settings, catalogue)).run()
    tidy(settings)


def _open(library: SmallLibrary) -> Catalogue:
    url = Settings(corpus=library.corpus, index=library.index).catalogue_url
    return Catalogue.open(url, create=True)


def _fork(work: Callable[[], object]) -> int:
    """Do ``work`` in a child, whose process group is its own; return its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setpgid(0, 0)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a child must never come back
        traceback.print_exc()
    os._exit(code)


def _end(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _has_gone(group: int) -> bool:
    """Whether all processes of a group end soon."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


FAULT = Fault("kill -9 at random instants of a night", _try_out)
