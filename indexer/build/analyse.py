"""Outlines of works into blocks, on all cores, in their order and with bounded memory."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.blocks import Outline, make_block
from indexer.catalogue.texts import Texts
from indexer.language.analyser import Analyser
from indexer.language.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.build.progress import Step
    from indexer.engine.blocks import Block

_WORTH_PROCESSES = 16
"""So many works take longer to analyse than processes take to start."""

_AHEAD = 4
"""Blocks under way per process: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class _Ingredients:
    """What a process needs to make blocks."""

    corpus: Path
    today: date

    def make(self, outline: Outline) -> Block:
        """Return the block of ``outline``; runs in whatever process calls it."""
        return make_block(outline, Texts(self.corpus), Analyser(segment), self.today)


def make_blocks(
    outlines: Sequence[Outline], corpus: Path, today: date, workers: int, step: Step
) -> Iterator[Block]:
    """Yield the blocks of ``outlines`` in their order."""
    ingredients = _Ingredients(corpus, today)
    if workers < 2 or len(outlines) < _WORTH_PROCESSES:
        for outline in outlines:
            yield ingredients.make(outline)
            step.advance()
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[Block]] = deque()
        for outline in outlines:
            waiting.append(pool.submit(ingredients.make, outline))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
                step.advance()
        while waiting:
            yield waiting.popleft().result()
            step.advance()
