"""What the library holds into the first page: counts by kind and the newest works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_app.formats import write_number
from search_app.links import search_url
from search_app.params import SearchState
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.works import Work
    from indexer.retrieval.results import FacetCount, Results
    from search_app.holdings import Records
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class Shelf:
    """The works of one kind."""

    name: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first page."""

    total: int
    total_text: str
    shelves: tuple[Shelf, ...]
    newest: tuple[WorkLine, ...]


def present_welcome(
    holdings: Results, newest: Sequence[Work], records: Records, wording: Wording
) -> Welcome:
    """Return the first page; ``holdings`` is the answer to the question that asks for nothing."""
    names = Names(records, wording)
    return Welcome(
        total=holdings.total,
        total_text=write_number(holdings.total, wording),
        shelves=tuple(_shelf(one, names, wording) for one in holdings.facets.get("kind", ())),
        newest=tuple(work_line(work, names, wording) for work in newest),
    )


def _shelf(one: FacetCount, names: Names, wording: Wording) -> Shelf:
    return Shelf(
        name=names.of_facet("kind", one.code),
        count=write_number(one.count, wording),
        url=search_url(SearchState(selected={"kind": (one.code,)})),
    )
