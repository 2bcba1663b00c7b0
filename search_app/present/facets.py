"""Counts of a facet's values into links that narrow a search or widen it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from indexer.language.collation import sort_key
from indexer.language.fold import fold
from indexer.retrieval.results import FACETS, FacetCount
from search_app.formats import write_number
from search_app.links import Link, search_url, values_url
from search_app.params import SearchState
from search_app.present.histogram import Histogram, make_histogram
from search_app.present.names import LISTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search_app.present.names import Names
    from search_app.translate import Wording

_SHOWN = 6
_AT_HAND = 18
"""Values in the column of a page of results; the others have a page of their own."""
_MOST_VALUES = 300
_MOST_ORDERED = 2_000
"""Values that are put into the order of their names: of more, those in most works."""
_MOST_LOOKED_UP = 5_000
"""Values whose records are read to compare their names. Rarer ones are compared as their codes are
written, which are the very names where there are no records: of authors, who may be so many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; following its link sets or unsets it."""

    name: str
    count: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those shown at once, and some more."""

    code: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    all_url: str
    """The page of all values, where not all are here."""
    histogram: Histogram | None


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """The page of all values of a facet."""

    state: SearchState
    facet: str
    name: str
    looked_for: str
    choices: tuple[Choice, ...]
    left: int
    """Values that are not shown, since they are too many."""
    results_url: str
    all_url: str
    """The same page with nothing looked for."""


def facet_list(
    counts: Mapping[str, tuple[FacetCount, ...]],
    state: SearchState,
    names: Names,
    wording: Wording,
) -> tuple[Facet, ...]:
    """Return the facets that have a value to choose, in their fixed order."""
    listed = ((code, _in_order(code, counts.get(code, ()), state)) for code in FACETS)
    return tuple(_facet(code, some, state, names, wording) for code, some in listed if some)


def present_values(
    looked_for: str,
    counts: tuple[FacetCount, ...],
    facet: str,
    state: SearchState,
    shown_in: tuple[Names, Wording],
) -> ValuesPage:
    """Return the page of a facet's values, or of those whose names hold what is looked for."""
    names, wording = shown_in
    found = _with_names(looked_for, facet, _in_order(facet, counts, state), names)
    first = found[:_MOST_ORDERED]
    _look_up(names, facet, first)
    shown = _by_name(facet, first, state, names)[:_MOST_VALUES]
    return ValuesPage(
        state=state,
        facet=facet,
        name=wording.pgettext("facet", facet),
        looked_for=looked_for,
        choices=tuple(_choice(facet, one, state, names, wording) for one in shown),
        left=len(found) - len(shown),
        results_url=search_url(state),
        all_url=values_url(state, facet),
    )


def _with_names(
    looked_for: str, facet: str, values: list[FacetCount], names: Names
) -> list[FacetCount]:
    """Return the values whose names hold what is looked for, also without accents."""
    folded = fold(looked_for)
    if not folded:
        return values
    near, far = values[:_MOST_LOOKED_UP], values[_MOST_LOOKED_UP:]
    _look_up(names, facet, near)
    named = chain((names.of_facet(facet, one.code) for one in near), (one.code for one in far))
    return [one for one, name in zip(values, named, strict=True) if folded in fold(name)]


def _facet(
    code: str, counts: list[FacetCount], state: SearchState, names: Names, wording: Wording
) -> Facet:
    _look_up(names, code, counts[:_AT_HAND])
    shown = _by_name(code, counts[:_AT_HAND], state, names)
    choices = [_choice(code, one, state, names, wording) for one in shown]
    return Facet(
        code=code,
        name=wording.pgettext("facet", code),
        choices=tuple(choices[:_SHOWN]),
        more=tuple(choices[_SHOWN:]),
        all_url=values_url(state, code) if len(counts) > _AT_HAND else "",
        histogram=_histogram(counts, state) if code == "year" else None,
    )


def _by_name(
    facet: str, counts: list[FacetCount], state: SearchState, names: Names
) -> list[FacetCount]:
    """Order values with the same number by their names, in the Vietnamese alphabet."""
    if facet == "year":
        return counts

    def place(one: FacetCount) -> tuple[bool, int, str]:
        chosen = state.has(facet, one.code)
        return not chosen, -one.count, sort_key(names.of_facet(facet, one.code))

    return sorted(counts, key=place)


def _look_up(names: Names, facet: str, counts: Sequence[FacetCount]) -> None:
    if facet not in LISTED:
        names.look_up(one.code for one in counts)


def _histogram(counts: list[FacetCount], state: SearchState) -> Histogram | None:
    chosen = state.selected.get("year", ())
    return make_histogram(counts, lambda year: search_url(state.toggled("year", year)), chosen)


def _choice(
    code: str, one: FacetCount, state: SearchState, names: Names, wording: Wording
) -> Choice:
    return Choice(
        name=names.of_facet(code, one.code),
        count=write_number(one.count, wording),
        url=search_url(state.toggled(code, one.code)),
        chosen=state.has(code, one.code),
    )


def chips(state: SearchState, names: Names) -> tuple[Link, ...]:
    """Return what is set, each with the link that takes it off."""
    return tuple(
        Link(names.of_facet(facet, code), search_url(state.toggled(facet, code)))
        for facet, codes in state.selected.items()
        for code in codes
    )


def without_filters(state: SearchState) -> str:
    """Return the address of the same question with nothing set."""
    return search_url(replace(state, selected={}, page=1))


def _in_order(facet: str, counts: tuple[FacetCount, ...], state: SearchState) -> list[FacetCount]:
    """Chosen values first, also those that count nothing now; years from the latest."""
    present = {one.code for one in counts}
    absent = [FacetCount(c, 0) for c in state.selected.get(facet, ()) if c not in present]
    known = sorted(counts, key=lambda one: one.code, reverse=True) if facet == "year" else counts
    return sorted([*absent, *known], key=lambda one: not state.has(facet, one.code))
