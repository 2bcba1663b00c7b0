"""A backup into a library, which one build of the index makes whole again.

Everything is looked at before anything is written; the catalogue comes last, so that a restoring
that was ended begins anew with what is there already. A catalogue that is replaced is kept beside
the new one, and what it knows to be refused or erased stays so.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.backup.barred import NOTHING_BARRED, bar, barred_by
from indexer.build.backup.manifest import check_catalogue, read_manifest
from indexer.build.backup.seat import seat_of
from indexer.build.backup.stock import Stock
from indexer.build.progress import Progress
from indexer.build.read import Corpus
from indexer.catalogue.atomic import make_directory, refusals, write_atomically
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.copying import inspect_copy
from indexer.errors.backups import CorpusTaken
from indexer.errors.places import DiskFull
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.build.backup.manifest import Manifest
    from indexer.catalogue.copying import CopiedFile

_SPARE = 64 << 20
"""Bytes that are left free."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring came to."""

    taken: datetime
    """The moment whose state of the library it is."""
    works: int
    files: int
    copied: int
    """Originals and texts that were not there yet."""
    bytes: int
    barred: int
    """Files left out, since the replaced catalogue knows them as refused or erased."""
    lost: tuple[str, ...]
    """Hashes of files whose original the backup does not hold soundly."""
    kept: str
    """What the replaced catalogue is called now; empty without one."""


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores one backup; for the only writer of the corpus."""

    settings: Settings
    directory: Path
    progress: Progress

    def restore(self, *, replace: bool = False) -> Restored:
        """Bring the library back that the backup holds; ``replace`` lets it take another's place.

        Raises :class:`BackupUnusable`, :class:`CorpusTaken`, :class:`DiskFull`,
        :class:`CatalogueOnNetwork`, :class:`CatalogueUnreachable`,
        :class:`DirectoryUnreadable`.
        """
        seat = seat_of(self.settings)
        taken = seat.is_taken()
        manifest = read_manifest(self.directory)
        check_catalogue(self.directory, manifest)
        copied = inspect_copy(manifest.catalogue_in(self.directory))
        if taken and not replace:
            raise CorpusTaken(self.settings.corpus)
        barred = barred_by(self.settings.catalogue_url) if taken else NOTHING_BARRED
        wanted = {sha256: one for sha256, one in copied.files.items() if sha256 not in barred}
        backup, corpus = Stock.below(self.directory), Stock.below(self.settings.corpus)
        self._check_space(corpus, wanted)
        with self.progress.step("copy", len(wanted)) as step:
            carried = corpus.take_from(backup, wanted, step)
        with seat.beside() as aside:
            self._copy_catalogue(manifest, aside)
            with Catalogue.open(f"sqlite:///{aside}", create=False) as catalogue:
                bar(Corpus(catalogue, corpus.originals, corpus.texts), barred)
            kept = seat.put(aside)
        return Restored(
            taken=manifest.taken,
            works=copied.works,
            files=len(wanted),
            copied=carried.files,
            bytes=carried.bytes,
            barred=len(copied.files) - len(wanted),
            lost=tuple(sorted(carried.lost)),
            kept=kept,
        )

    def _check_space(self, corpus: Stock, wanted: Mapping[str, CopiedFile]) -> None:
        """Raise :class:`DiskFull` where the originals that are not there yet find no room."""
        needed = sum(
            file.size
            for sha256, file in wanted.items()
            if not corpus.originals.path(sha256).exists()
        )
        make_directory(self.settings.corpus)
        with refusals(self.settings.corpus):
            free = shutil.disk_usage(self.settings.corpus).free
        if needed + _SPARE > free:
            reason = f"{needed >> 20} MiB are needed, {free >> 20} MiB are free"
            raise DiskFull(self.settings.corpus, reason)

    def _copy_catalogue(self, manifest: Manifest, aside: Path) -> None:
        with manifest.catalogue_in(self.directory).open("rb") as copy:
            write_atomically(aside, lambda file: shutil.copyfileobj(copy, file))
