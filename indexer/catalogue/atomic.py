"""Bytes into a file that is there whole or not at all, after a crash too."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from indexer.errors.places import DirectoryUnreadable, DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PART = ".part"
"""How the name of a file ends that is not whole yet; after a crash it is rubbish."""

_PART_NAME = re.compile(rf"\.[0-9a-f]{{16}}{re.escape(PART)}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomically(path: Path, write: Callable[[IO[bytes]], object], mode: int = 0o644) -> None:
    """Let ``write`` fill a file beside ``path``, then put it in its place, on the disk.

    What ``write`` raises leaves ``path`` as it was. Raises :class:`DiskFull` and
    :class:`DirectoryUnreadable`.
    """
    with refusals(path):
        with _open_aside(path) as file:
            aside = Path(file.name)
            try:
                write(file)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
                aside.replace(path)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
        sync_directory(path.parent)


def _open_aside(path: Path) -> IO[bytes]:
    """Return a new file beside ``path``, locked for as long as it is open."""
    while True:
        file = path.with_name(f".{secrets.token_hex(8)}{PART}").open("xb")
        with suppress(OSError):  # where nothing can be locked, nothing is swept either
            _lock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()  # swept before it was locked


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


def _lock(file: IO[bytes], how: int) -> None:
    fcntl.flock(file, how)


def sweep(root: Path) -> int:
    """Remove what a crash left half written below ``root``; return how many files.

    What somebody is writing is locked, and stays.
    """
    return sum(
        _remove_abandoned(Path(directory, name))
        for directory, _, names in os.walk(root)
        for name in names
        if _PART_NAME.fullmatch(name)
    )


def _remove_abandoned(part: Path) -> bool:
    try:
        with part.open("rb") as file:
            _lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
    except OSError:
        return False  # somebody writes it, has just finished, or nobody may tell
    return True


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
