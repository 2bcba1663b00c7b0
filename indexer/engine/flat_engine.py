"""Blocks into generations of flat segments, a generation into a searcher."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.engine.durable import writing
from indexer.engine.engine import Built
from indexer.engine.generations import Generations
from indexer.engine.lexicon import LEXICON, SegmentLexicon
from indexer.engine.manifest import Manifest, SegmentEntry, check_files, list_files
from indexer.engine.opened import OpenGeneration
from indexer.engine.segments import SegmentDraft, WorkRecord, open_part, read_works
from indexer.engine.withdrawn import Withdrawn
from indexer.errors import Failure, IndexDamaged, IndexMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.records.works import Tier

MOST_SEGMENTS = 8
"""More segments than this in a tier make a generation crowded."""

MOST_DELETED = 0.3
"""A greater share of deleted passages makes a generation crowded."""

_OPENING_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _Former:
    """A segment of the former generation with its works that are not deleted."""

    entry: SegmentEntry
    works: tuple[WorkRecord, ...]


class FlatEngine:
    """An :class:`indexer.engine.engine.Engine` on flat segments."""

    def __init__(self, index: Path, keep_generations: int = 2) -> None:
        self._generations = Generations(index, keep_generations)
        self._withdrawn = Withdrawn(index)

    def build(
        self,
        blocks: Iterable[Block],
        *,
        keep: frozenset[str],
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> Built:
        """Write a generation and make it current; see :class:`indexer.engine.engine.Engine`."""
        with self._generations.writing():
            former = self._read_former(analyser_version) if keep else []
            missing = keep - {record.work for part in former for record in part.works}
            if missing:
                message = f"not in the current generation: {', '.join(sorted(missing))}"
                raise ValueError(message)
            added: set[str] = set()
            fresh = self._write_segments(blocks, added)
            segments = [*_keep(former, keep - added), *fresh]
            number = self._publish(tuple(segments), attach, analyser_version)
            self._generations.prune()
            self._forget_withdrawn()
        works, passages = _count(segments)
        return Built(number, works, passages, len(added), works - len(added), _crowded(segments))

    def fingerprints(self, analyser_version: str | None = None) -> dict[str, str]:
        """Return the fingerprints of the works that could be kept."""
        former = self._read_former(analyser_version)
        return {record.work: record.fingerprint for part in former for record in part.works}

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
        number = self._generations.current()
        if not number:
            raise IndexMissing(self._generations.index)
        manifest = self._generations.manifest(number)
        check_files(self._generations.directory(number), manifest.attached, hashes=True)
        for entry in manifest.segments:
            check_files(self._generations.segment(entry.id), entry.files, hashes=True)

    def _open(self, number: int) -> OpenGeneration:
        directory = self._generations.directory(number)
        manifest = self._generations.manifest(number)
        check_files(directory, manifest.attached, hashes=False)
        with ExitStack() as opened:
            parts = []
            for entry in manifest.segments:
                path = self._generations.segment(entry.id)
                part = open_part(path, entry)
                opened.callback(part.segment.close)
                parts.append((part, SegmentLexicon(path / LEXICON)))
            opened.pop_all()
        return OpenGeneration(directory, manifest.analyser, parts, self._withdrawn.works)

    def _read_former(self, analyser_version: str | None) -> list[_Former]:
        """Return what could be kept: nothing of a generation that is damaged or of another kind."""
        try:
            number = self._generations.current()
            if not number:
                return []
            manifest = self._generations.manifest(number)
            if analyser_version not in {None, manifest.analyser}:
                return []
            return [self._read_former_segment(entry) for entry in manifest.segments]
        except Failure:
            return []

    def _read_former_segment(self, entry: SegmentEntry) -> _Former:
        directory = self._generations.segment(entry.id)
        check_files(directory, entry.files, hashes=False)
        deleted = set(entry.deleted)
        records = (record for record in read_works(directory) if record.work not in deleted)
        return _Former(entry, tuple(records))

    def _write_segments(self, blocks: Iterable[Block], added: set[str]) -> list[SegmentEntry]:
        """Write one segment per tier that has blocks; ``added`` takes the works."""
        drafts: dict[Tier, SegmentDraft] = {}
        try:
            for block in blocks:
                _add_once(added, block.work)
                with writing(self._generations.index):
                    if block.tier not in drafts:
                        drafts[block.tier] = SegmentDraft(
                            self._generations.new_segment(), block.tier
                        )
                    drafts[block.tier].add(block)
            with writing(self._generations.index):
                return [draft.finish() for draft in drafts.values()]
        except BaseException:
            for draft in drafts.values():
                draft.cancel()
            raise

    def _publish(
        self,
        segments: tuple[SegmentEntry, ...],
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> int:
        with writing(self._generations.index):
            directory = self._generations.new_generation()
        attach(directory)
        with writing(self._generations.index):
            created = datetime.now(UTC).isoformat(timespec="seconds")
            attached = list_files(directory)
            manifest = Manifest(analyser_version, created, segments, attached)
            return self._generations.publish(directory, manifest)

    def _forget_withdrawn(self) -> None:
        """Drop withdrawn works that no generation on the disk holds any more."""
        entries = self._generations.segments()
        if entries is None or not self._withdrawn.works():
            return
        held = {
            record.work
            for name in entries
            for record in read_works(self._generations.segment(name))
        }
        with writing(self._generations.index):
            self._withdrawn.change(lambda before: before & held)


def _add_once(works: set[str], work: str) -> None:
    if work in works:
        message = f"{work} was given twice"
        raise ValueError(message)
    works.add(work)


def _keep(former: list[_Former], kept: frozenset[str]) -> list[SegmentEntry]:
    """Return the former segments that still hold a kept work, all other works deleted."""
    entries = []
    for part in former:
        gone = [record for record in part.works if record.work not in kept]
        if len(gone) == len(part.works):
            continue
        entries.append(
            replace(
                part.entry,
                deleted=tuple(sorted({*part.entry.deleted, *(one.work for one in gone)})),
                deleted_passages=part.entry.deleted_passages + sum(one.count for one in gone),
            )
        )
    return entries


def _count(segments: list[SegmentEntry]) -> tuple[int, int]:
    works = sum(entry.works - len(entry.deleted) for entry in segments)
    return works, sum(entry.passages - entry.deleted_passages for entry in segments)


def _crowded(segments: list[SegmentEntry]) -> bool:
    per_tier = Counter(entry.tier for entry in segments)
    passages = sum(entry.passages for entry in segments)
    deleted = sum(entry.deleted_passages for entry in segments)
    return max(per_tier.values(), default=0) > MOST_SEGMENTS or deleted > MOST_DELETED * passages
