"""A work's id into the ways to cite it, or into a file for a reference manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, render_template, request, url_for

from indexer.records.identifiers import parse_work_id
from search_app.cite.forms import FORMS
from search_app.disposition import attachment
from search_app.errors import NothingHere
from search_app.links import cite_url
from search_app.pages.work import find_work
from search_app.params import parse_number
from search_app.present.citing import make_items, present_citation
from search_app.reader.address import parse_file
from search_app.reader.printed import find_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from search_app.cite.item import Item
    from search_app.context import Visit


LABEL_LIMIT = 30
"""Characters of a printed number that is looked for; more is none."""


def cite(visit: Visit, work: str) -> ResponseReturnValue:
    """Show the references of a work, or of one page of it, in all styles.

    ``at`` leads to the page on which this number is printed.
    """
    canonical, file = parse_work_id(work), parse_file(request.args)
    page = parse_number(request.args["page"], "page") if "page" in request.args else 0
    if canonical != work:
        return redirect(cite_url(canonical, page, file))
    quoted = find_quoted(visit, find_work(visit.library().records, canonical, visit), page, file)
    sought = request.args.get("at", "").strip()
    at = quoted.opened.named(sought) if quoted.opened else 0
    if at:
        return redirect(cite_url(canonical, at, file))
    (item,) = make_items([quoted.work], visit)
    shown = present_citation(item, quoted, visit.wording)
    return render_template("cite.html", page=shown, sought=sought[:LABEL_LIMIT])


def reference(visit: Visit, work: str, form: str) -> ResponseReturnValue:
    """Answer the reference of a work as a file."""
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(url_for("reference", work=canonical, form=form))
    found = find_work(visit.library().records, canonical, visit)
    return references_file(make_items([found], visit), form, canonical)


def references_file(items: Sequence[Item], form: str, name: str) -> Response:
    """Return items as a file to save; raises :class:`NothingHere` for a form that is none."""
    if form not in FORMS:
        raise NothingHere
    response = Response(FORMS[form].write(items), content_type=FORMS[form].media_type)
    response.headers["Content-Disposition"] = attachment(f"{name}.{form}")
    return response
