"""A work's id into the page of its record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from indexer.records.identifiers import parse_work_id
from search_app.errors import NothingHere
from search_app.links import work_url
from search_app.params import parse_search
from search_app.present.citing import make_items
from search_app.present.overview import present_strip
from search_app.present.record import Neighbours, present_work
from search_app.reader.printed import printed_pages

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from indexer.records.works import Work
    from search_app.context import Visit
    from search_app.holdings import Records


SIMILAR = 5
"""Similar works shown beside one."""


def work(visit: Visit, work: str) -> ResponseReturnValue:
    """Show a work; an id typed with look-alikes leads to its one form."""
    canonical = parse_work_id(work)
    if canonical != work:
        return redirect(work_url(canonical, request.args.get("q", "")))
    library = visit.library()
    records = library.records
    found = find_work(records, canonical, visit)
    similar = library.similar(canonical, visit.reader.tiers, visit.reader.day, SIMILAR)
    neighbours = find_neighbours(records, found, visit)
    printed = printed_pages(visit, neighbours.children)
    neighbours = replace(neighbours, similar=similar, printed=printed)
    (item,) = make_items([found], visit)
    page = present_work(found, neighbours, item, records, visit.wording)
    strip = present_strip(visit, found, parse_search(request.args))
    return render_template("work.html", page=page, strip=strip)


def find_work(records: Records, work: str, visit: Visit) -> Work:
    """Return the work; raises :class:`NothingHere` when this reader may not see it."""
    found = records.work(work, visit.reader.tiers, visit.reader.day)
    if found is None:
        raise NothingHere
    return found


def find_neighbours(records: Records, work: Work, visit: Visit) -> Neighbours:
    """Return the volume, papers and files of a work that this reader may see."""
    tiers, day = visit.reader.tiers, visit.reader.day
    files = [records.file(part.sha256, tiers, day) for part in work.files]
    return Neighbours(
        parent=records.work(work.parent, tiers, day) if work.parent else None,
        children=records.children(work.id, tiers, day),
        files={file.sha256: file for file in files if file is not None},
    )
