from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.records.files import File
from indexer.records.readable import Holder, Readable

FILE = File("ab" * 32, 1, "a.pdf")
VOLUME = Holder("volume", "", 1, None)
FIRST, SECOND = Holder("first", "volume", 3, 7), Holder("second", "volume", 7, 9)
HOLDERS = (VOLUME, FIRST, SECOND)


def _owners(page: int) -> list[str]:
    return [one.work for one in Readable(FILE, HOLDERS, frozenset()).owners(page)]


def test_a_page_belongs_to_its_deepest_works() -> None:
    """The volume owns what no paper does; a page may be shared by two papers."""
    assert [_owners(page) for page in (1, 3, 7, 9, 10)] == [
        ["volume"],
        ["first"],
        ["first", "second"],
        ["second"],
        ["volume"],
    ]


def test_a_page_is_shown_if_all_its_owners_may_be_seen() -> None:
    """A hidden volume hides its own pages alone; a hidden paper those it shares as well."""
    without_volume = Readable(FILE, HOLDERS, frozenset({"first", "second"}))
    assert [without_volume.shows(page) for page in (1, 3, 7)] == [False, True, True]
    without_second = Readable(FILE, HOLDERS, frozenset({"volume", "first"}))
    assert [without_second.shows(page) for page in (1, 3, 7, 8)] == [True, True, False, False]


def test_a_file_of_two_works_needs_both() -> None:
    """Neither stands in the other, so each owns every page."""
    beside = Holder("beside", "", 1, None)
    assert not Readable(FILE, (VOLUME, beside), frozenset({"volume"})).shows(1)
    assert not Readable(FILE, (), frozenset()).shows(1)


_WORKS = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.lists(st.builds(Holder, _WORKS, st.just(""), st.integers(1, 9), st.integers(1, 9))),
    st.frozensets(_WORKS),
    st.integers(1, 9),
)
def test_who_sees_more_is_shown_no_less(
    holders: list[Holder], seen: frozenset[str], page: int
) -> None:
    """To see one more work never hides a page; to see none shows nothing."""
    one = Readable(FILE, tuple(holders), seen)
    every = Readable(FILE, tuple(holders), frozenset("abcd"))
    assert not (one.shows(page) and not every.shows(page))
    assert not Readable(FILE, tuple(holders), frozenset()).shows(page)
