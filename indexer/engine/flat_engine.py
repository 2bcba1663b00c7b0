"""Blocks into generations of flat segments, a generation into a searcher."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from indexer.engine.blocks import Block
from indexer.engine.durable import writing
from indexer.engine.engine import Built
from indexer.engine.generations import Generations
from indexer.engine.manifest import Manifest, SegmentEntry, check_files, list_files
from indexer.engine.merge_policy import choose_merge
from indexer.engine.merging import merge_chosen
from indexer.engine.opened import OpenGeneration
from indexer.engine.segments import OpenSegment, find_held, join, open_segment
from indexer.engine.slicing import Slice, write_blocks
from indexer.engine.withdrawn import Withdrawn
from indexer.errors import AnotherWriter, Failure, IndexDamaged, IndexMissing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from indexer.records.works import Tier

Source = Iterable[Block] | Callable[[Path], Iterable[Slice]]
"""Blocks, or what writes slices into a directory, whose works are in their order."""

_OPENING_ATTEMPTS = 5


class FlatEngine:
    """An :class:`indexer.engine.engine.Engine` on flat segments; threads may share it."""

    def __init__(self, index: Path, keep_generations: int = 2) -> None:
        self._generations = Generations(index, keep_generations)
        self._withdrawn = Withdrawn(index)
        # What some open generation holds is opened once, whatever the number of generations.
        self._opened: WeakValueDictionary[str, OpenSegment] = WeakValueDictionary()

    def build(
        self, source: Source, *, attach: Callable[[Path], None], analyser_version: str
    ) -> Built:
        """Write a generation of nothing else; see :class:`indexer.engine.engine.Engine`."""
        with self._generations.writing():
            fresh, added = self._write(source)
            number = self._publish(fresh, attach, analyser_version)
        return _count(number, fresh, added)

    def change(
        self,
        source: Source,
        *,
        remove: Collection[str] = (),
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> Built:
        """Write a generation out of the current one; see :class:`indexer.engine.engine.Engine`."""
        with self._generations.writing():
            former = self._manifest()
            if former.analyser != analyser_version:
                message = f"the current generation is of the analyser {former.analyser}"
                raise ValueError(message)
            fresh, added = self._write(source)
            kept = self._without(former.segments, added.union(remove))
            number = self._publish([*kept, *fresh], attach, analyser_version)
        return _count(number, [*kept, *fresh], added)

    def crowded(self) -> bool:
        """Whether there is something to merge; see :class:`indexer.engine.engine.Engine`."""
        try:
            return bool(choose_merge(self._manifest().segments))
        except Failure:
            return False

    def merge(self) -> int:
        """Join segments of about the same size; see :class:`indexer.engine.engine.Engine`."""
        merges = 0
        if not self.crowded():
            return merges
        with self._generations.merging() as free:
            while free and (chosen := choose_merge(self._manifest().segments)):
                opened = [self._open_segment(entry) for entry in chosen]
                try:
                    if not merge_chosen(self._generations, opened):
                        return merges
                except AnotherWriter:
                    return merges
                merges += 1
        return merges

    def fingerprints(self, analyser_version: str | None = None) -> dict[str, str]:
        """Return the fingerprints of the works that could be kept."""
        found: dict[str, str] = {}
        try:
            manifest = self._manifest()
            if analyser_version in {None, manifest.analyser}:
                for entry in manifest.segments:
                    found.update(self._open_segment(entry).fingerprints())
        except Failure:
            # Damaged or of another kind: nothing of it can be kept.
            return {}
        return found

    def open(self) -> OpenGeneration:
        """Open the current generation; see :class:`indexer.engine.engine.Engine`."""
        for _ in range(_OPENING_ATTEMPTS):
            number = self._generations.current()
            if not number:
                raise IndexMissing(self._generations.index)
            try:
                return self._open(number)
            except IndexDamaged:
                # It may have been replaced and pruned between reading the pointer and opening.
                if self._generations.current() == number:
                    raise
        raise IndexMissing(self._generations.index)

    def current(self) -> int:
        """Return the number of the current generation, 0 without one."""
        return self._generations.current()

    def directory(self) -> Path:
        """Return the directory of the current generation; it does not exist without one."""
        return self._generations.directory(self._generations.current())

    def withdraw(self, works: Iterable[str]) -> None:
        """Hide works at once."""
        added = frozenset(works)
        with writing(self._generations.index):
            self._withdrawn.change(lambda before: before | added)

    def restore(self, works: Iterable[str]) -> None:
        """Show withdrawn works again."""
        removed = frozenset(works)
        with writing(self._generations.index):
            self._withdrawn.change(lambda before: before - removed)

    def withdrawn(self) -> frozenset[str]:
        """Return the works that are hidden."""
        return self._withdrawn.works()

    def verify(self) -> None:
        """Compare every file of the current generation with its manifest."""
        manifest = self._manifest()
        check_files(self.directory(), manifest.attached, hashes=True)
        for entry in manifest.segments:
            check_files(self._generations.segment(entry.id), entry.files, hashes=True)

    def _manifest(self) -> Manifest:
        """Return the manifest of the current generation. Raises :class:`IndexMissing`."""
        number = self._generations.current()
        if not number:
            raise IndexMissing(self._generations.index)
        return self._generations.manifest(number)

    def _open(self, number: int) -> OpenGeneration:
        directory = self._generations.directory(number)
        manifest = self._generations.manifest(number)
        check_files(directory, manifest.attached, hashes=False)
        segments = [self._open_segment(entry) for entry in manifest.segments]
        return OpenGeneration(directory, manifest.analyser, segments, self._withdrawn.works)

    def _open_segment(self, entry: SegmentEntry) -> OpenSegment:
        opened = self._opened.get(entry.id)
        if opened is None or opened.entry != entry:
            opened = open_segment(self._generations.segment(entry.id), entry, opened)
            self._opened[entry.id] = opened
        return opened

    def _write(self, source: Source) -> tuple[list[SegmentEntry], set[str]]:
        """Write one segment per tier that has blocks; return them, and the works in them."""
        slices: defaultdict[Tier, list[Path]] = defaultdict(list)
        added: set[str] = set()
        write = source if callable(source) else partial(write_blocks, source)
        with self._scratch() as scratch:
            for one in write(scratch):
                _add_once(added, one)
                slices[one.tier].append(one.path)
            with writing(self._generations.index):
                entries = [
                    join(self._generations.new_segment(), tier, paths)
                    for tier, paths in slices.items()
                ]
        return entries, added

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        with writing(self._generations.index):
            scratch = self._generations.new_scratch()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _without(
        self, entries: Sequence[SegmentEntry], works: Collection[str]
    ) -> list[SegmentEntry]:
        """Return the segments that still hold a work, some works deleted."""
        left = (self._open_segment(entry).without(works) for entry in entries)
        return [entry for entry in left if entry.living_works]

    def _publish(
        self,
        segments: Sequence[SegmentEntry],
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> int:
        """Make a generation of ``segments`` the current one; forget what is no longer needed."""
        with writing(self._generations.index):
            directory = self._generations.new_generation()
        attach(directory)
        with writing(self._generations.index):
            created = datetime.now(UTC).isoformat(timespec="seconds")
            attached = list_files(directory)
            manifest = Manifest(analyser_version, created, tuple(segments), attached)
            number = self._generations.publish(directory, manifest)
        self._generations.prune()
        self._forget_withdrawn()
        return number

    def _forget_withdrawn(self) -> None:
        """Drop withdrawn works that no generation on the disk holds any more."""
        withdrawn = self._withdrawn.works()
        names = self._generations.segments() if withdrawn else None
        if names is None:
            return
        directories = (self._generations.segment(name) for name in names)
        held = {work for one in directories for work in find_held(one, withdrawn)}
        with writing(self._generations.index):
            self._withdrawn.change(lambda before: before & held)


def _add_once(works: set[str], one: Slice) -> None:
    for work in one.works:
        if work in works:
            message = f"{work} was given twice"
            raise ValueError(message)
        works.add(work)


def _count(number: int, segments: Iterable[SegmentEntry], added: set[str]) -> Built:
    works = sum(entry.living_works for entry in segments)
    passages = sum(entry.living_passages for entry in segments)
    return Built(number, works, passages, len(added), works - len(added))
