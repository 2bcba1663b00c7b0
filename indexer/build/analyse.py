"""Outlines of works into blocks, on all cores, in their order and with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from indexer.build.blocks import Outline, make_blocks
from indexer.build.cuts import Cuts
from indexer.errors.running import WorkerLost
from indexer.language.analyser import Analyser
from indexer.language.compounds import Compounds, read_compounds
from indexer.language.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from indexer.build.progress import Step
    from indexer.engine.blocks import Block
    from indexer.settings import Settings

_Item = TypeVar("_Item")
_R = TypeVar("_R")

_WORTH_PROCESSES = 3000
"""So many pages take longer to analyse than processes take to start."""

_PRELOADED = ("indexer.build.write", __name__)
"""What all processes need, loaded once and forked."""

_AHEAD = 4
"""Works under way per process: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class WorkAnalyser:
    """What a process needs to analyse works; small, since it is sent with each of them."""

    corpus: Path
    index: Path
    compounds: Path | None
    """Where the list of compounds lies."""
    today: date

    def make_blocks(self, outlines: Iterable[Outline]) -> Iterator[Block]:
        """Yield the block of each outline."""
        return make_blocks(outlines, self.cuts, self.analyser, self.today)

    @property
    def cuts(self) -> Cuts:
        """The pages of the corpus with their cuts."""
        return Cuts(self.corpus, self.index)

    @property
    def analyser(self) -> Analyser:
        """The analyser with these compounds."""
        return Analyser(segment, compounds_at(self.compounds))


@lru_cache(maxsize=1)
def compounds_at(path: Path | None) -> Compounds:
    """Return the list at ``path``, of which no two that differ may have the same one."""
    return read_compounds(path) if path else Compounds()


def analyse(
    function: Callable[[Outline], _R], outlines: Sequence[Outline], workers: int, step: Step
) -> Generator[_R]:
    """Yield what ``function``, which can be sent to processes, makes of each outline.

    Raises :class:`WorkerLost`.
    """
    if not worth_processes(outlines, workers):
        workers = 1
    for made in share_out(function, outlines, workers):
        yield made
        step.advance()


def worker_count(settings: Settings) -> int:
    """Return how many processes to use at once."""
    return settings.workers or len(os.sched_getaffinity(0))


def worth_processes(outlines: Sequence[Outline], workers: int) -> bool:
    """Tell whether several processes are done sooner than one."""
    pages = sum(outline.pages for outline in outlines)
    return workers > 1 and len(outlines) > 1 and pages >= _WORTH_PROCESSES


def share_out(
    function: Callable[[_Item], _R], items: Iterable[_Item], workers: int
) -> Generator[_R]:
    """Yield what ``function`` makes of each item, in their order, by so many processes.

    Raises :class:`WorkerLost` when one of them ends before it is done.
    """
    if workers < 2:
        yield from map(function, items)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_PRELOADED])
    waiting: deque[Future[_R]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) >= workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost from error
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let this process end when the one that asked for it does: nothing else would end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
