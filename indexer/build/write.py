"""Outlines of works into slices of segments: whoever makes the terms of a work writes them, too.

Processes get shares, works side by side, and hand back the files that they wrote and what they
learnt on the way. The slices come in the order of the works, so that the segment is the same
whatever the number of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.analyse import WorkAnalyser, share_out, worth_processes
from indexer.build.blocks import Outline
from indexer.build.progress import Step
from indexer.engine.slicing import TOKENS_IN_SLICE, Slice, write_blocks
from indexer.retrieval.learning.lessons import Sighting, learn_acronyms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine.blocks import Block

_LARGEST_SHARE = 20_000
"""Pages; as a rule they fill a slice or two."""

SMALLEST_SHARE = 400
"""Pages."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a share."""

    works: int
    slices: tuple[Slice, ...]
    sightings: tuple[Sighting, ...]
    """Of acronyms, in the order of the works."""


@dataclass(frozen=True, slots=True)
class ShareWriter:
    """What a process needs to write shares."""

    analyser: WorkAnalyser
    directory: Path
    tokens: int
    """After which a slice is written."""

    def write(self, share: Sequence[Outline]) -> Written:
        """Write the works of a share. Raises :class:`DiskFull`."""
        sightings: list[Sighting] = []
        blocks = _listen(self.analyser.make_blocks(share), sightings.extend)
        slices = tuple(write_blocks(blocks, self.directory, self.tokens))
        return Written(len(share), slices, tuple(sightings))


@dataclass(frozen=True, slots=True)
class WorkWriter:
    """Writes the slices of works, by so many processes."""

    analyser: WorkAnalyser
    outlines: Sequence[Outline]
    workers: int
    step: Step
    learn: Callable[[Iterable[Sighting]], None]
    """Takes what the works state."""

    def write(self, directory: Path) -> Iterator[Slice]:
        """Write slices into ``directory`` and yield them.

        Raises :class:`WorkerLost`, :class:`DiskFull`.
        """
        if worth_processes(self.outlines, self.workers):
            return self._write_shares(directory)
        return write_blocks(_listen(self._make_blocks(), self.learn), directory)

    def _write_shares(self, directory: Path) -> Iterator[Slice]:
        # All processes together take the memory that one would.
        writer = ShareWriter(self.analyser, directory, TOKENS_IN_SLICE // self.workers)
        parts = shares(self.outlines, self.workers)
        with closing(share_out(writer.write, parts, self.workers)) as done:
            for written in done:
                self.learn(written.sightings)
                yield from written.slices
                self.step.advance(written.works)

    def _make_blocks(self) -> Iterator[Block]:
        for block in self.analyser.make_blocks(self.outlines):
            yield block
            self.step.advance()


def shares(outlines: Sequence[Outline], workers: int) -> Iterator[Sequence[Outline]]:
    """Yield works side by side: many at first, since every slice costs something, few at the end.

    So all processes are done at about the same time ("guided self-scheduling").
    """
    left = sum(outline.pages + 1 for outline in outlines)  # the head is one
    share: list[Outline] = []
    size = pages = 0
    for outline in outlines:
        if not share:
            size = min(max(left // (2 * workers), SMALLEST_SHARE), _LARGEST_SHARE)
        share.append(outline)
        pages += outline.pages + 1
        if pages >= size:
            yield share
            left -= pages
            share, pages = [], 0
    if share:
        yield share


def _listen(
    blocks: Iterable[Block], learn: Callable[[Iterable[Sighting]], None]
) -> Iterator[Block]:
    """Yield ``blocks`` as they are, having learnt from each."""
    for block in blocks:
        learn(learn_acronyms(block))
        yield block
