"""A page of a work into its picture and text, with the words of a question marked on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from indexer.records.identifiers import parse_work_id
from search_app.links import page_url
from search_app.pages.work import find_work
from search_app.params import parse_number
from search_app.present.page import present_page
from search_app.reader.address import parse_reading
from search_app.reader.opened import turn_to

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from search_app.context import Visit


def page(visit: Visit, work: str, number: str) -> ResponseReturnValue:
    """Show a page of a work; an id typed with look-alikes leads to its one form."""
    canonical, state = parse_work_id(work), parse_reading(request.args)
    at = parse_number(number, "page")
    if canonical != work:
        return redirect(page_url(canonical, at, state))
    records = visit.library().records
    turned = turn_to(visit, find_work(records, canonical, visit), at, state)
    return render_template("page.html", page=present_page(turned, records, visit))
