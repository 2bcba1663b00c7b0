from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import url_for
from hypothesis import given
from hypothesis import strategies as st

from search_app.app import create_app
from search_app.links import page_url, search_url, work_url
from search_app.params import SearchState
from search_app.reader.address import LAST, ReadingState
from search_app.settings import SiteSettings
from tests.search_app.fake_library import TODAY, FakeLibrary, Folder, hold

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_STATES = st.builds(
    SearchState,
    query=st.just("") | _TEXTS,
    selected=st.dictionaries(st.sampled_from(["kind", "year"]), st.tuples(_TEXTS, _TEXTS)),
    sort=st.sampled_from(["", "-date"]),
    page=st.integers(1, 99),
    expand=st.booleans(),
    without=st.tuples() | st.tuples(_TEXTS),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give a site under a prefix."""
    place: Path = tmp_path_factory.mktemp("originals")
    holdings = hold(FakeLibrary, Folder(place))
    return create_app(SiteSettings(url_prefix="/tim"), holdings, lambda: TODAY)


@pytest.mark.parametrize("language", ["", "lang=en"])
@given(state=_STATES)
def test_addresses_of_searches_are_those_of_flask(
    app: Flask, language: str, state: SearchState
) -> None:
    """Put together without it, since a page has a hundred of them."""
    with app.test_request_context(f"/tim/search?{language}"):
        arguments: dict[str, Any] = {**state.arguments()}
        assert search_url(state) == url_for("search", **arguments)


@pytest.mark.parametrize("language", ["", "lang=en"])
@given(
    state=st.builds(
        ReadingState,
        question=_STATES,
        file=st.sampled_from(["", "0123456789ab"]),
        hit=st.integers(LAST, 9),
        zoom=st.integers(1, 3),
    ),
    page=st.integers(1, 10**6),
    anchor=st.none() | st.just("hit-1"),
)
def test_addresses_of_works_and_their_pages_are_those_of_flask(
    app: Flask, language: str, state: ReadingState, page: int, anchor: str | None
) -> None:
    """A page of results has dozens of these, too."""
    with app.test_request_context(f"/tim/search?{language}"):
        arguments: dict[str, Any] = {**state.arguments()}
        asked = url_for("page", work="7F3K2M9Q5", number=page, _anchor=anchor, **arguments)
        assert page_url("7F3K2M9Q5", page, state, anchor) == asked
        query = state.question.query
        assert work_url("7F3K2M9Q5", query) == url_for("work", work="7F3K2M9Q5", q=query or None)
