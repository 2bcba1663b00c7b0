"""Texts and directories into files that a crash cannot leave half written."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors.places import DirectoryUnreadable, DiskFull

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20


def write_atomically(path: Path, text: str) -> None:
    """Put ``text`` in place of ``path`` so that a reader sees the old or the new text, whole."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_directory(path.parent)


def sync_tree(directory: Path) -> None:
    """Bring every file of ``directory``, and its list of files, to the disk."""
    for path in sorted(directory.iterdir()):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_directory(directory)


def sync_directory(directory: Path) -> None:
    """Bring the list of files of ``directory`` to the disk."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name what the operating system refuses while writing under ``path``.

    Raises :class:`DirectoryUnreadable` where rights are missing, :class:`DiskFull` for the rest.
    """
    try:
        yield
    except PermissionError as error:
        raise DirectoryUnreadable(path, error.strerror or str(error)) from error
    except OSError as error:
        raise DiskFull(path, error.strerror or str(error)) from error
