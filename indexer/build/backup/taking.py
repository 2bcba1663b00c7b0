"""A library in use into a backup that holds one state of it, whole.

The catalogue is copied first, then what it speaks of. Originals and texts are stored before the
catalogue knows them, so all of them are there, unless one is purged or refused just then: the
catalogue says so before the file is erased, hence a newer copy of it no longer speaks of that file,
and is taken. Nothing of a former backup is removed before the new one holds.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.build.backup.manifest import (
    FORMAT,
    LOCK_NAME,
    MANIFEST_NAME,
    Manifest,
    catalogue_name,
    read_manifest,
    write_manifest,
)
from indexer.build.backup.stock import Carried, Stock
from indexer.build.progress import Progress
from indexer.catalogue.atomic import refusals, sync_directory
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.copying import Copied, catalogue_file, copy_catalogue, inspect_copy
from indexer.catalogue.originals import hash_file
from indexer.engine.lock import FileLock
from indexer.errors.backups import BackupMisplaced, BackupUnusable, BackupWouldForget
from indexer.errors.catalogue import CatalogueMissing
from indexer.errors.running import AnotherWriter
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTEMPTS = 5
_FORGOTTEN_SHARE, _FORGOTTEN_FILES = 0.1, 5
_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Taken:
    """What a backup came to."""

    works: int
    files: int
    """Files that its catalogue speaks of."""
    copied: int
    """Originals and texts that it did not hold before."""
    bytes: int
    removed: int
    """Files of which it holds nothing any more, since they were purged or refused."""
    mended: int
    """Damaged ones that were copied anew."""
    lost: tuple[str, ...]
    """Hashes of files whose original is missing or damaged in the corpus."""


@dataclass(frozen=True, slots=True)
class BackupTaker:
    """Takes backups of one library in one directory."""

    settings: Settings
    directory: Path
    progress: Progress

    def take(self, *, verify: bool = False, forget: bool = False) -> Taken:
        """Bring the backup in line with the library as it is now.

        ``verify`` reads all that the backup holds already; ``forget`` lets it drop many files.
        Raises :class:`BackupMisplaced`, :class:`BackupWouldForget`, :class:`AnotherWriter`,
        :class:`CatalogueMissing`, :class:`CatalogueUnreachable`,
        :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        self._check_catalogue()
        self._check_place()
        with self._alone():
            stock = Stock.below(self.directory)
            stock.sweep()
            mended = self._mend(stock) if verify else 0
            return self._take(stock, mended, forget=forget)

    def _take(self, stock: Stock, mended: int, *, forget: bool) -> Taken:
        with refusals(self.directory), TemporaryDirectory(dir=self.directory, prefix=".") as place:
            copy = Path(place) / "catalogue.sqlite"
            taken, copied, carried = self._copy(copy, stock)
            if not forget:
                self._check_shrinking(copied)
            self._publish(copy, taken, copied)
        removed = stock.keep_only(copied.files)
        return Taken(
            works=copied.works,
            files=len(copied.files),
            copied=carried.files,
            bytes=carried.bytes,
            removed=removed,
            mended=mended,
            lost=tuple(sorted(carried.lost)),
        )

    def _copy(self, copy: Path, stock: Stock) -> tuple[datetime, Copied, Carried]:
        """Copy the catalogue, and all that it speaks of, until nothing vanishes meanwhile."""
        corpus = Stock.below(self.settings.corpus)
        lost: frozenset[str] | None = None
        files = size = 0
        for _ in range(_ATTEMPTS):
            copy.unlink(missing_ok=True)
            taken = datetime.now(UTC)
            copy_catalogue(self.settings.catalogue_url, copy)
            copied = inspect_copy(copy)
            with self.progress.step("copy", len(copied.files)) as step:
                carried = stock.take_from(corpus, copied.files, step)
            files, size = files + carried.files, size + carried.bytes
            if not carried.lost or carried.lost == lost:
                break
            lost = carried.lost
        return taken, copied, Carried(files, size, carried.lost)

    def _mend(self, stock: Stock) -> int:
        total = sum(1 for _ in stock.originals.hashes()) + len(stock.texts.containers())
        with self.progress.step("verify", total) as step:
            return stock.remove_damaged(step)

    def _publish(self, copy: Path, taken: datetime, copied: Copied) -> None:
        """Make the copied catalogue the one that holds, and forget the former ones."""
        copy.chmod(0o600)
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        sha256 = hash_file(copy).sha256
        name = catalogue_name(sha256)
        copy.replace(self.directory / name)
        sync_directory(self.directory)
        manifest = Manifest(
            FORMAT, taken, version("kyyeu"), sha256, copied.works, len(copied.files)
        )
        write_manifest(self.directory, manifest)
        for former in self.directory.glob(catalogue_name("*")):
            if former.name != name:
                former.unlink()

    def _check_shrinking(self, copied: Copied) -> None:
        """Raise :class:`BackupWouldForget` where a corpus has lost what its backup still has."""
        try:
            former = inspect_copy(read_manifest(self.directory).catalogue_in(self.directory))
        except BackupUnusable:
            return
        gone = len(former.files.keys() - copied.files.keys())
        if gone >= max(_FORGOTTEN_FILES, _FORGOTTEN_SHARE * len(former.files)):
            raise BackupWouldForget(self.directory, gone, len(former.files))

    def _check_catalogue(self) -> None:
        url = self.settings.catalogue_url
        file = catalogue_file(url)
        if file is None:
            Catalogue.open(url, create=False).close()
        elif not file.is_file():
            raise CatalogueMissing(str(file))

    def _check_place(self) -> None:
        place = self.directory.resolve()
        for name in ("corpus", "index"):
            kept = getattr(self.settings, name).resolve()
            if place.is_relative_to(kept) or kept.is_relative_to(place):
                raise BackupMisplaced(self.directory, f"it and {kept} lie within one another")
        if place.exists() and not place.is_dir():
            raise BackupMisplaced(self.directory, "it is no directory")
        with refusals(self.directory):
            place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            names = {path.name for path in place.iterdir()} - {"lost+found"}
        if names and not names & {MANIFEST_NAME, LOCK_NAME}:
            raise BackupMisplaced(self.directory, "it holds something else")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = FileLock(self.directory / LOCK_NAME)
        with refusals(self.directory):
            free = lock.acquire()
        if not free:
            holder = f"backup, process {lock.holder()}"
            raise AnotherWriter(holder)
        try:
            with suppress(OSError):  # a share that knows no rights
                self.directory.chmod(_PRIVATE)
            yield
        finally:
            lock.release()
