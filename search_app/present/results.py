"""The answer to a search into the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.retrieval.results import SORTS
from search_app.cite.forms import FORMS
from search_app.formats import write_number, write_seconds
from search_app.links import Link, feed_url, found_url, search_url, work_url
from search_app.params import SearchState
from search_app.present.advice import ShownStep, present_steps, present_suggestion
from search_app.present.facets import Facet, chips, facet_list, without_filters
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names
from search_app.present.paging import Paging, count_pages, page_links
from search_app.present.pieces import Piece, cut
from search_app.present.places import Place, Spot, name_place
from search_app.present.understood import Understanding, present_understood

if TYPE_CHECKING:
    from indexer.records.works import Work
    from indexer.retrieval.results import Hit, PageHit, Results
    from search_app.holdings import Records
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that answers."""

    place: Place
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A work that answers, with its pages."""

    id: str
    line: WorkLine
    pages: tuple[ShownPage, ...]

    @property
    def shows_added(self) -> bool:
        """Whether anything is marked for words that were added to the reader's own."""
        texts = (self.line.title, *(page.snippet for page in self.pages))
        return any(piece.added for text in texts for piece in text)


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to order the works."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of results."""

    state: SearchState
    kept: Mapping[str, tuple[str, ...]]
    """What is set and goes along when other words are searched for."""
    first: int
    """The number of the first work on the page."""
    total: int
    total_text: str
    seconds: str
    hits: tuple[ShownHit, ...]
    shows_added: bool
    """Whether two sorts of marks have to be explained."""
    facets: tuple[Facet, ...]
    chips: tuple[Link, ...]
    unfiltered: str
    sorts: tuple[Sort, ...]
    notes: tuple[str, ...]
    paging: Paging | None
    understood: Understanding
    suggestion: Link | None
    """The question that was perhaps meant."""
    downloads: tuple[Link, ...]
    """The works found, as files for reference managers and spreadsheets."""
    feed: str
    steps: tuple[ShownStep, ...]
    """What finds something where this found nothing."""


def last_page(results: Results, size: int) -> int:
    """Return the number of the last page of an answer."""
    return count_pages(results.total, size)


def present_results(
    results: Results, state: SearchState, size: int, records: Records, wording: Wording
) -> ResultPage:
    """Return the page for the ``size`` works from ``state.page``."""
    names = Names(records, wording)
    names.look_up_all(hit.work for hit in results.hits)
    hits = tuple(_hit(hit, state, names, wording) for hit in results.hits)
    return ResultPage(
        state=state,
        kept=_kept(state),
        first=(state.page - 1) * size + 1,
        total=results.total,
        total_text=write_number(results.total, wording),
        seconds=write_seconds(results.seconds, wording),
        hits=hits,
        shows_added=any(hit.shows_added for hit in hits),
        facets=facet_list(results.facets, state, names, wording),
        chips=chips(state, names),
        unfiltered=without_filters(state),
        sorts=_sorts(state, wording),
        notes=tuple(wording.pgettext("note", note) for note in results.notes),
        paging=page_links(state, last_page(results, size)),
        understood=present_understood(results.understood, state, names, wording),
        suggestion=present_suggestion(results, state),
        downloads=_downloads(state, wording),
        feed=feed_url(state),
        steps=present_steps(results, state, wording),
    )


def _downloads(state: SearchState, wording: Wording) -> tuple[Link, ...]:
    return tuple(Link(wording.pgettext("form", form), found_url(state, form)) for form in FORMS)


def _kept(state: SearchState) -> dict[str, tuple[str, ...]]:
    sort = {"sort": (state.sort,)} if state.sort else {}
    expand = {} if state.expand else {"expand": ("0",)}
    without = {"without": state.without} if state.without else {}
    return {**state.selected, **sort, **expand, **without}


def _hit(hit: Hit, state: SearchState, names: Names, wording: Wording) -> ShownHit:
    line = work_line(hit.work, names, wording, hit.title_marks)
    return ShownHit(
        id=hit.work.id,
        line=replace(line, url=work_url(hit.work.id, state.query)),
        pages=tuple(present_page(hit.work, page, state, wording) for page in hit.pages),
    )


def present_page(work: Work, page: PageHit, state: SearchState, wording: Wording) -> ShownPage:
    """Return a page that answers as lists show it."""
    spot = Spot(work, page.sha256, page.page, page.label, page.unit, state)
    return ShownPage(
        place=name_place(spot, wording),
        snippet=cut(page.snippet, page.marks),
    )


def _sorts(state: SearchState, wording: Wording) -> tuple[Sort, ...]:
    return tuple(
        Sort(
            name=wording.pgettext("sort", sort or "relevance"),
            url=search_url(replace(state, sort=sort, page=1)),
            current=sort == state.sort,
        )
        for sort in SORTS
    )
