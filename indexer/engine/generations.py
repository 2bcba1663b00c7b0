"""An index directory into its generations: one is current, the next is made aside and swapped in.

::

    segments/<id>/                  an immutable segment; several generations may share it
    generations/<n>/manifest.json   which segments, file by file; beside it what was attached
    generations/<n>.aside/          one that was found damaged, or taken back; it serves no more
    drafts/<id>/                    what a process is writing; its lock lasts as long as that
    current                         the number of the generation that serves, and its checksum
    withdrawn                       works that no search may show; see ``withdrawn.py``
    writing.lock                    held by the one process that changes what serves
    merging.lock                    held by the one process that merges

A generation is there once its directory has its final name, and serves once ``current`` names it.
Numbers are never used again, so whoever has one open can tell when another one serves. Whatever a
crash leaves behind is named by nothing, and the next writer sweeps it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zlib import crc32

from indexer.engine.durable import sync_directory, write_atomically, writing
from indexer.engine.lock import FileLock
from indexer.engine.manifest import MANIFEST, read_manifest
from indexer.errors import Failure
from indexer.errors.index import IndexDamaged
from indexer.errors.running import AnotherWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from indexer.engine.manifest import Manifest

PATIENCE = 60.0
"""Seconds for which a writer waits for another, who as a rule is done in some hundredths."""

_ASIDE = ".aside"
_GONE = ".tmp"
_LOCK = "lock"
_PAUSE = 0.02


class Generations:
    """The directories of an index; only paths and names, nothing of what is in a segment."""

    def __init__(self, index: Path, keep: int) -> None:
        """Take the directory ``index`` and how many generations stay, the current one included."""
        self.index = index
        self._keep = max(keep, 1)
        self._pointer = index / "current"
        self._generations = index / "generations"
        self._segments = index / "segments"
        self._drafts = index / "drafts"
        self._held = False

    def current(self) -> int:
        """Return the number of the generation that serves, 0 without one.

        It is the newest where the pointer is not there or does not say: each is whole when it gets
        its number. Raises :class:`IndexDamaged` when the pointer cannot be read.
        """
        try:
            return _decode_pointer(self._pointer.read_bytes()) or self._newest()
        except FileNotFoundError:
            return self._newest()
        except OSError as error:
            raise IndexDamaged(self._pointer, str(error)) from error

    def numbers(self) -> list[int]:
        """Return the current generation and the former ones that are there, newest first."""
        current = self.current()
        former = (number for number in self._numbers() if number < current)
        return [current, *sorted(former, reverse=True)] if current else []

    def aside(self) -> list[int]:
        """Return the generations that were set aside, newest first."""
        return sorted(self._numbers(_ASIDE), reverse=True)

    def next_number(self) -> int:
        """Return the number that the next generation gets."""
        return max([0, *self._numbers(), *self._numbers(_ASIDE)]) + 1

    def directory(self, number: int) -> Path:
        """Return the directory of a generation."""
        return self._generations / str(number)

    def segment(self, name: str) -> Path:
        """Return the directory of a segment."""
        return self._segments / name

    def manifest(self, number: int) -> Manifest:
        """Return the manifest of a generation. Raises what :func:`read_manifest` raises."""
        return read_manifest(self.directory(number) / MANIFEST)

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """Give a new directory on the disk of the index; it is gone, or swept, afterwards.

        Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        with writing(self.index):
            self._make_directories()
            directory, lock = self._new_draft()
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
            lock.release()

    def attach_former(self, number: int, manifest: Manifest, directory: Path) -> None:
        """Attach to a new generation what was attached to the one of ``number``."""
        for entry in manifest.attached:
            path = self.directory(number) / entry.name
            try:
                os.link(path, directory / entry.name)
            except OSError:  # a disk that has no links
                shutil.copyfile(path, directory / entry.name)

    def publish(self, staged: Path, segments: Iterable[Path]) -> int:
        """Make the generation in ``staged`` the current one, with its new segments.

        All of it is on the disk, and the writer's lock is held. Returns its number.
        """
        for directory in segments:
            directory.rename(self.segment(directory.name))
        sync_directory(self._segments)
        number = self.next_number()
        staged.rename(self.directory(number))
        sync_directory(self._generations)
        self._point(number)
        return number

    def set_aside(self, numbers: Collection[int]) -> int:
        """Take generations out of service; return the newest of the others, which serves now.

        The writer's lock is held. Where nothing else is left, nothing is done, and 0 returned.
        """
        left = next((one for one in self.numbers() if one not in numbers), 0)
        if left:
            for number in numbers:
                directory = self.directory(number)
                directory.rename(directory.with_name(f"{number}{_ASIDE}"))
            sync_directory(self._generations)
            self._point(left)
        return left

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock, with leftovers swept; whoever holds it may ask again.

        Raises :class:`AnotherWriter`.
        """
        if self._held:
            yield
            return
        lock = FileLock(self.index / "writing.lock")
        with writing(self.index):
            self._make_directories()
            if not _acquire(lock, PATIENCE):
                holder = f"process {lock.holder()}"
                raise AnotherWriter(holder)
        self._held = True
        try:
            self.sweep()
            yield
        finally:
            self._held = False
            lock.release()

    @contextmanager
    def merging(self) -> Iterator[bool]:
        """Hold the merger's lock, if it is free; yield whether it was."""
        lock = FileLock(self.index / "merging.lock")
        with writing(self.index):
            free = lock.acquire()
        try:
            yield free
        finally:
            lock.release()

    def prune(self) -> None:
        """Remove all but the newest generations and those of the last nights, and their segments.

        Where only one is to stay, nothing of any other one is left.
        """
        numbers = sorted(self._numbers(), reverse=True)
        kept = {*numbers[: self._keep], *self._of_last_nights(numbers)}
        if self._keep == 1:
            kept = set(numbers[:1])
        for number in set(numbers) - kept:
            _remove(self.directory(number))
        last = max(self._of_last_nights(numbers), default=0)
        for number in self._numbers(_ASIDE):
            if number < last or self._keep == 1:
                _remove(self._generations / f"{number}{_ASIDE}")
        self.sweep()

    def sweep(self) -> None:
        """Remove what no generation refers to: the remains of writers that did not end."""
        current = self._readable_current()
        for directory in self._generations.iterdir():
            if directory.name.endswith(_GONE) or _int_or_zero(directory.name) > current:
                _remove(directory)
        for leftover in self.index.glob(f"*{_GONE}"):
            leftover.unlink(missing_ok=True)
        for draft in self._drafts.iterdir():
            _remove_draft(draft)
        named = self.segments()
        if named is not None:
            for directory in self._segments.iterdir():
                if directory.name not in named:
                    _remove(directory)

    def segments(self) -> frozenset[str] | None:
        """Return the names of all segments that generations refer to; none if nobody can tell.

        A generation of another version, or a damaged one, may still serve someone: what it refers
        to is unknown, so everything has to stay until that generation is pruned.
        """
        try:
            manifests = [self.manifest(number) for number in self._numbers()]
        except Failure:
            return None
        return frozenset(entry.id for manifest in manifests for entry in manifest.segments)

    def _of_last_nights(self, numbers: Iterable[int]) -> set[int]:
        """Return the last generation of each of the last nights; ``numbers`` are newest first."""
        nights: dict[str, int] = {}
        for number in numbers:
            try:
                night = self.manifest(number).night
            except Failure:
                continue
            if night:
                nights.setdefault(night, number)
        return {nights[night] for night in list(nights)[: self._keep]}

    def _new_draft(self) -> tuple[Path, FileLock]:
        while True:
            directory = self._drafts / secrets.token_hex(8)
            directory.mkdir()
            lock = FileLock(directory / _LOCK)
            try:
                # A sweeper may have come before the lock was there.
                if lock.acquire() and (directory / _LOCK).exists():
                    return directory, lock
            except FileNotFoundError:
                continue
            lock.release()

    def _make_directories(self) -> None:
        for directory in (self._generations, self._segments, self._drafts):
            directory.mkdir(parents=True, exist_ok=True)

    def _point(self, number: int) -> None:
        write_atomically(self._pointer, _encode_pointer(number))

    def _readable_current(self) -> int:
        """Return the current number; when nobody can tell, the newest, so that nothing is lost."""
        try:
            return self.current()
        except IndexDamaged:
            return self._newest()

    def _newest(self) -> int:
        return max(self._numbers(), default=0)

    def _numbers(self, suffix: str = "") -> list[int]:
        """Return the numbers of the directories that are called by one and ``suffix``."""
        try:
            names = [path.name for path in self._generations.iterdir()]
        except FileNotFoundError:
            return []
        ends = (name.removesuffix(suffix) for name in names if name.endswith(suffix))
        return [number for number in map(_int_or_zero, ends) if number]


