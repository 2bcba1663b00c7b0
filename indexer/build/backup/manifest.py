"""What a backup is, in ``backup.json``: the one file whose replacement makes a new one hold.

::

    backup.json                 when it was taken, and of which catalogue
    catalogue-<sha256>.sqlite   the catalogue, one state of it
    files/, texts/              as in a corpus
    backup.lock                 held by the one process that writes
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cattrs import BaseValidationError

from indexer.catalogue.atomic import write_atomically
from indexer.catalogue.originals import hash_file
from indexer.errors.backups import BackupUnusable
from indexer.records.serial import from_plain, to_plain

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_NAME = "backup.json"
LOCK_NAME = "backup.lock"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup."""

    format: int
    taken: datetime
    """The moment whose state of the library it holds."""
    program: str
    """The version of the program that took it."""
    catalogue: str
    """The SHA-256 of the catalogue's copy."""
    works: int
    files: int

    def catalogue_in(self, directory: Path) -> Path:
        """Return where the catalogue's copy lies."""
        return directory / catalogue_name(self.catalogue)


def catalogue_name(sha256: str) -> str:
    """Return what the copy of a catalogue is called."""
    return f"catalogue-{sha256}.sqlite"


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Make the backup in ``directory`` the one that ``manifest`` describes."""
    text = json.dumps(to_plain(manifest), indent=1) + "\n"
    write_atomically(directory / MANIFEST_NAME, lambda file: file.write(text.encode()), 0o600)


def read_manifest(directory: Path) -> Manifest:
    """Return what the backup in ``directory`` is. Raises :class:`BackupUnusable`."""
    path = directory / MANIFEST_NAME
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        if plain["format"] != FORMAT:
            raise BackupUnusable(directory, f"its form {plain['format']} is not {FORMAT}")
        return from_plain(plain, Manifest)
    except OSError as error:
        reason = f"{MANIFEST_NAME}: {error.strerror or error}"
        raise BackupUnusable(directory, reason) from error
    except (ValueError, KeyError, TypeError, BaseValidationError) as error:
        raise BackupUnusable(directory, f"{MANIFEST_NAME} is damaged") from error


def check_catalogue(directory: Path, manifest: Manifest) -> None:
    """Raise :class:`BackupUnusable` unless the catalogue is the one that was copied."""
    path = manifest.catalogue_in(directory)
    try:
        found = hash_file(path).sha256
    except OSError as error:
        raise BackupUnusable(directory, f"{path.name}: {error.strerror or error}") from error
    if found != manifest.catalogue:
        raise BackupUnusable(directory, f"{path.name} has changed since it was written")
