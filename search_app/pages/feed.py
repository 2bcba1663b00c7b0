"""A question, or none, into an Atom feed (RFC 4287) of the works that came last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, render_template, request

from search_app.params import parse_search
from search_app.present.feed import present_feed

if TYPE_CHECKING:
    from indexer.records.works import Work
    from search_app.context import Visit

_MOST_FOUND = 500
"""Works of a search among which the newest are looked for."""
_MOST_SHOWN = 50
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed(visit: Visit) -> Response:
    """Answer the works that came last, or the last of those that a search finds."""
    state = parse_search(request.args)
    library, reader = visit.library(), visit.reader
    if state.asks:
        question = state.request(reader.tiers, _MOST_FOUND)
        found = [hit.work for hit in library.search(question, reader.day).hits]
        works = sorted(found, key=_came, reverse=True)[:_MOST_SHOWN]
    else:
        works = list(library.records.recent(reader.tiers, reader.day, _MOST_SHOWN))
    page = present_feed(works, state, library.records, visit)
    return Response(
        render_template("feed.xml", page=page), content_type="application/atom+xml; charset=utf-8"
    )


def _came(work: Work) -> datetime:
    return work.created or _NEVER
