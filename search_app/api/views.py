"""A question or an id into JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, redirect, request, url_for

from indexer.records.identifiers import parse_work_id
from indexer.retrieval.completion import MOST
from search_app.api.description import read_description
from search_app.api.objects import completion_as_json, outline_as_json, work_as_json
from search_app.pages.work import find_neighbours, find_work
from search_app.params import parse_number, parse_search, parse_typed

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from search_app.context import Visit

_MOST = 100
"""Works in one answer."""


def api_search(visit: Visit) -> Response:
    """Answer a search; a page behind the last has no works."""
    size = parse_number(request.args.get("size", "10"), "size", _MOST)
    question = parse_search(request.args).request(visit.reader.tiers, size)
    return jsonify(visit.library().search(question, visit.reader.day).as_json())


def api_complete(visit: Visit) -> Response:
    """Answer what a question may go on as; of titles with the addresses of their works."""
    limit = parse_number(request.args.get("limit", "8"), "limit", MOST)
    text = parse_typed(request.args)
    found = visit.library().complete(text, visit.reader.tiers, visit.reader.day, limit)
    return jsonify(completions=[completion_as_json(one) for one in found])


def api_work(visit: Visit, work: str) -> ResponseReturnValue:
    """Answer a work; an id typed with look-alikes leads to its one form."""
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(url_for("api_work", work=canonical))
    records = visit.library().records
    found = find_work(records, canonical, visit)
    return jsonify(work_as_json(found, find_neighbours(records, found, visit)))


def api_similar(visit: Visit, work: str) -> ResponseReturnValue:
    """Answer the works that are most like one; an id typed with look-alikes leads to its form."""
    limit = parse_number(request.args.get("limit", "5"), "limit", _MOST)
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(url_for("api_similar", work=canonical, limit=limit))
    library, reader = visit.library(), visit.reader
    find_work(library.records, canonical, visit)
    found = library.similar(canonical, reader.tiers, reader.day, limit)
    return jsonify(works=[outline_as_json(one) for one in found])


def api_description(visit: Visit) -> Response:
    """Answer the OpenAPI description, its server being this site under its prefix."""
    server = url_for("api_description").removesuffix("/openapi.json")
    return jsonify(read_description(visit.site.settings.name, server))
