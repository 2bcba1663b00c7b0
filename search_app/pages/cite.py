"""A work's id into the ways to cite it, or into a file for a reference manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, render_template, url_for

from indexer.records.identifiers import parse_work_id
from search_app.cite.forms import FORMS
from search_app.disposition import attachment
from search_app.errors import NothingHere
from search_app.pages.work import find_work
from search_app.present.citing import make_items, present_citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from search_app.cite.item import Item
    from search_app.context import Visit


def cite(visit: Visit, work: str) -> ResponseReturnValue:
    """Show the references of a work in all styles."""
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(url_for("cite", work=canonical))
    records = visit.library().records
    found = find_work(records, canonical, visit)
    (item,) = make_items([found], records, visit.reader)
    return render_template("cite.html", page=present_citation(item, visit.wording))


def reference(visit: Visit, work: str, form: str) -> ResponseReturnValue:
    """Answer the reference of a work as a file."""
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(url_for("reference", work=canonical, form=form))
    records = visit.library().records
    found = find_work(records, canonical, visit)
    return references_file(make_items([found], records, visit.reader), form, canonical)


def references_file(items: Sequence[Item], form: str, name: str) -> Response:
    """Return items as a file to save; raises :class:`NothingHere` for a form that is none."""
    if form not in FORMS:
        raise NothingHere
    response = Response(FORMS[form].write(items), content_type=FORMS[form].media_type)
    response.headers["Content-Disposition"] = attachment(f"{name}.{form}")
    return response
