from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.records.works import Tier
from indexer.retrieval.results import FACETS, SORTS
from search_app.errors import ParameterWrong
from search_app.params import SearchState, parse_search

PUBLIC = frozenset({Tier.PUBLIC})

_PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["q", "sort", "page", "lang", "without", "x", *FACETS]),
        st.text(max_size=20),
    ),
    max_size=8,
)


@given(_PAIRS)
def test_any_query_string_is_understood_or_clearly_refused(pairs: list[tuple[str, str]]) -> None:
    """Nothing that a person can type raises anything but ParameterWrong."""
    try:
        state = parse_search(MultiDict(pairs))
    except ParameterWrong:
        return
    assert state.page >= 1


@given(
    query=st.text(max_size=40),
    codes=st.dictionaries(
        st.sampled_from((*FACETS, "without")), st.lists(st.text(min_size=1, max_size=9))
    ),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 999),
)
def test_a_state_survives_the_way_through_its_link(
    query: str, codes: dict[str, list[str]], sort: str, page: int
) -> None:
    """The address says the whole state."""
    chosen = [(facet, code) for facet, values in codes.items() for code in values]
    pairs = [("q", query), ("sort", sort), ("page", str(page)), *chosen]
    given_state = parse_search(MultiDict(pairs))
    arguments = MultiDict[str, str]()
    for name, value in given_state.arguments().items():
        for one in value if isinstance(value, list) else [value]:
            arguments.add(name, str(one))
    assert parse_search(arguments) == given_state


@pytest.mark.parametrize("page", ["abc", "-1", "0", "1000000000", "1.5", "٣", " 1", ""])
def test_an_impossible_page_is_refused(page: str) -> None:
    """A page is a whole number from 1."""
    with pytest.raises(ParameterWrong):
        parse_search(MultiDict({"page": page}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "x" * 1001),
        ("sort", "score"),
        ("kind", "x" * 1001),
        ("year", [str(n) for n in range(51)]),
    ],
)
def test_what_is_too_long_or_unknown_is_refused(name: str, value: str | list[str]) -> None:
    """The refusal names the parameter."""
    with pytest.raises(ParameterWrong) as caught:
        parse_search(MultiDict({name: value}))
    assert caught.value.name == name


def test_a_question_loses_what_cannot_be_seen() -> None:
    """Control characters and doubled blanks are blanks."""
    assert parse_search(MultiDict({"q": " hợp\x00tác\n\tquốc  tế "})).query == "hợp tác quốc tế"


def test_toggling_twice_changes_nothing() -> None:
    """A facet's link sets a value; the same link then takes it off."""
    state = SearchState(query="x", selected={"kind": ("paper",)}, page=3)
    twice = state.toggled("year", "2019").toggled("year", "2019")
    assert twice == SearchState(query="x", selected={"kind": ("paper",)})


def test_a_request_names_the_tiers_and_the_slice() -> None:
    """The library is asked for one page, as whoever asks."""
    request = SearchState(query="x", selected={"kind": ("paper",)}, page=3).request(PUBLIC, 10)
    assert (request.tiers, request.offset, request.limit) == (PUBLIC, 20, 10)
    assert request.filters == {"kind": frozenset({"paper"})}
