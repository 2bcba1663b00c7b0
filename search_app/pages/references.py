"""The works of a search, or of a reader's list, into references."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import render_template, request

from indexer.errors.works import WorkIdWrong
from indexer.records.identifiers import parse_work_id
from search_app.cite.styles import STYLES
from search_app.errors import ParameterWrong
from search_app.pages.cite import references_file
from search_app.params import parse_search
from search_app.present.citing import make_items, present_list

if TYPE_CHECKING:
    from flask import Response

    from indexer.records.works import Work
    from search_app.context import Visit

MOST_FOUND = 500
"""Works of a search in one file."""
MOST_KEPT = 200
"""Works in a reading list: their ids stand in its address."""


def found_file(visit: Visit, form: str) -> Response:
    """Answer the first works that a search finds, in its order, as a file."""
    question = parse_search(request.args).request(visit.reader.tiers, MOST_FOUND)
    library = visit.library()
    hits = library.search(question, visit.reader.day).hits
    items = make_items([hit.work for hit in hits], visit)
    return references_file(items, form, "ket-qua")


def reading_list(visit: Visit) -> str:
    """Show a list of works that a reader keeps; its address is all there is of it."""
    style = request.args.get("style", next(iter(STYLES)))
    if style not in STYLES:
        raise ParameterWrong(name="style")
    asked = _asked()
    items = make_items(_works(visit, asked), visit)
    return render_template("list.html", page=present_list(items, asked, style, visit.wording))


def list_file(visit: Visit, form: str) -> Response:
    """Answer a reading list as a file, in its own order."""
    return references_file(make_items(_works(visit, _asked()), visit), form, "danh-muc")


def _asked() -> list[str]:
    """Return the ids in the address, each once. Raises :class:`ParameterWrong`."""
    typed = request.args.getlist("work")
    if len(typed) > MOST_KEPT:
        raise ParameterWrong(name="work")
    return list(dict.fromkeys(_id(one.strip()) for one in typed if one.strip()))


def _id(typed: str) -> str:
    """Return the id in what was typed, which may be the address of a work's page.

    What is no id is no work of the list, and counted with those that are gone.
    """
    try:
        return parse_work_id(urlsplit(typed).path.rstrip("/").rpartition("/")[2])
    except (WorkIdWrong, ValueError):
        return typed


def _works(visit: Visit, asked: list[str]) -> list[Work]:
    records, reader = visit.library().records, visit.reader
    found = (records.work(work, reader.tiers, reader.day) for work in asked)
    return [work for work in found if work]
