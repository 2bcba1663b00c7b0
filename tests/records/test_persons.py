"""Names are parted as whoever bears them would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records.persons import parse_person


@pytest.mark.parametrize(
    ("text", "family", "given_names"),
    [
        ("Nguyễn Văn An", "Nguyễn", "Văn An"),
        ("PGS. TS. Trần Thị Bình", "Trần", "Thị Bình"),
        ("PGS.TS Trần Thị Bình", "Trần", "Thị Bình"),
        ("ông Lê Hoa", "Lê", "Hoa"),
        ("Đỗ Ân", "Đỗ", "Ân"),
        ("Nguyen Van An", "Nguyen", "Van An"),
        ("John Smith", "Smith", "John"),
        ("Dr. Jean-Pierre Martin", "Martin", "Jean-Pierre"),
        ("Kim Nguyen", "Nguyen", "Kim"),
        ("Smith, John", "Smith", "John"),
        ("Nguyễn, Văn An", "Nguyễn", "Văn An"),
        ("Sukarno", "Sukarno", ""),
    ],
)
def test_family_and_given_names_are_parted(text: str, family: str, given_names: str) -> None:
    """Vietnamese names have the family name first, others last; degrees are no names."""
    person = parse_person(text)
    assert (person.family, person.given) == (family, given_names)


def test_a_name_is_written_in_the_order_in_which_it_is_said() -> None:
    """Also when the family name was typed first and a comma behind it."""
    assert parse_person("Nguyễn, Văn An").written == "Nguyễn Văn An"
    assert parse_person("Smith, John").written == "John Smith"
    assert parse_person("ThS. Nguyễn Văn An").written == "Nguyễn Văn An"


def test_initials_keep_hyphens() -> None:
    """As bibliographies write them."""
    assert parse_person("Nguyễn Văn An").initials == "V. A."
    assert parse_person("Jean-Pierre Martin").initials == "J.-P."
    assert not parse_person("Sukarno").initials


def test_vietnamese_people_are_called_by_their_last_name() -> None:
    """Lists in Vietnam are ordered by it; foreigners by their family name."""
    assert parse_person("Nguyễn Văn An").called == "An"
    assert parse_person("John Smith").called == "Smith"


@pytest.mark.parametrize("text", [",An", "An,", ", An ,"])
def test_a_comma_beside_nothing_parts_nothing(text: str) -> None:
    """Whoever has one name only is called by it."""
    assert parse_person(text).called == parse_person(text).written == "An"


@given(st.text(max_size=40))
def test_whatever_stands_in_an_author_field_is_some_name(text: str) -> None:
    """Nothing raises, and no word of a name without degrees is lost."""
    person = parse_person(text)
    assert person.written == " ".join(person.written.split())
    assert person.called or not person.written
