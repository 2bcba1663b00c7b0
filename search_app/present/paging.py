"""A page number and a total into links to the pages around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search_app.links import search_url

if TYPE_CHECKING:
    from search_app.params import SearchState

_AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the results; without number, a gap."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """The way to the other pages; empty links where there is none."""

    previous: str
    following: str
    pages: tuple[PageLink, ...]


def count_pages(total: int, size: int) -> int:
    """Return how many pages ``total`` works fill; 1 for none."""
    return max(1, -(-total // size))


def page_links(state: SearchState, last: int) -> Paging | None:
    """Return the links of one page of results, or nothing where all fits on one."""
    if last == 1:
        return None
    around = range(max(1, state.page - _AROUND), min(last, state.page + _AROUND) + 1)
    pages: list[PageLink] = []
    for number in sorted({1, *around, last}):
        if pages and number > pages[-1].number + 1:
            pages.append(PageLink(0, "", current=False))
        pages.append(PageLink(number, _url(state, number), current=number == state.page))
    return Paging(
        previous=_url(state, state.page - 1) if state.page > 1 else "",
        following=_url(state, state.page + 1) if state.page < last else "",
        pages=tuple(pages),
    )


def _url(state: SearchState, number: int) -> str:
    return search_url(replace(state, page=number))
