"""Batch runs: when each began and ended, how, and its report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from indexer.catalogue.tables import RUNS
from indexer.records.runs import Outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Run:
    """A batch run."""

    id: int
    command: str
    started: datetime
    ended: datetime | None
    outcome: Outcome
    report: Mapping[str, Any]
    """Whatever JSON holds."""


class Runs:
    """The batch runs of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, started: datetime, command: str) -> int:
        """Note that a run has begun and return its number.

        Whoever begins one is alone: what still seems to run was killed.
        """
        running = RUNS.c.outcome == Outcome.RUNNING.value
        killed = {"outcome": Outcome.KILLED.value, "ended": datetime.now(UTC)}
        self._connection.execute(update(RUNS).where(running).values(killed))
        row = {
            "started": started,
            "ended": None,
            "outcome": Outcome.RUNNING.value,
            "report": json.dumps({_COMMAND: command}),
        }
        made = self._connection.execute(insert(RUNS).values(row)).inserted_primary_key
        if made is None:
            message = "the database gave no number to a new run"
            raise RuntimeError(message)
        return int(made[0])

    def end(self, run: int, ended: datetime, outcome: Outcome, report: Mapping[str, Any]) -> None:
        """Note how a run ended.

        Raises :class:`KeyError` when there is no such run.
        """
        found = self._connection.execute(select(RUNS.c.report).where(RUNS.c.id == run)).scalar()
        if found is None:
            raise KeyError(run)
        text = json.dumps({**json.loads(found), **report})
        row = {"ended": ended, "outcome": outcome.value, "report": text}
        self._connection.execute(update(RUNS).where(RUNS.c.id == run).values(row))

    def latest(self, limit: int) -> tuple[Run, ...]:
        """Return the last runs, the newest first."""
        rows = self._connection.execute(select(RUNS).order_by(RUNS.c.id.desc()).limit(limit))
        return tuple(
            _run(row.id, row.started, row.ended, row.outcome, json.loads(row.report))
            for row in rows
        )


def _run(
    number: int, started: datetime, ended: datetime | None, outcome: str, report: dict[str, Any]
) -> Run:
    command = str(report.pop(_COMMAND, ""))
    return Run(number, command, started, ended, Outcome(outcome), report)
