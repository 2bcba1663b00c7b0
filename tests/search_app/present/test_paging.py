from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search_app.params import SearchState
from search_app.present.paging import count_pages, page_links

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (100, 10)])
def test_pages_are_counted(total: int, pages: int) -> None:
    """The last page may be short; nothing found is one page that says so."""
    assert count_pages(total, 10) == pages


@pytest.mark.parametrize(
    ("page", "numbers"),
    [(1, [1, 2, 3, 0, 20]), (10, [1, 0, 8, 9, 10, 11, 12, 0, 20]), (20, [1, 0, 18, 19, 20])],
)
def test_the_first_the_last_and_those_around_are_linked(
    make_app: Callable[..., Flask], page: int, numbers: list[int]
) -> None:
    """Gaps stand between, marked by 0."""
    with make_app().test_request_context("/search"):
        links = page_links(SearchState(query="x", page=page), 20)
    assert links
    assert [one.number for one in links.pages] == numbers


def test_one_page_needs_no_links() -> None:
    """Nothing is offered that leads nowhere."""
    assert page_links(SearchState(), 1) is None
