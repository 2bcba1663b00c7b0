"""Blocks into generations of flat segments, a generation into a searcher."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from indexer.engine.draft import Base, Candidate, Draft, Source
from indexer.engine.durable import writing
from indexer.engine.engine import Built, Examined
from indexer.engine.generations import Generations
from indexer.engine.manifest import check_files
from indexer.engine.merge_policy import choose_merge
from indexer.engine.merging import merge_chosen
from indexer.engine.opened import OpenGeneration
from indexer.engine.segments import OpenSegment, find_held, open_segment
from indexer.engine.withdrawn import EVERY, Withdrawn, withdraw
from indexer.errors import Failure
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong, WithdrawnDamaged
from indexer.errors.running import AnotherWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from indexer.engine.manifest import Manifest, SegmentEntry

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
        with self.draft() as draft:
            added = draft.write(source)
            with (
                self.hold(),
                draft.stage(
                    Base(self.current()), attach=attach, analyser_version=analyser_version
                ) as candidate,
            ):
                return self._publish(candidate, added)

    def change(
        self,
        source: Source,
        *,
        remove: Collection[str] = (),
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> Built:
        """Write a generation out of the current one; see :class:`indexer.engine.engine.Engine`."""
        self._check_analyser(self._manifest(), analyser_version)
        with self.draft() as draft:
            added = draft.write(source)
            with self.hold():
                base = Base(self.current(), self._manifest())
                self._check_analyser(base.manifest, analyser_version)
                with draft.stage(
                    base, attach=attach, analyser_version=analyser_version, remove=remove
                ) as candidate:
                    return self._publish(candidate, added)

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """Begin what may become a generation; see :class:`indexer.engine.engine.Engine`."""
        with self._generations.drafting() as directory:
            yield Draft(self._generations, self._withdrawn, directory, self._open_segment)

    def hold(self) -> AbstractContextManager[None]:
        """Let nobody else change what serves; see :class:`indexer.engine.engine.Engine`."""
        return self._generations.writing()

    def base(self, analyser_version: str | None = None) -> Base:
        """Return the current generation as a base, if it is of that analyser; see ``Engine``."""
        number = self._generations.current()
        try:
            manifest = self._generations.manifest(number) if number else None
        except Failure:
            manifest = None
        if manifest is not None and analyser_version not in {None, manifest.analyser}:
            manifest = None
        return Base(number, manifest)

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

    def fingerprints(self, base: Base | None = None) -> dict[str, str]:
        """Return the fingerprints of the works that could be kept."""
        found: dict[str, str] = {}
        manifest = (base or self.base()).manifest
        try:
            for entry in manifest.segments if manifest else ():
                found.update(self._open_segment(entry).fingerprints())
        except IndexDamaged:
            # Nothing of it can be kept.
            return {}
        return found

    def open(self, number: int = 0) -> OpenGeneration:
        """Open a generation, else the current one; see :class:`indexer.engine.engine.Engine`."""
        if number:
            return self._open(number)
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

    def numbers(self) -> list[int]:
        """Return the generations that may serve, the current one first, then the former."""
        return self._generations.numbers()

    def aside(self) -> list[int]:
        """Return the generations that were set aside, newest first."""
        return self._generations.aside()

    def night(self, number: int) -> str:
        """Return the night that a generation is of, if any. Raises what :meth:`open` raises."""
        return self._generations.manifest(number).night

    def segments(self, number: int) -> frozenset[str]:
        """Return the names of a generation's segments. Raises what :meth:`open` raises."""
        return frozenset(entry.id for entry in self._generations.manifest(number).segments)

    def directory(self, number: int = 0) -> Path:
        """Return the directory of a generation, else of the current one."""
        return self._generations.directory(number or self._generations.current())

    def withdraw(self, works: Iterable[str]) -> None:
        """Hide works at once."""
        withdraw(self._generations.index, works)

    def restore(self, works: Iterable[str]) -> None:
        """Show withdrawn works again, from the current generation on."""
        number = self._generations.current()
        with writing(self._generations.index):
            self._withdrawn.change(
                lambda before: before | {work: number for work in works if work in before}
            )

    def withdrawn(self, generation: int = 0) -> frozenset[str]:
        """Return the works that are hidden in a generation, else in the current one."""
        return self._withdrawn.works(generation or self._generations.current())

    def has_withdrawn(self) -> bool:
        """Whether any work is hidden in any generation. Raises :class:`WithdrawnDamaged`."""
        return bool(self._withdrawn.bounds())

    def mend_withdrawn(self, works: Iterable[str]) -> bool:
        """Where the list of hidden works is damaged, make it anew; return whether it was.

        ``works`` are all that may not be shown now. What former generations may not show is
        unknown then, so they are gone.
        """
        try:
            self._withdrawn.bounds()
        except WithdrawnDamaged:
            with self.hold(), writing(self._generations.index):
                Generations(self._generations.index, 1).prune()
                self._withdrawn.replace(dict.fromkeys(works, EVERY))
            return True
        return False

    def verify(self) -> None:
        """Compare every file of the current generation with its manifest."""
        number = self._generations.current()
        if not number:
            raise IndexMissing(self._generations.index)
        self._examine(number, {})

    def examine(self) -> tuple[Examined, ...]:
        """Read all generations; see :class:`indexer.engine.engine.Engine`."""
        known: dict[str, IndexDamaged | None] = {}
        examined = []
        for number in self.numbers():
            works, failure = 0, None
            try:
                works = self._examine(number, known)
            except (IndexDamaged, IndexVersionWrong) as error:
                failure = error
            examined.append(Examined(number, works, failure))
        return tuple(examined)

    def set_aside(self, numbers: Collection[int]) -> int:
        """Take generations out of service; see :class:`indexer.engine.engine.Engine`."""
        with self.hold(), writing(self._generations.index):
            return self._generations.set_aside(numbers)

    def forget_withdrawn(self) -> None:
        """Drop lines of the list of hidden works that hide nothing any more."""
        bounds = self._withdrawn.bounds()
        names = self._names_by_generation() if bounds else {}
        if names is None:
            return
        held: dict[str, set[str]] = {}
        for name in frozenset[str]().union(*names.values()):
            held[name] = find_held(self._generations.segment(name), bounds)

        def hides(work: str, end: int) -> bool:
            asked = (held[name] for number, own in names.items() if number < end for name in own)
            return any(work in works for works in asked)

        with writing(self._generations.index):
            self._withdrawn.change(
                lambda before: {
                    work: end
                    for work, end in before.items()
                    if bounds.get(work) != end or hides(work, end)
                }
            )

    def _names_by_generation(self) -> Mapping[int, frozenset[str]] | None:
        names = {}
        for number in self.numbers():
            try:
                names[number] = self.segments(number)
            except Failure:
                return None
        return names

    def _publish(self, candidate: Candidate, added: int) -> Built:
        number = candidate.publish()
        if number is None:
            message = "the writer's lock is held"
            raise RuntimeError(message)
        self.forget_withdrawn()
        return candidate.built(number, added)

    def _check_analyser(self, manifest: Manifest | None, wanted: str) -> None:
        if manifest is not None and manifest.analyser != wanted:
            message = f"the current generation is of the analyser {manifest.analyser}"
            raise ValueError(message)

    def _manifest(self) -> Manifest:
        """Return the manifest of the current generation. Raises :class:`IndexMissing`."""
        number = self._generations.current()
        if not number:
            raise IndexMissing(self._generations.index)
        return self._generations.manifest(number)

    def _examine(self, number: int, known: dict[str, IndexDamaged | None]) -> int:
        """Read all files of a generation, but segments that are ``known``; return its works."""
        manifest = self._generations.manifest(number)
        check_files(self.directory(number), manifest.attached, hashes=True)
        for entry in manifest.segments:
            if entry.id not in known:
                known[entry.id] = self._find_damage(entry)
            if (damage := known[entry.id]) is not None:
                raise damage
        return manifest.works

    def _find_damage(self, entry: SegmentEntry) -> IndexDamaged | None:
        try:
            check_files(self._generations.segment(entry.id), entry.files, hashes=True)
        except IndexDamaged as damage:
            return damage
        return None

    def _open(self, number: int) -> OpenGeneration:
        directory = self._generations.directory(number)
        manifest = self._generations.manifest(number)
        check_files(directory, manifest.attached, hashes=False)
        segments = [self._open_segment(entry) for entry in manifest.segments]
        hidden = partial(self._withdrawn.works, number)
        return OpenGeneration(number, directory, manifest, segments, hidden)

    def _open_segment(self, entry: SegmentEntry) -> OpenSegment:
        opened = self._opened.get(entry.id)
        if opened is None or opened.entry != entry:
            opened = open_segment(self._generations.segment(entry.id), entry, opened)
            self._opened[entry.id] = opened
        return opened
