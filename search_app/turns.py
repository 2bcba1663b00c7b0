"""Threads that want to compute into one after another, so that each is done sooner.

Python computes in one thread at a time. Where several pages are made together each takes as long as
all of them, and a third longer for the changing; made in turn, the first is done at once and the
last no later. Whoever computes for long lets the next one begin beside it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TURN = 0.25
"""Seconds for which nobody else begins: several times what nearly all pages take."""


class Turns:
    """One turn after another, in the order in which they are asked for."""

    def __init__(self, longest: float = LONGEST_TURN) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        """Each is told when something has changed for it; only the first one begins next."""
        self._holder: threading.Event | None = None
        self._since = 0.0

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn and hold it; it goes on, beside others, when it takes too long."""
        turn = threading.Event()
        with self._lock:
            self._waiting.append(turn)
        while (wait := self._begin(turn)) != 0:
            turn.wait(wait)
            turn.clear()
        try:
            yield
        finally:
            with self._lock:
                if self._holder is turn:
                    self._holder = None
                    self._tell_first()

    def _begin(self, turn: threading.Event) -> float | None:
        """Begin a turn and return 0, else for how long to wait at most: None until it is told."""
        with self._lock:
            if self._waiting[0] is not turn:
                return None
            now = time.monotonic()
            if self._holder is not None and now < self._since + self._longest:
                return self._since + self._longest - now
            self._waiting.popleft()
            self._holder, self._since = turn, now
            self._tell_first()
            return 0

    def _tell_first(self) -> None:
        if self._waiting:
            self._waiting[0].set()
