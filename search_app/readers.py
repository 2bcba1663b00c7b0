"""A request into who asks: the tiers they may read, and the day that decides embargoes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from indexer.records.works import Tier

if TYPE_CHECKING:
    from search_app.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever asks."""

    tiers: frozenset[Tier]
    day: date


def local_today() -> date:
    """Return today's date where the library is: an embargo ends at midnight there."""
    return datetime.now().astimezone().date()


def current_reader(settings: SiteSettings, day: date) -> Reader:
    """Return the reader of the current request; all are anonymous until there are accounts."""
    return Reader(frozenset(Tier(name) for name in settings.anonymous_tiers), day)


def nobody(day: date) -> Reader:
    """Return the reader of routes that show nothing of the library: no tier at all."""
    return Reader(frozenset(), day)
