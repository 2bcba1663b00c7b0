"""The originals and texts of one directory into another: only what is not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.catalogue.originals import Originals
from indexer.catalogue.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from indexer.build.progress import Step
    from indexer.catalogue.copying import CopiedFile


@dataclass(frozen=True, slots=True)
class Carried:
    """What was copied, and what could not be."""

    files: int
    """Originals and texts that were not there before."""
    bytes: int
    lost: frozenset[str]
    """Files with text whose original is nowhere, or no longer what it was."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What is kept of files below a directory, in a corpus as in a backup."""

    originals: Originals
    texts: Texts

    @classmethod
    def below(cls, root: Path) -> Self:
        """Return the stock of a corpus or backup."""
        return cls(Originals(root), Texts(root))

    def take_from(self, other: Stock, wanted: Mapping[str, CopiedFile], step: Step) -> Carried:
        """Copy what is kept of ``wanted`` in another stock; each original is checked by its hash.

        Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        files = size = 0
        lost: set[str] = set()
        for sha256, file in wanted.items():
            held = self.originals.path(sha256).exists()
            if self.originals.store(other.originals.path(sha256), sha256):
                files += not held
                size += 0 if held else file.size
            elif file.reading.has_text:
                lost.add(sha256)
            for container in other.texts.containers(sha256):
                copied = self.texts.take(container)
                files += bool(copied)
                size += copied
            step.advance()
        return Carried(files, size, frozenset(lost))

    def keep_only(self, wanted: Collection[str]) -> int:
        """Erase what is kept of all other files; return of how many files."""
        gone = {sha256 for sha256 in self.originals.hashes() if sha256 not in wanted}
        gone |= {path.name[:64] for path in self.texts.containers()} - set(wanted)
        for sha256 in gone:
            self.originals.remove(sha256)
            self.texts.remove(sha256)
        return len(gone)

    def remove_damaged(self, step: Step) -> int:
        """Read everything and erase what is not what was written; return how many files."""
        damaged = 0
        for sha256 in list(self.originals.hashes()):
            if not self.originals.is_sound(sha256):
                self.originals.remove(sha256)
                damaged += 1
            step.advance()
        for container in self.texts.containers():
            if not self.texts.is_sound(container):
                container.unlink(missing_ok=True)
                damaged += 1
            step.advance()
        return damaged

    def sweep(self) -> None:
        """Remove what a crash left half written."""
        self.originals.sweep()
        self.texts.sweep()
