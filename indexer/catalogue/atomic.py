"""Bytes into a file that is there whole or not at all, after a crash too."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from indexer.errors.places import DirectoryUnreadable, DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PART = ".part"
"""How the name of a file ends that is not whole yet; after a crash it is rubbish."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomically(path: Path, write: Callable[[IO[bytes]], object], mode: int = 0o644) -> None:
    """Let ``write`` fill a file beside ``path``, then put it in its place, on the disk.

    What ``write`` raises leaves ``path`` as it was. Raises :class:`DiskFull` and
    :class:`DirectoryUnreadable`.
    """
    aside = path.with_name(f".{secrets.token_hex(8)}{PART}")
    with refusals(path):
        try:
            with aside.open("xb") as file:
                write(file)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Bring the names in ``directory`` to the disk."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_directory(directory: Path) -> None:
    """Make ``directory`` and those above it, on the disk.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    with refusals(directory):
        if not directory.is_dir():
            make_directory(directory.parent)
            directory.mkdir(exist_ok=True)
            sync_directory(directory.parent)


def sweep(root: Path) -> int:
    """Remove what a crash left half written below ``root``; return how many files.

    For the only writer, at its start: it would take the files of another one away.
    """
    parts = [path for path in root.rglob(f".*{PART}") if path.is_file()]
    for path in parts:
        path.unlink(missing_ok=True)
    return len(parts)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Name what the operating system refuses while ``path`` is written.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable` in the place of :class:`OSError`.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in _FULL:
            raise DiskFull(path, reason) from error
        raise DirectoryUnreadable(path, reason) from error
