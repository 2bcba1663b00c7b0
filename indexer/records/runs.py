"""How a batch ended, and what the site may be told of the last night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    """It has not ended, or nobody has noticed yet that it was killed."""
    DONE = "done"
    DONE_WITH_FAILURES = "done-with-failures"
    """Files are named that somebody should look at; the rest is done."""
    REFUSED = "refused"
    """The gate kept the new generation from being swapped in."""
    FAILED = "failed"
    KILLED = "killed"

    @property
    def is_good(self) -> bool:
        """Whether the index is in line with the sources after it."""
        return self in {Outcome.DONE, Outcome.DONE_WITH_FAILURES}


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last night as the site and monitors are told of it: numbers and codes, no names."""

    command: str
    started: datetime
    ended: datetime | None = None
    """None while it runs, or when it was killed."""
    outcome: Outcome = Outcome.RUNNING
    generation: int | None = None
    """The one that it swapped in; None when nothing had changed."""
    problems: int = 0
    """Files that somebody should look at."""
    refused: int = 0
    """Files that bear a stamp of secrecy."""
    reason: str = ""
    """Why it failed or was refused: the name of the failure."""
    good: datetime | None = None
    """When the last run that ended well did so, this one included; whoever stores it fills it."""
