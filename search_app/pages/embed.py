"""A question, or none yet, into a small page that other units' portals show in a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import make_response, render_template, request

from search_app.links import search_url
from search_app.params import parse_search
from search_app.present.results import present_results
from search_app.sharing import framed

if TYPE_CHECKING:
    from flask import Response

    from search_app.context import Visit

_SHOWN = 5


def embed(visit: Visit) -> Response:
    """Show a box, and the first works where something was asked; their links leave the frame."""
    state = replace(parse_search(request.args), page=1)
    page = None
    if state.asks:
        library = visit.library()
        question = replace(state.request(visit.reader.tiers, _SHOWN), facets=())
        results = library.search(question, visit.reader.day)
        page = present_results(results, state, _SHOWN, library.records, visit.wording)
    text = render_template("embed.html", page=page, state=state, all_url=search_url(state))
    return framed(make_response(text), visit.site.settings.embed_origins)
