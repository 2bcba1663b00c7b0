"""A new generation beside the one that serves: what is odd about it is a person's to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.canaries import Canary, failing
from indexer.build.report import Report, Seen
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import SNAPSHOT_NAME
from indexer.catalogue.snapshot.comparing import emptied
from indexer.errors import Problem
from indexer.errors.running import GateRefused
from indexer.records.works import State

if TYPE_CHECKING:
    from indexer.build.wish import Former
    from indexer.engine.draft import Candidate

FEW = 5
"""So many works may always be missing or empty."""

MOST_MISSING = 0.02
MOST_EMPTIED = 0.05


@dataclass(frozen=True, slots=True)
class NightGate:
    """Keeps a generation out that has lost works or texts, or does not answer the canaries."""

    catalogue: Catalogue
    index: Path
    canaries: tuple[Canary, ...]
    today: date
    yes: bool
    """A person has looked: let it through."""
    report: Report

    def check(self, candidate: Candidate, former: Former) -> None:
        """Raise :class:`GateRefused` with all reasons; the report has the numbers either way."""
        missing = former.lost - self._intended()
        problems = list(failing(self.canaries, self.index, candidate, self.today))
        seen = Seen(len(former.works), len(missing), canaries=len(self.canaries))
        seen.canaries_failing = len(problems)
        if former.snapshot is not None:
            texts = emptied(former.snapshot, candidate.directory / SNAPSHOT_NAME)
            seen.had_text, seen.emptied = texts.had_text, texts.emptied
        if _too_many(seen.missing, seen.former_works, MOST_MISSING):
            problems.append(_missing(seen))
        if _too_many(seen.emptied, seen.had_text, MOST_EMPTIED):
            problems.append(_emptied(seen))
        seen.let_through = self.yes and bool(problems)
        self.report.gate = seen
        if problems and not self.yes:
            raise GateRefused(problems)

    def _intended(self) -> frozenset[str]:
        """Return the works that somebody has withdrawn, removed, set back or erased."""
        with self.catalogue.read() as view:
            states = [state for state in State if state is not State.PUBLISHED]
            return view.works.ids(*states) | view.works.tombstones()


def _too_many(some: int, of: int, share: float) -> bool:
    return some >= FEW and some > share * of


def _missing(seen: Seen) -> Problem:
    return Problem(
        f"thiếu {seen.missing} trong {seen.former_works} tài liệu mà không ai gỡ bỏ",
        f"{seen.missing} of {seen.former_works} works are missing that nobody has removed",
    )


def _emptied(seen: Seen) -> Problem:
    return Problem(
        f"{seen.emptied} trong {seen.had_text} tài liệu có nội dung nay không còn nội dung",
        f"{seen.emptied} of {seen.had_text} works that had text have none any more",
    )
