"""Numbers printed on some pages say what all pages are called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.running.edges import roman
from indexer.extract.running.labels import Printed, labels_by


def test_one_number_says_nothing_of_other_pages() -> None:
    """A single number among many pages may be anything."""
    assert labels_by([Printed(3, 20, roman=False)], 9) == {}


def test_a_page_counts_on_to_the_next_number() -> None:
    """The first page of a paper has no number; the one behind it has, and it counts anew."""
    printed = [Printed(at, at + 1, roman=False) for at in (0, 1)]
    printed += [Printed(at, at + 98, roman=False) for at in (3, 4)]
    assert list(labels_by(printed, 6).values()) == ["1", "2", "100", "101", "102", "103"]


def test_of_two_numbers_on_a_page_that_counts_which_counts_elsewhere() -> None:
    """A volume's own number stands above that of the paper it reprints."""
    printed = [Printed(at, at + 37, roman=False) for at in range(6)]
    printed += [Printed(at, at + 1, roman=False) for at in range(3)]
    assert list(labels_by(printed, 6).values()) == [str(number) for number in range(37, 43)]


@given(st.integers(1, 60), st.integers(-20, 300), st.data())
def test_numbers_that_count_on_give_all_pages_theirs(
    count: int, offset: int, data: st.DataObject
) -> None:
    """However few of them are printed; before page 1 the place stands in brackets."""
    shown = data.draw(st.sets(st.integers(0, count - 1), min_size=min(2, count)))
    printed = [Printed(at, at + offset, roman=False) for at in shown if at + offset > 0]
    labels = labels_by(printed, count)
    for at, label in labels.items():
        assert label == (str(at + offset) if at + offset > 0 else f"[{at + 1}]")


def test_roman_numbers() -> None:
    """As they are printed in front matter."""
    assert [roman(number) for number in (1, 4, 9, 14, 19, 40, 49, 54, 88)] == [
        *("i", "iv", "ix", "xiv", "xix", "xl", "xlix", "liv", "lxxxviii")
    ]