def _encode_pointer(number: int) -> str:
    return f"{number} {crc32(str(number).encode()):08x}\n"


def _decode_pointer(content: bytes) -> int:
    """Return the number in ``content``, 0 if it is not what was written."""
    number = _int_or_zero(content.partition(b" ")[0].decode("ascii", "replace"))
    return number if content == _encode_pointer(number).encode() else 0


def _acquire(lock: FileLock, patience: float) -> bool:
    end = time.monotonic() + patience
    while not lock.acquire():
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


def _int_or_zero(name: str) -> int:
    return int(name) if name.isascii() and name.isdigit() else 0


def _remove_draft(directory: Path) -> None:
    """Remove a draft that nobody is writing any more."""
    lock = FileLock(directory / _LOCK)
    try:
        free = lock.acquire()
    except OSError:  # no directory, or one that goes just now
        return
    if free:
        shutil.rmtree(directory, ignore_errors=True)
        lock.release()


def _remove(directory: Path) -> None:
    # Renamed first: nobody meets half a directory, and what fails to go is swept next time.
    aside = directory.with_name(f"{directory.name.partition('.')[0]}.gone{_GONE}")
    try:
        directory.rename(aside)
    except OSError:
        aside = directory
    shutil.rmtree(aside, ignore_errors=True)
