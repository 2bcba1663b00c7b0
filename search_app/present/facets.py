"""Counts of a facet's values into links that narrow a search or widen it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.retrieval.results import FACETS, FacetCount
from search_app.formats import write_number
from search_app.links import Link, search_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search_app.params import SearchState
    from search_app.present.names import Names
    from search_app.translate import Wording

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; following its link sets or unsets it."""

    name: str
    count: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those shown at once, and the others."""

    code: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def facet_list(
    counts: Mapping[str, tuple[FacetCount, ...]],
    state: SearchState,
    names: Names,
    wording: Wording,
) -> tuple[Facet, ...]:
    """Return the facets that have a value to choose, in their fixed order."""
    facets = []
    for code in FACETS:
        choices = [
            Choice(
                name=names.of_facet(code, one.code),
                count=write_number(one.count, wording),
                url=search_url(state.toggled(code, one.code)),
                chosen=state.has(code, one.code),
            )
            for one in _in_order(code, counts.get(code, ()), state)
        ]
        if choices:
            name = wording.pgettext("facet", code)
            facets.append(Facet(code, name, tuple(choices[:_SHOWN]), tuple(choices[_SHOWN:])))
    return tuple(facets)


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
