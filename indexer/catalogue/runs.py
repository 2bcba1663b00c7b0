"""Batch runs: when each began and ended, how, and its report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from indexer.catalogue.tables import RUNS

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Outcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    """It has not ended, or was killed: whoever holds no lock runs no more."""
    DONE = "done"
    DONE_WITH_FAILURES = "done-with-failures"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """A batch run."""

    id: int
    started: datetime
    ended: datetime | None
    outcome: Outcome
    report: Mapping[str, Any]
    """Whatever JSON holds."""


class Runs:
    """The batch runs of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, started: datetime) -> int:
        """Note that a run has begun and return its number."""
        row = {"started": started, "ended": None, "outcome": Outcome.RUNNING.value, "report": "{}"}
        made = self._connection.execute(insert(RUNS).values(row)).inserted_primary_key
        if made is None:
            message = "the database gave no number to a new run"
            raise RuntimeError(message)
        return int(made[0])

    def end(self, run: int, ended: datetime, outcome: Outcome, report: Mapping[str, Any]) -> None:
        """Note how a run ended.

        Raises :class:`KeyError` when there is no such run.
        """
        row = {"ended": ended, "outcome": outcome.value, "report": json.dumps(report)}
        if self._connection.execute(update(RUNS).where(RUNS.c.id == run).values(row)).rowcount != 1:
            raise KeyError(run)

    def latest(self, limit: int) -> tuple[Run, ...]:
        """Return the last runs, the newest first."""
        rows = self._connection.execute(select(RUNS).order_by(RUNS.c.id.desc()).limit(limit))
        return tuple(
            Run(row.id, row.started, row.ended, Outcome(row.outcome), json.loads(row.report))
            for row in rows
        )
