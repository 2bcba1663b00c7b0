"""A lock on a file that lasts as long as its holder."""

from __future__ import annotations

import fcntl
import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """Held by one process, and within it by one object, at a time; the system frees it."""

    def __init__(self, path: Path) -> None:
        """Take the file's name; it is made when the lock is first taken."""
        self._path = path
        self._handle: int | None = None

    def acquire(self, blocking: bool = False) -> bool:  # noqa: FBT001, FBT002 - Whoosh's
        """Take the lock and note this process in the file; return whether it was free."""
        with ExitStack() as undo:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            undo.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if blocking else fcntl.LOCK_NB))
            except BlockingIOError:
                return False
            # On a full disk nobody is named, but room can still be made.
            with suppress(OSError):
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
            undo.pop_all()
        self._handle = handle
        return True

    def holder(self) -> str:
        """Return the number of the process that took the lock last."""
        return self._path.read_text("ascii", "replace").strip()

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would let two hold it."""
        if self._handle is not None:
            # Closing is not enough: a process forked meanwhile has the handle too.
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)
            self._handle = None
