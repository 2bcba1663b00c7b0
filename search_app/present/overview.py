"""The pages of a work, all or those that answer, into what their overview shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.records.files import Unit
from search_app.formats import write_number
from search_app.links import page_url, pages_url, picture_url, work_url
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names
from search_app.present.pieces import Piece, cut
from search_app.present.places import Place, Spot, name_place
from search_app.reader.address import ReadingState, asked, file_key
from search_app.reader.opened import best_pages, drawn_files, first_page
from search_app.reader.pictures import DRAWN_KINDS, THUMBNAIL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.records.files import File
    from indexer.records.readable import Leaf
    from indexer.records.works import Work
    from indexer.retrieval.results import PageHit
    from search_app.context import Visit
    from search_app.holdings import Records
    from search_app.params import SearchState
    from search_app.reader.opened import Overview
    from search_app.translate import Wording


_ROWS = round(THUMBNAIL * 842 / 595)
"""Of a picture, where the size of its page is not known: A4."""
_STRIP = 6
"""Pages that a work's page shows of those that answer."""


@dataclass(frozen=True, slots=True)
class Card:
    """A page in an overview."""

    place: Place
    picture: str
    """Empty where there is none."""
    rows: int
    """Of the picture."""
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PagesPage:
    """The overview of pages."""

    line: WorkLine
    state: ReadingState
    total: int
    total_text: str
    """How many pages there are, in words."""
    cards: tuple[Card, ...]
    previous: str
    following: str
    all_url: str
    """All pages, without a question."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the page of a work shows of its pages."""

    query: str
    cards: tuple[Card, ...]
    read_url: str
    """Empty where no page may be seen."""
    pages_url: str


def present_overview(overview: Overview, records: Records, wording: Wording) -> PagesPage:
    """Return the overview of a work's pages."""
    work, state = overview.opened.work, overview.state
    line = work_line(work, Names(records, wording), wording)
    file = overview.opened.file
    cards = [_leaf_card(work, file, leaf, wording) for leaf in overview.leaves]
    drawn = overview.drawn
    cards += [_hit_card(work, hit, drawn, state.question, wording) for hit in overview.hits]
    part = overview.part
    return PagesPage(
        line=replace(line, url=work_url(work.id, state.question.query)),
        state=state,
        total=overview.total,
        total_text=_count(overview, wording),
        cards=tuple(cards),
        previous=pages_url(work.id, state, part - 1) if part > 1 else "",
        following=pages_url(work.id, state, part + 1) if part < overview.parts else "",
        all_url=pages_url(work.id, ReadingState(file=overview.opened.key)),
    )


def _count(overview: Overview, wording: Wording) -> str:
    number = write_number(overview.total, wording)
    if overview.state.question.query:
        text = wording.ngettext("%(num)s page answers", "%(num)s pages answer", overview.total)
    else:
        unit = overview.leaves[0].unit if overview.leaves else Unit.PAGE
        text = wording.npgettext("unit", f"%(num)s {unit}", f"%(num)s {unit}s", overview.total)
    return text % {"num": number}


def present_strip(visit: Visit, work: Work, question: SearchState) -> Strip:
    """Return the pages of a work that answer best, and where its pages are read."""
    drawn, state = drawn_files(visit, work), ReadingState(asked(question))
    hits = best_pages(visit, work, state.question, _STRIP)
    first = first_page(visit, work)
    return Strip(
        query=question.query,
        cards=tuple(_hit_card(work, hit, drawn, question, visit.wording) for hit in hits),
        read_url=page_url(work.id, first, state) if first else "",
        pages_url=pages_url(work.id, state),
    )


def _hit_card(
    work: Work,
    hit: PageHit,
    drawn: Mapping[str, Sequence[Leaf]],
    question: SearchState,
    wording: Wording,
) -> Card:
    spot = Spot(work, hit.sha256, hit.page, hit.label, hit.unit, question)
    place = name_place(spot, wording)
    state = ReadingState(question, file_key(work, hit.sha256))
    return Card(
        place=replace(place, url=page_url(work.id, hit.page, state)),
        picture=picture_url(hit.sha256, hit.page, THUMBNAIL) if hit.sha256 in drawn else "",
        rows=next((_rows(one) for one in drawn.get(hit.sha256, ()) if one.index == hit.page), 0),
        snippet=cut(hit.snippet, hit.marks),
    )


def _leaf_card(work: Work, file: File, leaf: Leaf, wording: Wording) -> Card:
    spot = Spot(work, file.sha256, leaf.index, leaf.label, leaf.unit.value)
    place = name_place(spot, wording)
    state = ReadingState(file=file_key(work, file.sha256))
    return Card(
        place=replace(place, url=page_url(work.id, leaf.index, state)),
        picture=picture_url(file.sha256, leaf.index, THUMBNAIL) if file.kind in DRAWN_KINDS else "",
        rows=_rows(leaf),
        snippet=(),
    )


def _rows(leaf: Leaf) -> int:
    """Return the height of a small picture, which the page keeps room for."""
    return round(THUMBNAIL * leaf.height / leaf.width) if leaf.width > 0 else _ROWS
