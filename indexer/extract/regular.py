"""A path into the bytes of a regular file, or the status that says why there are none."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.files import Reading

if TYPE_CHECKING:
    from indexer.extract.limits import Limits

_MIB = 1 << 20


class NotRead(Exception):  # noqa: N818 - it says what happened
    """A file cannot be read; carries its status, its kind as far as known, and the reason."""

    def __init__(self, reading: Reading, reason: str, kind: str = "") -> None:
        self.reading = reading
        self.reason = reason
        self.kind = kind
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class _Refusal:
    reading: Reading
    reason: str


_REFUSALS = {
    errno.ENOENT: _Refusal(Reading.MISSING, "the file is gone"),
    errno.ENOTDIR: _Refusal(Reading.MISSING, "the file is gone"),
    errno.ESTALE: _Refusal(Reading.MISSING, "the file is gone from its share"),
    errno.ELOOP: _Refusal(Reading.MISSING, "the link leads to itself"),
    errno.EACCES: _Refusal(Reading.UNREADABLE, "permission denied"),
    errno.EPERM: _Refusal(Reading.UNREADABLE, "permission denied"),
    errno.EISDIR: _Refusal(Reading.UNSUPPORTED, "not a regular file"),
    errno.ENXIO: _Refusal(Reading.UNSUPPORTED, "not a regular file"),
}


def read_regular(path: bytes, limits: Limits) -> bytes:
    """Return what the file at ``path`` holds, read once, so that all readers see the same bytes.

    Links are followed to regular files; a pipe or a device is never waited for.
    Raises :class:`NotRead`.
    """
    try:
        return _read(path, limits.file_bytes)
    except OSError as error:
        refusal = _REFUSALS.get(
            error.errno or 0, _Refusal(Reading.UNREADABLE, f"cannot be read: {error.strerror}")
        )
        raise NotRead(refusal.reading, refusal.reason) from error


def _read(path: bytes, most: int) -> bytes:
    # Opening a pipe without a writer would wait for one.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRead(Reading.UNSUPPORTED, "not a regular file")
        if status.st_size > most:
            size = status.st_size // _MIB
            raise NotRead(Reading.TOO_LARGE, f"{size} MiB, the limit is {most // _MIB} MiB")
        # A file that grows while it is read is cut where it ended when it was opened.
        return file.read(status.st_size)
