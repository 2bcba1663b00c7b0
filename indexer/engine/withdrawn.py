"""The list of withdrawn works, read again whenever its file has changed."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from indexer.engine.durable import write_atomically
from indexer.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Withdrawn:
    """The file ``withdrawn`` of an index: one id a line, replaced as a whole."""

    def __init__(self, index: Path) -> None:
        self._path = index / "withdrawn"
        self._lock = Lock()
        self._state: tuple[int, int, int] | None = None
        self._works: frozenset[str] = frozenset()

    def works(self) -> frozenset[str]:
        """Return the withdrawn works; costs one ``stat`` while the file stays the same.

        Raises :class:`IndexDamaged` when the file is there but cannot be read: showing what was
        withdrawn would be worse than showing nothing.
        """
        try:
            status = self._path.stat()
            state = (status.st_mtime_ns, status.st_ino, status.st_size)
            with self._lock:
                if state != self._state:
                    self._works = frozenset(self._path.read_text(encoding="utf-8").split())
                    self._state = state
                return self._works
        except FileNotFoundError:
            return frozenset()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(self._path, str(error)) from error

    def change(self, to: Callable[[frozenset[str]], frozenset[str]]) -> None:
        """Replace the list by what ``to`` makes of it, one writer after the other."""
        with self._alone():
            before = self.works()
            after = to(before)
            if after != before:
                write_atomically(self._path, "".join(f"{work}\n" for work in sorted(after)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # Not the lock of the index: a work must be withdrawn at once, also while a build runs.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path.with_name("withdrawn.lock"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
