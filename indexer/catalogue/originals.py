"""Files from anywhere into immutable originals, kept by the hash of their content."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from indexer.catalogue.atomic import make_directory, refusals, sweep, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CHUNK = 1 << 20
_READ_ONLY = 0o444
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Hashed:
    """What a file held when it was read."""

    sha256: str
    size: int
    """In bytes."""


class _SourceChanged(Exception):  # noqa: N818 - it leaves this module as False
    """The source is not, or no longer, what it was."""


class Originals:
    """The originals of a corpus, below ``files/`` in directories of two hexadecimal digits."""

    def __init__(self, corpus: Path) -> None:
        self._root = corpus / "files"

    @property
    def root(self) -> Path:
        """The directory of the corpus that they are in."""
        return self._root.parent

    def path(self, sha256: str) -> Path:
        """Return where the original with this hash lies, or would lie."""
        if not _SHA256.fullmatch(sha256):
            message = f"not a SHA-256 in hexadecimal: {sha256!r}"
            raise ValueError(message)
        return self._root / sha256[:2] / sha256

    def store(self, source: Path, sha256: str) -> bool:
        """Copy ``source``, whose content has this hash, and return True.

        Return False, with nothing stored, when it is gone, unreadable or holds something else by
        now. Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        target = self.path(sha256)
        if target.exists():
            return True
        make_directory(target.parent)
        try:
            write_atomically(target, lambda file: _copy(source, sha256, file), _READ_ONLY)
        except _SourceChanged:
            return False
        return True

    def remove(self, sha256: str) -> None:
        """Erase an original, if it is there."""
        path = self.path(sha256)
        with refusals(path):
            path.unlink(missing_ok=True)

    def is_sound(self, sha256: str) -> bool:
        """Whether the original is there and holds what its name says."""
        try:
            return hash_file(self.path(sha256)).sha256 == sha256
        except OSError:
            return False

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of all originals that are there."""
        for path in self._root.glob("??/*"):
            if _SHA256.fullmatch(path.name):
                yield path.name

    def sweep(self) -> int:
        """Remove what a crash left half written."""
        return sweep(self._root)


def hash_file(path: Path) -> Hashed:
    """Return the hash and the size of a regular file.

    Raises :class:`OSError`, also for what is no regular file: a pipe would be waited for.
    """
    digest = hashlib.sha256()
    with _open_regular(path) as file:
        size = _read(file, digest.update)
    return Hashed(digest.hexdigest(), size)


def _copy(source: Path, sha256: str, target: IO[bytes]) -> None:
    digest = hashlib.sha256()

    def take(chunk: bytes) -> None:
        digest.update(chunk)
        target.write(chunk)

    try:
        opened = _open_regular(source)
    except OSError as error:
        raise _SourceChanged from error
    with opened:
        _read_source(opened, take)
    if digest.hexdigest() != sha256:
        raise _SourceChanged


def _read_source(file: IO[bytes], take: Callable[[bytes], None]) -> None:
    """Pass the chunks of ``file`` on; a failure to read (not to write) is the source's."""
    while True:
        try:
            chunk = file.read(_CHUNK)
        except OSError as error:
            raise _SourceChanged from error
        if not chunk:
            return
        take(chunk)


def _read(file: IO[bytes], take: Callable[[bytes], None]) -> int:
    size = 0
    while chunk := file.read(_CHUNK):
        take(chunk)
        size += len(chunk)
    return size


def _open_regular(path: Path) -> IO[bytes]:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return os.fdopen(handle, "rb")
