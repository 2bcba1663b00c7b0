"""A question and a facet into the page of all its values, of which some are looked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from indexer.retrieval.results import FACETS
from search_app.errors import NothingHere, ParameterWrong
from search_app.params import QUERY_LIMIT, parse_search
from search_app.present.facets import present_values
from search_app.present.names import Names

if TYPE_CHECKING:
    from search_app.context import Visit


def values(visit: Visit, facet: str) -> str:
    """Show the values of a facet among the works that a search finds."""
    if facet not in FACETS:
        raise NothingHere
    looked_for = request.args.get("find", "").strip()
    if len(looked_for) > QUERY_LIMIT:
        raise ParameterWrong(name="find")
    state = parse_search(request.args)
    library = visit.library()
    question = state.facet_request(facet, visit.reader.tiers)
    counts = library.search(question, visit.reader.day).facets.get(facet, ())
    names = Names(library.records, visit.wording)
    page = present_values(looked_for, counts, facet, state, (names, visit.wording))
    return render_template("values.html", page=page)
