"""Works are cited by the numbers that are printed on their pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.records.works import WorkFile
from search_app.cite.item import Locator, Pages
from search_app.context import current_visit
from search_app.errors import NothingHere
from search_app.reader.printed import find_quoted, printed_pages
from tests.search_app.fake_library import (
    HIDDEN,
    PAPER,
    REPORT,
    REPORT_FILE,
    VOLUME,
    VOLUME_FILE,
    FakeLibrary,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from indexer.records.works import Work
    from search_app.context import Visit


@pytest.fixture
def visit(make_app: Callable[..., Flask]) -> Iterator[Visit]:
    """Give the visit of a reader of what is public."""
    with make_app().test_request_context("/"):
        yield current_visit(shows_records=True)


def _work(library: FakeLibrary, name: str) -> Work:
    return next(work for work in library.works if work.id == name)


def test_a_paper_takes_up_the_pages_that_are_printed_on_it(
    visit: Visit, library: FakeLibrary
) -> None:
    """The file's twelfth page has the number 8."""
    assert printed_pages(visit, [_work(library, PAPER)]) == {PAPER: Pages("8", "16")}


def test_to_the_end_of_the_file(visit: Visit, library: FakeLibrary) -> None:
    """The last paper has no last page in its record."""
    paper = _work(library, PAPER)
    last = replace(paper, files=(WorkFile(VOLUME_FILE, first_page=60),))
    assert printed_pages(visit, [last]) == {PAPER: Pages("56", "60")}


@pytest.mark.parametrize("name", [VOLUME, REPORT])
def test_what_stands_in_no_volume_has_no_range(
    visit: Visit, library: FakeLibrary, name: str
) -> None:
    """All of it is cited."""
    assert printed_pages(visit, [_work(library, name)]) == {}


def test_a_file_of_its_own_is_not_the_volume(visit: Visit, library: FakeLibrary) -> None:
    """Its numbers would not be found there."""
    paper = replace(_work(library, PAPER), files=(WorkFile(REPORT_FILE),))
    assert printed_pages(visit, [paper]) == {}


def test_one_page_is_named_as_printed(visit: Visit, library: FakeLibrary) -> None:
    """By its number in the file, as the page reader's address has it."""
    quoted = find_quoted(visit, _work(library, PAPER), 12, "")
    assert quoted.locator == Locator("8")
    assert find_quoted(visit, _work(library, PAPER), 0, "").locator is None


def test_a_page_that_may_not_be_seen_is_none(visit: Visit, library: FakeLibrary) -> None:
    """Neither of another work nor of a hidden one; a work without pages is cited all the same."""
    with pytest.raises(NothingHere):
        find_quoted(visit, _work(library, PAPER), 11, "")
    hidden = _work(library, HIDDEN)
    with pytest.raises(NothingHere):
        find_quoted(visit, hidden, 1, "")
    assert find_quoted(visit, hidden, 0, "").opened is None
