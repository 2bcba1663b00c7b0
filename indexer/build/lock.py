"""A corpus into one that only this process writes in one way, for as long as it runs."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.errors.places import DirectoryUnreadable
from indexer.errors.running import AnotherWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Lane(StrEnum):
    """In each there is one writer at a time; by the name of the file that is locked."""

    BATCH = "lock"
    """Whatever looks at the corpus as a whole: the night, and all that is to be alone with it."""
    ADDING = "add.lock"
    """What is added by day, beside a batch that may take hours."""


@contextmanager
def writing(corpus: Path, command: str, lane: Lane = Lane.BATCH) -> Iterator[None]:
    """Be the only writer of ``lane``; the kernel ends that with the process, however it ends.

    Raises :class:`AnotherWriter` with the holder's command, process and time when it is taken.
    """
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(corpus / lane, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as error:
        raise DirectoryUnreadable(corpus, error.strerror or str(error)) from error
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = file.read().decode("utf-8", "replace").strip()
            raise AnotherWriter(holder or "?") from error
        since = datetime.now(UTC).isoformat(timespec="seconds")
        _say(file.fileno(), f"{command}, process {os.getpid()}, since {since}")
        yield
        _say(file.fileno(), "")


def _say(descriptor: int, text: str) -> None:
    # On a full disk nobody is named, but room can still be made.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode(), 0)
