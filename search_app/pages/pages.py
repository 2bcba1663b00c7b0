"""A work into all its pages, or those that answer a question; a printed number into its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from indexer.records.identifiers import parse_work_id
from search_app.links import page_url, pages_url
from search_app.pages.work import find_work
from search_app.params import parse_number
from search_app.present.overview import present_overview
from search_app.reader.address import parse_reading
from search_app.reader.opened import look_around, open_file

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from search_app.context import Visit


def pages(visit: Visit, work: str) -> ResponseReturnValue:
    """Show the pages of a work; ``at`` leads to the page on which this number is printed."""
    canonical, state = parse_work_id(work), parse_reading(request.args)
    part = parse_number(request.args.get("page", "1"), "page")
    if canonical != work:
        return redirect(pages_url(canonical, state, part))
    records = visit.library().records
    found = find_work(records, canonical, visit)
    opened = open_file(visit, found, state.file)
    at = opened.named(request.args.get("at", "").strip())
    if at:
        return redirect(page_url(canonical, at, state))
    overview = look_around(visit, opened, state, part)
    return render_template("pages.html", page=present_overview(overview, records, visit.wording))
