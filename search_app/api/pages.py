"""A page of a work, or all of its pages, into JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify, redirect, request, url_for

from indexer.records.identifiers import parse_work_id
from search_app.links import page_url, picture_url
from search_app.pages.work import find_work
from search_app.params import parse_number
from search_app.reader.address import ReadingState, file_key, parse_reading
from search_app.reader.boxes import boxes_of
from search_app.reader.opened import look_around, open_file, turn_to
from search_app.reader.pictures import DRAWN_KINDS, PLAIN

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from indexer.records.files import File
    from search_app.context import Visit
    from search_app.reader.opened import Turned


def api_page(visit: Visit, work: str, number: str) -> ResponseReturnValue:
    """Answer a page of a work with its text, the boxes of its words and what answers."""
    canonical, state = parse_work_id(work), parse_reading(request.args)
    at = parse_number(number, "page")
    if canonical != work:
        arguments: dict[str, Any] = {**state.arguments()}
        return redirect(url_for("api_page", work=canonical, number=at, **arguments))
    found = find_work(visit.library().records, canonical, visit)
    return jsonify(_page_as_json(turn_to(visit, found, at, state)))


def api_pages(visit: Visit, work: str) -> ResponseReturnValue:
    """Answer the pages of a work, with a question those that answer it."""
    canonical, state = parse_work_id(work), parse_reading(request.args)
    part = parse_number(request.args.get("page", "1"), "page")
    if canonical != work:
        arguments: dict[str, Any] = {**state.arguments()}
        return redirect(url_for("api_pages", work=canonical, page=part, **arguments))
    found = find_work(visit.library().records, canonical, visit)
    opened = open_file(visit, found, state.file)
    overview = look_around(visit, opened, state, part)
    pages = [
        _outline(opened.file.sha256, leaf.index, leaf.label, leaf.unit.value)
        for leaf in overview.leaves
    ]
    for hit in overview.hits:
        marked = {"snippet": hit.snippet, "marks": [mark.as_json() for mark in hit.marks]}
        pages.append({**_outline(hit.sha256, hit.page, hit.label, hit.unit), **marked})
    for page in pages:
        address = ReadingState(state.question, file_key(found, page["file"]))
        page["url"] = page_url(found.id, page["index"], address)
    return jsonify(total=overview.total, pages=pages)


def _outline(sha256: str, index: int, label: str, unit: str) -> dict[str, Any]:
    return {"file": sha256, "index": index, "label": label, "unit": unit}


def _page_as_json(turned: Turned) -> dict[str, Any]:
    file, leaf, text = turned.opened.file, turned.leaf, turned.text
    return {
        "work": turned.opened.work.id,
        **_outline(file.sha256, leaf.index, leaf.label, leaf.unit.value),
        "owners": [one.work for one in turned.opened.readable.owners(leaf.index)],
        "width": leaf.width,
        "height": leaf.height,
        "text": text.text if text else "",
        "running": [[one.start, one.end] for one in text.running] if text else [],
        "reader": text.reader if text else "",
        "confidence": text.confidence if text else None,
        "words": [
            [word.start, word.end, word.left, word.top, word.right, word.bottom]
            for word in (text.boxes if text else ())
        ],
        "marks": _marks(turned),
        "hits": [_hit(turned, hit.file, hit.page) for hit in turned.hits],
        "picture": _picture(file, leaf.index),
        "url": page_url(turned.opened.work.id, leaf.index, turned.state),
    }


def _marks(turned: Turned) -> list[dict[str, Any]]:
    boxes = boxes_of(turned.marks, turned.text.boxes) if turned.text else ()
    return [
        {
            "start": mark.start,
            "end": mark.end,
            "added": mark.added,
            "boxes": [[box.left, box.top, box.right, box.bottom] for box in places],
        }
        for mark, places in zip(turned.marks, boxes, strict=True)
    ]


def _hit(turned: Turned, key: str, page: int) -> dict[str, Any]:
    files = [part.sha256 for part in turned.opened.work.files]
    sha256 = next(one for one in files if one.startswith(key))
    return {"file": sha256, "index": page}


def _picture(file: File, page: int) -> str | None:
    return picture_url(file.sha256, page, PLAIN) if file.kind in DRAWN_KINDS else None
