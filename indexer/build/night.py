"""A night: everything from the first look at the index to the report that is kept."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.canaries import Canary, read_canaries
from indexer.build.gate import NightGate
from indexer.build.report import plain_report
from indexer.build.today import local_today
from indexer.catalogue.last_run import write_last_run
from indexer.engine.flat_engine import FlatEngine
from indexer.errors.running import GateRefused
from indexer.logs import event
from indexer.records.runs import LastRun, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.report import Report

NIGHTLY = "nightly"


@dataclass(frozen=True, slots=True)
class Night:
    """One nightly run, by the only writer of the batch lane."""

    batch: Batch
    yes: bool = False
    """Let the new generation serve, whatever is odd about it."""

    def run(self) -> Outcome:
        """Bring the index in line with the sources; return how it ended.

        Raises :class:`GateRefused`, :class:`CanariesWrong` and all that a batch
        raises; the run is on record whatever happens.
        """
        batch = self.batch
        with recorded(batch, NIGHTLY) as started:
            canaries = read_canaries(batch.settings.corpus)
            damaged = self._set_aside_damaged()
            batch.scan()
            batch.read()
            gate = self._gate(canaries)
            batch.index_by_night(started.isoformat(timespec="milliseconds"), gate, anew=damaged)
            if damaged:
                self._set_aside_damaged()
        return outcome_of(batch.report)

    def _gate(self, canaries: tuple[Canary, ...]) -> NightGate:
        batch = self.batch
        places = batch.catalogue, batch.settings.index
        return NightGate(*places, canaries, local_today(), self.yes, batch.report)

    def _set_aside_damaged(self) -> bool:
        """Read all generations, take the damaged ones out of service; return whether none is left.

        Then there is nothing that the new one can be laid over.
        """
        engine = FlatEngine(self.batch.settings.index, self.batch.settings.keep_generations)
        damaged = set_aside_damaged(engine)
        self.batch.report.set_aside = sorted({*self.batch.report.set_aside, *damaged})
        return bool(damaged) and engine.current() in damaged


def set_aside_damaged(engine: FlatEngine) -> list[int]:
    """Take all damaged generations out of service, if another one is left; return them."""
    damaged = [one for one in engine.examine() if one.is_damaged]
    for one in damaged:
        reason = type(one.failure).__name__
        event(logging.ERROR, "generation-set-aside", generation=one.number, reason=reason)
    numbers = [one.number for one in damaged]
    if numbers:
        engine.set_aside(numbers)
    return numbers


@contextmanager
def recorded(batch: Batch, command: str) -> Iterator[datetime]:
    """Keep on record in the catalogue that a run began, and how it ended, however it did.

    A night is told to the site, too.
    """
    started = datetime.now(UTC)
    with batch.catalogue.write() as view:
        number = view.runs.begin(started, command)
    _tell(batch, LastRun(command, started))
    event(logging.INFO, "run-started", command=command, run=number)
    outcome, reason = Outcome.FAILED, ""
    try:
        yield started
        outcome = outcome_of(batch.report)
    except GateRefused as failure:
        event(logging.ERROR, "gate-refused", command=command, problems=len(failure.problems))
        outcome, reason = Outcome.REFUSED, type(failure).__name__
        raise
    except BaseException as failure:
        reason = type(failure).__name__
        raise
    finally:
        ended = datetime.now(UTC)
        report = batch.report
        with batch.catalogue.write() as view:
            view.runs.end(number, ended, outcome, plain_report(report) | {"reason": reason})
        counts = len(report.problems), len(report.refused)
        _tell(batch, LastRun(command, started, ended, outcome, report.generation, *counts, reason))
        event(
            logging.INFO,
            "run-ended",
            command=command,
            run=number,
            outcome=outcome,
            seconds=round((ended - started).total_seconds(), 1),
            new=report.new,
            indexed=report.works_indexed,
            problems=len(report.problems),
        )


def outcome_of(report: Report) -> Outcome:
    """Return how a run ended that came to its end."""
    named = report.problems or report.refused or report.set_aside
    return Outcome.DONE_WITH_FAILURES if named else Outcome.DONE


def _tell(batch: Batch, run: LastRun) -> None:
    if run.command == NIGHTLY:
        write_last_run(batch.settings.index, run)
