"""A library's settings into where the catalogue of a backup goes: a file, or a database server.

It is made ready beside its place and put there last. What it replaces is kept in the corpus.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from indexer.catalogue.atomic import refusals, sync_directory
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.copying import catalogue_file
from indexer.catalogue.filesystems import check_disk
from indexer.errors.catalogue import CatalogueMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.settings import Settings

_BESIDE = ("-wal", "")
"""What SQLite calls the files of a database; the log goes aside before what it belongs to."""


class Seat(Protocol):
    """Where the catalogue of a library lies."""

    def is_taken(self) -> bool:
        """Tell whether a catalogue is there. Raises what keeps it from being replaced."""

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Give where the SQLite file of the new one is made ready."""

    def put(self, aside: Path) -> str:
        """Let the catalogue in ``aside`` take its place.

        Return what the former one is called now in the corpus, empty if there was none.
        """


def seat_of(settings: Settings) -> Seat:
    """Return where the catalogue of ``settings`` lies."""
    file = catalogue_file(settings.catalogue_url)
    if file is not None:
        return _FileSeat(file)
    return _ServerSeat(settings.catalogue_url, settings.corpus)


@dataclass(frozen=True, slots=True)
class _FileSeat:
    target: Path

    def is_taken(self) -> bool:
        check_disk(self.target)
        return self.target.exists()

    @contextmanager
    def beside(self) -> Iterator[Path]:
        aside = self.target.with_name(f"{self.target.stem}.restored.part")
        _remove_journal(aside)
        yield aside

    def put(self, aside: Path) -> str:
        with refusals(self.target):
            kept = self._move_aside()
            # The log of another database would be taken for the new one's.
            _remove_journal(self.target)
            aside.replace(self.target)
            sync_directory(self.target.parent)
        return kept

    def _move_aside(self) -> str:
        """Rename the former catalogue and its log; return its new name, empty without one."""
        if not self.target.exists():
            return ""
        kept = self.target.with_name(_kept(self.target.stem))
        for suffix in _BESIDE:
            former = self.target.with_name(self.target.name + suffix)
            if former.exists():
                former.rename(kept.with_name(kept.name + suffix))
        return kept.name


@dataclass(frozen=True, slots=True)
class _ServerSeat:
    url: str
    corpus: Path

    def is_taken(self) -> bool:
        try:
            Catalogue.open(self.url, create=False).close()
        except CatalogueMissing:
            return False
        return True

    @contextmanager
    def beside(self) -> Iterator[Path]:
        # On a disk of this machine, since the corpus may lie on another one.
        with TemporaryDirectory() as directory:
            yield Path(directory) / "catalogue.sqlite"

    def put(self, aside: Path) -> str:
        kept = ""
        if self.is_taken():
            kept = _kept("catalogue")
            with Catalogue.open(self.url, create=False) as former:
                former.copy_to(self.corpus / kept)
        with Catalogue.open(self.url, create=True) as catalogue:
            catalogue.replace_by(aside)
        return kept


def _kept(stem: str) -> str:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return f"{stem}.replaced-{moment}-{os.getpid()}.sqlite"


def _remove_journal(database: Path) -> None:
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
