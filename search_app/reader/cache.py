"""Pictures into a directory of limited size, and back; several processes may share it.

``ab/<sha256>-<page>-<width>.webp``; an empty file stands for a page that could not be drawn. What
was asked for longest ago goes first. Files come whole or not at all, and what is in them says how
long it is, so a crash leaves nothing that would be shown.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOG = logging.getLogger(__name__)
_FAILURE_SECONDS = 3600
"""So long a page that could not be drawn is not tried again."""
_FRESH_SECONDS = 600
"""A picture asked for again within so many seconds is as young as it was."""
_SWEEP_SECONDS = 3600
_SHARE = 20
"""A part of the room that may be written until the next look at the whole."""
_ROOM = 0.9
"""Share of the room that is used after a sweep."""
_PART = ".part"
_NAME = re.compile(r"[0-9a-f]{64}-[0-9]+-[0-9]+\.webp")
_OLD_PART_SECONDS = 600


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    size: int
    used: float


class PictureCache:
    """A directory of pictures; without the right to write there, nothing is kept."""

    def __init__(self, root: Path, most_bytes: int, is_gone: Callable[[str], bool]) -> None:
        """Use ``root``, made when needed; pictures of files that are gone are removed."""
        self._root = root
        self._most = most_bytes
        self._is_gone = is_gone
        self._written = 0
        self._swept = 0.0

    def get(self, sha256: str, page: int, width: int) -> bytes | None:
        """Return a picture, no bytes for one that cannot be drawn, None if nothing is known."""
        path = self._path(sha256, page, width)
        try:
            data = path.read_bytes()
            age = time.time() - path.stat().st_mtime
        except OSError:
            return None
        if not data:
            return data if age < _FAILURE_SECONDS else None
        if not _is_whole(data):
            return None
        if age > _FRESH_SECONDS:
            with suppress(OSError):
                os.utime(path)
        return data

    def put(self, sha256: str, page: int, width: int, picture: bytes) -> None:
        """Keep a picture, or no bytes for a page that cannot be drawn."""
        path = self._path(sha256, page, width)
        aside = path.with_name(f".{secrets.token_hex(8)}{_PART}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside.write_bytes(picture)
            aside.replace(path)
        except OSError as error:
            _LOG.warning("Pictures are not kept: %s", error.strerror)
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            return
        self._written += len(picture)
        late = time.monotonic() - self._swept > _SWEEP_SECONDS
        if late or not self._swept or self._written > self._most // _SHARE:
            self.sweep()

    def sweep(self) -> None:
        """Remove what has no room, and what belongs to files that are gone."""
        self._written, self._swept = 0, time.monotonic()
        with suppress(OSError), self._alone() as alone:
            if alone:
                self._sweep()

    def _sweep(self) -> None:
        kept = sorted(self._all(), key=lambda one: -one.used)
        gone = {name for name in {one.path.name[:64] for one in kept} if self._is_gone(name)}
        room = self._most
        for one in kept:
            room -= one.size
            if room < (1 - _ROOM) * self._most or one.path.name[:64] in gone:
                one.path.unlink(missing_ok=True)

    def _all(self) -> Iterator[_Kept]:
        now = time.time()
        for directory in self._root.glob("??"):
            for path in directory.iterdir():
                with suppress(FileNotFoundError):
                    state = path.stat()
                    if _NAME.fullmatch(path.name):
                        # An empty file takes room, too: its name.
                        yield _Kept(path, state.st_size + 512, state.st_mtime)
                    elif path.suffix == _PART and now - state.st_mtime > _OLD_PART_SECONDS:
                        path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Keep other processes from sweeping; false if one of them is at it."""
        with (self._root / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True

    def _path(self, sha256: str, page: int, width: int) -> Path:
        return self._root / sha256[:2] / f"{sha256}-{page}-{width}.webp"


def _is_whole(data: bytes) -> bool:
    """Whether a RIFF file is as long as it says (WebP Container Specification)."""
    return data[:4] == b"RIFF" and int.from_bytes(data[4:8], "little") + 8 == len(data)
