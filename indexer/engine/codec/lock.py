"""A lock on a file that lasts as long as its holder."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """Held by one process, and within it by one object, at a time; the system frees it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, blocking: bool = False) -> bool:  # noqa: FBT001, FBT002 - Whoosh's
        """Take the lock; return whether that worked."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if blocking else fcntl.LOCK_NB))
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would let two hold it."""
        if self._handle is not None:
            # Closing is not enough: a process forked meanwhile has the handle too.
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)
            self._handle = None
