"""Many readers while generations are swapped: no error, and each answer is of one generation.

Each generation gives all works a word of its own in their titles: titles are searched in the
segments and shown from the records, so an answer that mixes two generations has two words, or
works that are not found by the word they show.
"""

from __future__ import annotations

import json
import random
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.today import local_today
from indexer.catalogue.catalogue import Catalogue
from indexer.records.works import Field, Origin, Value
from indexer.retrieval.results import Request
from indexer.settings import Settings
from tests.faults.fault import Fault, Tally
from tests.faults.library import TIERS, SmallLibrary
from tests.forking import end, fork

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.retrieval.library import Library

_WORKS = 5
_PAUSE = 0.02
"""Seconds between two questions of all readers together, so that whoever swaps has time."""


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    readers, swaps = (50, 200) if full else (4, 10)
    library = SmallLibrary(place / "live")
    library.run("add", *library.put(0, _WORKS))
    _swap(library, 0)
    stop = place / "stop"
    files = [place / f"{number}.json" for number in range(readers)]
    pause = readers * _PAUSE
    children = [fork(partial(_read, library, stop, file, pause)) for file in files]
    for number in range(1, swaps + 1):
        _swap(library, number)
    stop.touch()
    ended = [end(child) == 0 for child in children]
    told = [json.loads(file.read_text()) if file.exists() else {} for file in files]
    held = sum(well and not one["problems"] for well, one in zip(ended, told, strict=True))
    searches = sum(one.get("searches", 0) for one in told)
    seen = sum(one.get("generations", 0) for one in told)
    problems = sorted({problem for one in told for problem in one.get("problems", ["died"])})
    note = f"{searches} searches of {readers} readers, who saw {seen / readers:.0f} of {swaps + 1}"
    return Tally(readers, held, "; ".join([f"{note} generations each", *problems[:5]]))


def _swap(library: SmallLibrary, number: int) -> None:
    """Give all works the title of generation ``number``, and let it serve."""
    settings = Settings(corpus=library.corpus, index=library.index, workers=1)
    title = Value(Field.TITLE, f"Báo cáo {_canary(number)}", Origin.CONFIRMED)
    with Catalogue.open(settings.catalogue_url, create=False) as catalogue:
        with catalogue.write() as view:
            for work in view.works.all():
                others = [one for one in work.values if one.field is not Field.TITLE]
                view.works.replace(replace(work, values=(title, *others)))
        Batch(settings, catalogue).index()


def _canary(number: int) -> str:
    """Return a word that stands for a number and is like no other."""
    return "qx" + "".join("bcdghklmnp"[int(digit)] for digit in f"{number:04}")


def _read(library: SmallLibrary, stop: Path, file: Path, pause: float) -> None:
    chance = random.Random(file.name)  # noqa: S311 - pauses, no secret
    searches, generations, problems = 0, set(), set()
    with closing(library.open()) as opened:
        while not stop.exists():
            opened.refresh()
            problems |= _mixed(opened)
            searches += 2
            generations.add(opened.generation)
            time.sleep(chance.uniform(0, 2 * pause))
    told = {"searches": searches, "generations": len(generations), "problems": sorted(problems)}
    file.write_text(json.dumps(told))


def _mixed(opened: Library) -> set[str]:
    """Return what shows that an answer is not of one whole generation."""
    problems = set()
    results = opened.search(Request("công tác", TIERS, limit=50), local_today())
    words = {hit.work.first(Field.TITLE).split()[-1] for hit in results.hits}
    if (results.total, len(results.hits), len(words)) != (_WORKS, _WORKS, 1):
        problems.add(f"{results.total} works with the words of {len(words)} generations")
    for word in words:
        again = opened.search(Request(word, TIERS, limit=50), local_today())
        shown = [hit for hit in again.hits if word in hit.work.first(Field.TITLE).split()]
        if (again.total, len(shown)) != (_WORKS, _WORKS):
            problems.add(f"{again.total} works are found by the word of their generation")
    return problems


FAULT = Fault("readers while generations are swapped", _try_out)
