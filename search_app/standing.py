"""The generation that serves and the last night into how the site stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.catalogue.last_run import read_last_run
from indexer.errors import Failure
from indexer.records.runs import LastRun, Outcome

if TYPE_CHECKING:
    from search_app.context import Site


class Status(StrEnum):
    """Whether questions are answered, and from an index that is kept up."""

    OPEN = "open"
    STALE = "stale"
    """Questions are answered; no night has ended well for longer than the settings allow."""
    CLOSED = "closed"
    """There is no index that could serve."""


class Alarm(StrEnum):
    """What somebody should look at, though questions are answered."""

    SET_ASIDE = "generation-set-aside"
    """A newer generation is damaged, or of another version, and a former one serves."""
    NIGHT_REFUSED = "night-refused"
    NIGHT_FAILED = "night-failed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Serving:
    """The generation that serves."""

    number: int
    built: datetime
    set_aside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the site stands at one moment."""

    serving: Serving | None
    reason: str
    """The name of the failure that keeps the site closed."""
    night: LastRun | None
    stale: bool

    @property
    def status(self) -> Status:
        """The one word for it."""
        if self.serving is None:
            return Status.CLOSED
        return Status.STALE if self.stale else Status.OPEN

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """All there is to look at."""
        outcome = self.night.outcome if self.night else None
        found = {
            Alarm.SET_ASIDE: self.serving is not None and bool(self.serving.set_aside),
            Alarm.NIGHT_REFUSED: outcome is Outcome.REFUSED,
            Alarm.NIGHT_FAILED: outcome in {Outcome.FAILED, Outcome.KILLED},
            Alarm.STALE: self.stale,
        }
        return tuple(alarm for alarm, holds in found.items() if holds)


def standing_of(site: Site, now: datetime) -> Standing:
    """Return how ``site`` stands; takes up a new generation, as a question would."""
    night = read_last_run(site.settings.index)
    try:
        library = site.holdings.library()
        serving = Serving(library.generation, library.built, library.set_aside)
    except Failure as failure:
        return Standing(None, type(failure).__name__, night, stale=False)
    allowed = timedelta(hours=site.settings.stale_hours)
    return Standing(serving, "", night, stale=bool(allowed) and _age(night, serving, now) > allowed)


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def _age(night: LastRun | None, serving: Serving, now: datetime) -> timedelta:
    """Return for how long no night has ended well; nothing where nights are not run at all."""
    if night is None:
        return timedelta()
    return now - (night.good or serving.built)
