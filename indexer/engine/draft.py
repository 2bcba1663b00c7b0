"""Blocks into segments aside, and these with a former generation into one that may serve.

Nothing of it needs the writer's lock, so it may take its time while others write. What they
published meanwhile is told by the number of the generation that serves: a candidate takes its place
only if it is the one that it was made from.
"""

from __future__ import annotations

import secrets
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine.blocks import Block
from indexer.engine.durable import sync_tree, write_atomically, writing
from indexer.engine.engine import Built
from indexer.engine.generations import Generations
from indexer.engine.manifest import (
    MANIFEST,
    Manifest,
    SegmentEntry,
    check_files,
    encode_manifest,
    list_files,
)
from indexer.engine.opened import OpenGeneration
from indexer.engine.segments import OpenSegment, join, open_segment
from indexer.engine.slicing import Slice, write_blocks
from indexer.engine.withdrawn import Withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.records.works import Tier

Source = Iterable[Block] | Callable[[Path], Iterable[Slice]]
"""Blocks, or what writes slices into a directory, whose works are in their order."""

_Opener = Callable[[SegmentEntry], OpenSegment]


@dataclass(frozen=True, slots=True)
class Base:
    """A generation that a new one is made from."""

    number: int
    """0 where there was none."""
    manifest: Manifest | None = None
    """None where nothing of it is taken over."""

    @property
    def works(self) -> int:
        """How many it gives."""
        return self.manifest.works if self.manifest else 0


@dataclass
class Draft:
    """Segments that are being written into a directory of their own."""

    generations: Generations
    withdrawn: Withdrawn
    directory: Path
    open_kept: _Opener
    """Opens segments of former generations."""
    entries: list[SegmentEntry] = field(default_factory=list)
    works: set[str] = field(default_factory=set)
    """What has been written, and not dropped since."""
    _opened: dict[str, OpenSegment] = field(default_factory=dict)

    def write(self, source: Source) -> int:
        """Write works, each in the place of what was written of it before; return how many.

        Raises :class:`ValueError` for a work given twice, :class:`DiskFull`.
        """
        slices: defaultdict[Tier, list[Path]] = defaultdict(list)
        given: set[str] = set()
        write = source if callable(source) else partial(write_blocks, source)
        with self._scratch() as scratch:
            for one in write(scratch):
                _add_once(given, one)
                slices[one.tier].append(one.path)
            with writing(self.generations.index):
                entries = [
                    join(self.directory / secrets.token_hex(8), tier, paths)
                    for tier, paths in slices.items()
                ]
        self.drop(given)
        self.entries += entries
        self.works |= given
        return len(given)

    def drop(self, works: Collection[str]) -> None:
        """Forget some of the works that were written."""
        gone = self.works.intersection(works)
        if gone:
            self.entries = without(self.entries, gone, self.open)
            self.works -= gone

    def clear(self) -> None:
        """Forget everything that was written."""
        self.entries = []
        self.works = set()

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprints of the works that were written."""
        return {
            work: fingerprint
            for entry in self.entries
            for work, fingerprint in self.open(entry).fingerprints().items()
        }

    def verify(self) -> None:
        """Read back all that was written. Raises :class:`IndexDamaged`."""
        for entry in self.entries:
            check_files(self.directory / entry.id, entry.files, hashes=True)

    @contextmanager
    def stage(
        self,
        base: Base,
        *,
        attach: Callable[[Path], None],
        analyser_version: str,
        remove: Collection[str] = (),
        night: str = "",
    ) -> Iterator[Candidate]:
        """Give a generation of what was written and what ``base`` holds besides, but ``remove``.

        ``attach`` is called with its directory. Raises :class:`DiskFull` and what
        opening the segments of ``base`` raises.
        """
        former = base.manifest.segments if base.manifest else ()
        kept = without(former, self.works.union(remove), self.open_kept)
        directory = self.directory / f"generation-{secrets.token_hex(4)}"
        with writing(self.generations.index):
            directory.mkdir()
        attach(directory)
        with writing(self.generations.index):
            created = datetime.now(UTC).isoformat(timespec="seconds")
            segments = (*kept, *self.entries)
            manifest = Manifest(analyser_version, created, segments, list_files(directory), night)
            write_atomically(directory / MANIFEST, encode_manifest(manifest))
            sync_tree(directory)
        try:
            yield Candidate(self, base, directory, manifest)
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    def open(self, entry: SegmentEntry) -> OpenSegment:
        """Open a segment of this draft, or of a former generation."""
        directory = self.directory / entry.id
        if not directory.exists():
            return self.open_kept(entry)
        opened = open_segment(directory, entry, self._opened.get(entry.id))
        self._opened[entry.id] = opened
        return opened

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        scratch = self.directory / f"slices-{secrets.token_hex(4)}"
        with writing(self.generations.index):
            scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@dataclass(frozen=True)
class Candidate:
    """A whole generation that does not serve yet; see :class:`indexer.engine.engine.Shelf`."""

    draft: Draft
    base: Base
    directory: Path
    manifest: Manifest

    def current(self) -> int:
        """Return the number that it would get now."""
        return self.draft.generations.next_number()

    def numbers(self) -> list[int]:
        """Return the number that it would get; there is nothing else here."""
        return [self.current()]

    def open(self, number: int = 0) -> OpenGeneration:
        """Open it, to be searched before it serves."""
        number = number or self.current()
        segments = [self.draft.open(entry) for entry in self.manifest.segments]
        hidden = partial(self.draft.withdrawn.works, number)
        return OpenGeneration(number, self.directory, self.manifest, segments, hidden)

    def withdrawn(self, generation: int = 0) -> frozenset[str]:
        """Return the works that it may not show."""
        return self.draft.withdrawn.works(generation or self.current())

    def publish(self, concealed: Collection[str] = ()) -> int | None:
        """Let it serve, if what it was made from serves still; return its number, or None.

        Former generations no longer show the works ``concealed``, should they have to serve again.
        Raises :class:`AnotherWriter`, :class:`DiskFull`.
        """
        generations = self.draft.generations
        with generations.writing(), writing(generations.index):
            if generations.current() != self.base.number:
                return None
            if concealed:
                number = generations.next_number()
                ends = dict.fromkeys(concealed, number)
                self.draft.withdrawn.change(lambda before: ends | _later(before, ends))
            number = generations.publish(self.directory, self._new_segments())
            generations.prune()
        return number

    def built(self, number: int, added: int) -> Built:
        """Return what writing it came to."""
        works = self.manifest.works
        passages = sum(entry.living_passages for entry in self.manifest.segments)
        return Built(number, works, passages, added, works - added)

    def _new_segments(self) -> list[Path]:
        written = [self.draft.directory / entry.id for entry in self.manifest.segments]
        return [directory for directory in written if directory.exists()]


def without(
    entries: Iterable[SegmentEntry], works: Collection[str], opener: _Opener
) -> list[SegmentEntry]:
    """Return the segments that still hold a work, some works deleted."""
    left = (opener(entry).without(works) if works else entry for entry in entries)
    return [entry for entry in left if entry.living_works]


def _later(before: Mapping[str, int], ends: Mapping[str, int]) -> dict[str, int]:
    return {work: max(end, ends.get(work, 0)) for work, end in before.items()}


def _add_once(works: set[str], one: Slice) -> None:
    for work in one.works:
        if work in works:
            message = f"{work} was given twice"
            raise ValueError(message)
        works.add(work)
