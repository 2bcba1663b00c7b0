"""Works into the entries of an Atom feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import request, url_for

from indexer.records.works import Field
from search_app.links import permanent_url, search_url
from search_app.present.names import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.works import Work
    from search_app.context import Visit
    from search_app.holdings import Records
    from search_app.params import SearchState

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A work in a feed."""

    url: str
    title: str
    language: str
    updated: str
    published: str
    people: tuple[str, ...]
    kind_code: str
    kind: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; moments are in the form of RFC 3339."""

    address: str
    page: str
    """What a person sees of the same."""
    title: str
    subtitle: str
    updated: str
    entries: tuple[FeedEntry, ...]


def present_feed(works: Sequence[Work], state: SearchState, records: Records, visit: Visit) -> Feed:
    """Return the feed of works, the last first."""
    wording, site = visit.wording, visit.site.settings.name
    names = Names(records, wording)
    shown = wording.gettext("Search") if state.asks else wording.gettext("New in the library")
    changed = [work.changed for work in works if work.changed]
    return Feed(
        address=request.url,
        page=search_url(state, external=True) if state.asks else url_for("home", _external=True),
        title=f"{site} – {state.query or shown}",
        subtitle=wording.gettext("New in the library"),
        updated=_moment(max(changed, default=_NEVER)),
        entries=tuple(_entry(work, names, visit) for work in works),
    )


def _entry(work: Work, names: Names, visit: Visit) -> FeedEntry:
    title = next(iter(work.of(Field.TITLE)), None)
    people = [names.of_value(value) for value in (*work.of(Field.AUTHOR), *work.of(Field.UNIT))]
    return FeedEntry(
        url=permanent_url(work.id),
        title=title.text if title else visit.wording.gettext("Untitled"),
        language=title.language if title else "",
        updated=_moment(work.changed or work.created or _NEVER),
        published=_moment(work.created) if work.created else "",
        # RFC 4287 wants an author for every entry.
        people=tuple(dict.fromkeys(people)) or (visit.site.settings.name,),
        kind_code=work.first(Field.KIND),
        kind=visit.wording.pgettext("kind", work.first(Field.KIND) or "other"),
        summary=work.first(Field.ABSTRACT),
    )


def _moment(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
