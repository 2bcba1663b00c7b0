"""Many readers while generations are swapped: no error, and each answer is of one generation."""

from __future__ import annotations

import json
import multiprocessing
import time
from contextlib import closing
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Plan
from tests.engine.making import PUBLIC, build, make_block, word
from tests.faults.fault import Fault, Tally

if TYPE_CHECKING:
    from pathlib import Path

_WORKS = 5


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    readers, swaps = (50, 200) if full else (4, 10)
    index = place / "index"
    engine = FlatEngine(index)
    _swap(engine, 0)
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    files = [place / f"{number}.json" for number in range(readers)]
    processes = [context.Process(target=_read, args=(index, stop, file)) for file in files]
    for process in processes:
        process.start()
    while not all(file.exists() for file in files):
        time.sleep(0.05)
    for number in range(1, swaps + 1):
        _swap(engine, number)
    stop.set()
    for process in processes:
        process.join()
    told = [json.loads(file.read_text()) for file in files]
    held = sum(process.exitcode == 0 for process in processes)
    held -= sum(bool(one["mixed"]) for one in told)
    note = f"{sum(one['searches'] for one in told)} searches of {readers} readers, {swaps} swaps"
    return Tally(readers, held, note)


def _swap(engine: FlatEngine, number: int) -> None:
    build(engine, [make_block(f"{number}-{one}", "", ["a"]) for one in range(_WORKS)])


def _read(index: Path, stop: multiprocessing.synchronize.Event, file: Path) -> None:
    engine = FlatEngine(index)
    searches = mixed = 0
    file.write_text(json.dumps({"searches": 0, "mixed": 0}))
    while not stop.is_set():
        with closing(engine.open()) as searcher:
            works = searcher.search(Plan(PUBLIC, word("a"))).works
        numbers = {found.work.split("-")[0] for found in works}
        mixed += len(works) != _WORKS or len(numbers) != 1
        searches += 1
    file.write_text(json.dumps({"searches": searches, "mixed": mixed}))


FAULT = Fault("readers while generations are swapped", _try_out)
