"""All values of a facet are shown and looked for, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.retrieval.results import FacetCount
from search_app.params import SearchState
from search_app.present.facets import present_values
from search_app.present.names import Names
from search_app.translate import read_wordings
from tests.search_app.fake_library import FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from flask import Flask

    from indexer.records.authorities import Authority
    from search_app.present.facets import ValuesPage

MANY = tuple(FacetCount(f"Nguyễn Thị {at:05}", 50_000 - at) for at in range(50_000))


class CountedLibrary(FakeLibrary):
    """A library that counts the records it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_up = 0

    def authorities(self, keys: Collection[str]) -> Mapping[str, Authority]:
        """Return them and count."""
        self.looked_up += len(keys)
        return super().authorities(keys)


@pytest.fixture
def records() -> CountedLibrary:
    """Give records that are counted."""
    return CountedLibrary()


@pytest.fixture
def values(
    make_app: Callable[..., Flask], records: CountedLibrary
) -> Iterator[Callable[..., ValuesPage]]:
    """Give what shows values, of authors or of another facet."""
    wording = read_wordings()["vi"]

    def show(
        counts: tuple[FacetCount, ...], looked_for: str = "", facet: str = "author"
    ) -> ValuesPage:
        shown_in = (Names(records, wording), wording)
        return present_values(looked_for, counts, facet, SearchState(), shown_in)

    with make_app().test_request_context("/search/values/author"):
        yield show


def test_those_in_most_works_come_first_and_the_rest_is_counted(
    values: Callable[..., ValuesPage],
) -> None:
    """A page of fifty thousand lines helps nobody."""
    page = values(MANY)
    assert [one.name for one in page.choices] == [one.code for one in MANY[: len(page.choices)]]
    assert page.left == len(MANY) - len(page.choices)


def test_the_rarest_name_is_found(values: Callable[..., ValuesPage]) -> None:
    """Without accents, from among all of them."""
    page = values(MANY, "nguyen thi 49999")
    assert ([one.name for one in page.choices], page.left) == (["Nguyễn Thị 49999"], 0)


@pytest.mark.parametrize("looked_for", ["", "nguyen", "49999"])
def test_only_so_many_records_are_read(
    values: Callable[..., ValuesPage], records: CountedLibrary, looked_for: str
) -> None:
    """Each costs a look into the snapshot, and names of authors mostly have none."""
    values(MANY, looked_for)
    assert records.looked_up < len(MANY) / 5


def test_equal_numbers_stand_in_the_order_of_the_alphabet(
    values: Callable[..., ValuesPage],
) -> None:
    """Whatever the order of their codes; the name of a record is what counts."""
    equal = tuple(FacetCount(code, 1) for code in ("koica", "Ấn Độ", "Đức", "Dự án"))
    names = [one.name for one in values(equal, facet="partner").choices]
    assert names == ["Ấn Độ", "Cơ quan Hợp tác Quốc tế Hàn Quốc", "Dự án", "Đức"]
