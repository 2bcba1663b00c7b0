"""An index directory into its generations: one is current, the next is built aside and swapped in.

::

    segments/<id>/                  an immutable segment; several generations may share it
    generations/<n>/manifest.json   which segments, file by file; beside it what was attached
    current                         the number of the generation that serves
    withdrawn                       works that no search may show, one id a line
    writing.lock                    held by the one process that writes
    merging.lock                    held by the one process that merges, into segments/<id>.merging

A generation is there once its directory has its final name, and serves once ``current`` names it.
Whatever a crash leaves behind is named by neither, and the next writer sweeps it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.engine.durable import sync_directory, sync_tree, write_atomically, writing
from indexer.engine.lock import FileLock
from indexer.engine.manifest import MANIFEST, encode_manifest, read_manifest
from indexer.errors import AnotherWriter, Failure, IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engine.manifest import Manifest

PATIENCE = 2.0
"""Seconds for which a writer waits for another: a merge publishes in some hundredths of one."""

_ASIDE = ".tmp"
_MERGING = ".merging"
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

    def current(self) -> int:
        """Return the number of the generation that serves, 0 without one.

        Raises :class:`IndexDamaged` when the pointer is no number or cannot be read.
        """
        try:
            return int(self._pointer.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError) as error:
            raise IndexDamaged(self._pointer, str(error)) from error

    def directory(self, number: int) -> Path:
        """Return the directory of a generation."""
        return self._generations / str(number)

    def segment(self, name: str) -> Path:
        """Return the directory of a segment."""
        return self._segments / name

    def manifest(self, number: int) -> Manifest:
        """Return the manifest of a generation. Raises what :func:`read_manifest` raises."""
        return read_manifest(self.directory(number) / MANIFEST)

    def new_segment(self) -> Path:
        """Return a directory for a segment; nothing is there yet."""
        return self._segments / secrets.token_hex(8)

    def new_scratch(self) -> Path:
        """Return a new, empty directory for slices, on the same disk as the segments."""
        directory = self._segments / f"{secrets.token_hex(8)}{_ASIDE}"
        directory.mkdir()
        return directory

    def new_merged(self) -> Path:
        """Return a directory for a segment that no writer sweeps while :meth:`merging`."""
        return self._segments / f"{secrets.token_hex(8)}{_MERGING}"

    def take_over(self, merged: Path) -> str:
        """Give what :meth:`new_merged` gave its final name; return it."""
        final = merged.with_name(merged.name.removesuffix(_MERGING))
        merged.rename(final)
        return final.name

    def attach_former(self, number: int, manifest: Manifest, directory: Path) -> None:
        """Attach to a new generation what was attached to the one of ``number``."""
        for entry in manifest.attached:
            path = self.directory(number) / entry.name
            try:
                os.link(path, directory / entry.name)
            except OSError:  # a disk that has no links
                shutil.copyfile(path, directory / entry.name)

    def new_generation(self) -> Path:
        """Return a new directory, aside, in which a generation is put together."""
        number = max(self._numbers(), default=0) + 1
        directory = self._generations / f"{number}{_ASIDE}"
        directory.mkdir()
        return directory

    def publish(self, directory: Path, manifest: Manifest) -> int:
        """Make what :meth:`new_generation` gave the current generation; return its number."""
        write_atomically(directory / MANIFEST, encode_manifest(manifest))
        sync_tree(directory)
        sync_directory(self._segments)
        number = int(directory.name.removesuffix(_ASIDE))
        directory.rename(self.directory(number))
        sync_directory(self._generations)
        write_atomically(self._pointer, f"{number}\n")
        return number

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock, with the directories made and leftovers swept.

        Raises :class:`AnotherWriter`.
        """
        lock = FileLock(self.index / "writing.lock")
        with writing(self.index):
            for directory in (self._generations, self._segments):
                directory.mkdir(parents=True, exist_ok=True)
            if not _acquire(lock, PATIENCE):
                holder = f"process {lock.holder()}"
                raise AnotherWriter(holder)
        try:
            self.sweep()
            yield
        finally:
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
        """Remove all but the newest generations, and what none of the rest refers to."""
        for number in sorted(self._numbers())[: -self._keep]:
            _remove(self.directory(number))
        self.sweep()

    def sweep(self) -> None:
        """Remove what no generation refers to: the remains of writers that did not end."""
        current = self._readable_current()
        for directory in self._generations.iterdir():
            if directory.name.endswith(_ASIDE) or _int_or_zero(directory.name) > current:
                _remove(directory)
        for leftover in self.index.glob(f"*{_ASIDE}"):
            leftover.unlink(missing_ok=True)
        named = self.segments()
        if named is None:
            return
        with self.merging() as free:
            for directory in self._segments.iterdir():
                swept = free or not directory.name.endswith(_MERGING)
                if swept and directory.name not in named:
                    _remove(directory)

    def segments(self) -> frozenset[str] | None:
        """Return the names of all segments that a generation refers to; none if nobody can tell.

        A generation of another version, or a damaged one, may still serve someone: what it refers
        to is unknown, so everything has to stay until that generation is pruned.
        """
        try:
            manifests = [self.manifest(number) for number in self._numbers()]
        except Failure:
            return None
        return frozenset(entry.id for manifest in manifests for entry in manifest.segments)

    def _readable_current(self) -> int:
        """Return the current number; when nobody can tell, the newest, so that nothing is lost."""
        try:
            return self.current()
        except IndexDamaged:
            return max(self._numbers(), default=0)

    def _numbers(self) -> list[int]:
        found = (_int_or_zero(path.name) for path in self._generations.iterdir())
        return [number for number in found if number]


def _acquire(lock: FileLock, patience: float) -> bool:
    end = time.monotonic() + patience
    while not lock.acquire():
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


def _int_or_zero(name: str) -> int:
    return int(name) if name.isascii() and name.isdigit() else 0


def _remove(directory: Path) -> None:
    # Renamed first: nobody meets half a directory, and what fails to go is swept next time.
    aside = directory.with_name(f"{directory.name.removesuffix(_ASIDE)}.gone{_ASIDE}")
    try:
        directory.rename(aside)
    except OSError:
        aside = directory
    shutil.rmtree(aside, ignore_errors=True)
