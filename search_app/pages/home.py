"""No question yet into the first page: a search box, what the library holds, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from indexer.retrieval.results import Request
from search_app.present.welcome import present_welcome

if TYPE_CHECKING:
    from search_app.context import Visit

_NEWEST = 6


def home(visit: Visit) -> str:
    """Show the first page."""
    library, reader = visit.library(), visit.reader
    holdings = library.search(Request("", reader.tiers, limit=0, facets=("kind",)), reader.day)
    newest = library.records.recent(reader.tiers, reader.day, _NEWEST)
    page = present_welcome(holdings, newest, library.records, visit.wording)
    return render_template("home.html", page=page)
