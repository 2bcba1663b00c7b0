"""A corpus into one that only this process writes, for as long as it runs."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors import AnotherWriter, DirectoryUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = "lock"


@contextmanager
def writing(corpus: Path, command: str) -> Iterator[None]:
    """Hold the writer's lock of ``corpus``; the kernel frees it when the process ends, however.

    Raises :class:`AnotherWriter` with the holder's words when the lock is taken.
    """
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(corpus / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as error:
        raise DirectoryUnreadable(corpus, error.strerror or str(error)) from error
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWriter(file.read().strip() or "?") from error
        file.truncate(0)
        file.write(f"{command}, process {os.getpid()}")
        file.flush()
        yield
        file.truncate(0)
