"""The list of withdrawn works, read again whenever its file has changed.

A line is the id of a work that no search may show, or an id and a number: then generations before
that number may not show it, since it is gone from later ones, or fewer readers may see it. So
whichever former generation has to serve again, it shows nothing that was hidden since. The last
line is the checksum of the others.
"""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING
from zlib import crc32

from indexer.engine.durable import write_atomically, writing
from indexer.errors.index import WithdrawnDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

EVERY = sys.maxsize
"""Before this number: in all generations."""


def withdraw(index: Path, works: Iterable[str]) -> None:
    """Hide works of an index at once, in all its generations. Raises :class:`DiskFull`."""
    hidden = dict.fromkeys(works, EVERY)
    with writing(index):
        Withdrawn(index).change(lambda before: before | hidden)


class Withdrawn:
    """The file ``withdrawn`` of an index, replaced as a whole."""

    def __init__(self, index: Path) -> None:
        self._path = index / "withdrawn"
        self._lock = Lock()
        self._state: tuple[int, int, int] | None = None
        self._before: dict[str, int] = {}
        self._hidden: dict[int, frozenset[str]] = {}

    def works(self, generation: int) -> frozenset[str]:
        """Return the works that a generation may not show; costs one ``stat`` as a rule.

        Raises :class:`WithdrawnDamaged` when the file is there but cannot be read: showing what was
        withdrawn would be worse than showing nothing.
        """
        with self._lock:
            before = self._read()
            if generation not in self._hidden:
                found = (work for work, number in before.items() if generation < number)
                self._hidden[generation] = frozenset(found)
            return self._hidden[generation]

    def bounds(self) -> dict[str, int]:
        """Return every work of the list with the generation before which it is hidden.

        Raises :class:`WithdrawnDamaged`.
        """
        with self._lock:
            return dict(self._read())

    def change(self, to: Callable[[dict[str, int]], Mapping[str, int]]) -> None:
        """Replace the list by what ``to`` makes of it, one writer after the other."""
        with self._alone():
            before = self.bounds()
            after = to(dict(before))
            if after != before:
                write_atomically(self._path, _encode(after))

    def replace(self, works: Mapping[str, int]) -> None:
        """Put a list in the place of one that is damaged."""
        with self._alone():
            write_atomically(self._path, _encode(works))

    def _read(self) -> dict[str, int]:
        try:
            status = self._path.stat()
            state = (status.st_mtime_ns, status.st_ino, status.st_size)
            if state != self._state:
                self._before = _decode(self._path.read_text(encoding="utf-8"))
                self._hidden = {}
                self._state = state
        except FileNotFoundError:
            self._state, self._before, self._hidden = None, {}, {}
        except (OSError, ValueError) as error:
            raise WithdrawnDamaged(self._path, str(error)) from error
        return self._before

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


def _encode(works: Mapping[str, int]) -> str:
    lines = (work if end == EVERY else f"{work} {end}" for work, end in sorted(works.items()))
    text = "".join(f"{line}\n" for line in lines)
    return f"{text}{_sum(text)}\n"


def _decode(text: str) -> dict[str, int]:
    lines = text.splitlines(keepends=True)
    body = "".join(lines[:-1])
    if "".join(lines[-1:]) != f"{_sum(body)}\n":
        message = "it has changed since it was written"
        raise ValueError(message)
    parts = (line.split() for line in lines[:-1])
    return {work: int(end[0]) if end else EVERY for work, *end in parts}


def _sum(text: str) -> str:
    return f"crc32 {crc32(text.encode()):08x}"
