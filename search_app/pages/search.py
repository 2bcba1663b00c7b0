"""A question into a page of results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from search_app.links import search_url
from search_app.params import parse_search
from search_app.present.results import last_page, present_results

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from search_app.context import Visit


def search(visit: Visit) -> ResponseReturnValue:
    """Show a page of results; one that lies behind the last leads to the last."""
    size = visit.site.settings.page_size
    state = parse_search(request.args)
    library = visit.library()
    results = library.search(state.request(visit.reader.tiers, size), visit.reader.day)
    if state.page > last_page(results, size):
        return redirect(search_url(replace(state, page=last_page(results, size))))
    page = present_results(results, state, size, library.records, visit.wording)
    return render_template("search.html", page=page)
