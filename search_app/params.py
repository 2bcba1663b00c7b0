"""A query string into the state of a search, and that state into links and a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from indexer.retrieval.results import FACETS, SORTS, Request
from search_app.errors import ParameterWrong

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from indexer.records.works import Tier

QUERY_LIMIT = 1000
"""Characters of a question; more is a pasted text, and would stand in every link of the page."""
FILTER_LIMIT = 50
"""Values selected in one facet."""
PAGE_DIGITS = 7
PARAMETERS = ("q", *FACETS, "sort", "page", "expand", "without")
"""All that the address of a search can say."""

Arguments: TypeAlias = dict[str, str | int | list[str]]


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a reader has asked and set; the address of a page of results says all of it."""

    query: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet to the chosen codes, in the order they were chosen; a facet without any is absent."""
    sort: str = ""
    page: int = 1
    expand: bool = True
    """Whether other names and words of the other language are looked for as well."""
    without: tuple[str, ...] = ()
    """Words typed for which nothing is to be added, and words that are not to be added."""

    @property
    def asks(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.query or self.selected)

    def arguments(self) -> Arguments:
        """Return the query string's arguments; what is as usual is left out."""
        arguments: Arguments = {"q": self.query} if self.query else {}
        arguments.update({name: list(codes) for name, codes in self.selected.items()})
        if self.sort:
            arguments["sort"] = self.sort
        if self.page > 1:
            arguments["page"] = self.page
        if not self.expand:
            arguments["expand"] = "0"
        if self.without:
            arguments["without"] = list(self.without)
        return arguments

    def has(self, facet: str, code: str) -> bool:
        """Tell whether a value is selected."""
        return code in self.selected.get(facet, ())

    def toggled(self, facet: str, code: str) -> SearchState:
        """Return the state with a value selected, or no longer, on the first page."""
        before = self.selected.get(facet, ())
        after = tuple(one for one in before if one != code) if code in before else (*before, code)
        selected = {**self.selected, facet: after}
        return replace(self, selected={k: v for k, v in selected.items() if v}, page=1)

    def switched(self, text: str) -> SearchState:
        """Return the state with an added word, or all for a word typed, off; or on again."""
        others = tuple(one for one in self.without if one != text)
        on = len(others) < len(self.without)
        return replace(self, without=others if on else (*others, text), page=1)

    def facet_request(self, facet: str, tiers: frozenset[Tier]) -> Request:
        """Return the question for the values of one facet alone."""
        return replace(self.request(tiers, 0), offset=0, facets=(facet,), values=0)

    def request(self, tiers: frozenset[Tier], size: int) -> Request:
        """Return the question for the library, with the tiers of whoever asks."""
        return Request(
            query=self.query,
            tiers=tiers,
            filters={name: frozenset(codes) for name, codes in self.selected.items()},
            sort=self.sort,
            offset=(self.page - 1) * size,
            limit=size,
            expand=self.expand,
            without=frozenset(self.without),
        )


def parse_search(arguments: MultiDict[str, str]) -> SearchState:
    """Return the state that a query string describes; names it does not know are passed over.

    Raises :class:`ParameterWrong`.
    """
    selected = {name: _codes(name, arguments.getlist(name)) for name in FACETS}
    return SearchState(
        query=_query(arguments),
        selected={name: codes for name, codes in selected.items() if codes},
        sort=_sort(arguments.get("sort", "")),
        page=parse_number(arguments.get("page", "1"), "page"),
        expand=arguments.get("expand") != "0",
        without=_codes("without", arguments.getlist("without")),
    )


def parse_number(text: str, name: str, most: int = 10**PAGE_DIGITS) -> int:
    """Return a whole number from 1 to ``most``.

    Raises :class:`ParameterWrong`.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= PAGE_DIGITS):
        raise ParameterWrong(name)
    number = int(text)
    if not 1 <= number <= most:
        raise ParameterWrong(name)
    return number


def parse_typed(arguments: MultiDict[str, str]) -> str:
    """Return what stands in a search box, unfinished as it is: a blank at its end says something.

    Raises :class:`ParameterWrong`.
    """
    text = arguments.get("q", "")
    if len(text) > QUERY_LIMIT:
        raise ParameterWrong(name="q")
    return "".join(c if c.isprintable() else " " for c in text)


def _query(arguments: MultiDict[str, str]) -> str:
    return " ".join(parse_typed(arguments).split())


def _codes(name: str, values: list[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(value for value in values if value))
    if len(codes) > FILTER_LIMIT or any(len(code) > QUERY_LIMIT for code in codes):
        raise ParameterWrong(name)
    return codes


def _sort(text: str) -> str:
    if text not in SORTS:
        raise ParameterWrong(name="sort")
    return text
