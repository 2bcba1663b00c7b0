from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors.works import WorkIdWrong
from indexer.records.identifiers import ALPHABET, LENGTH, new_work_id, parse_work_id


def test_new_ids_are_valid_and_differ() -> None:
    """Every new id parses to itself, and a thousand of them are a thousand."""
    ids = {new_work_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(parse_work_id(one) == one for one in ids)


def test_typed_look_alikes_are_understood() -> None:
    """Capitals, o for 0, i and l for 1, and hyphens lead to the one form."""
    plain = next(one for one in iter(new_work_id, "") if "0" in one and "1" in one)
    typed = plain.replace("0", "O").replace("1", "l").upper().replace("L", "l")
    assert parse_work_id(f" {typed[:4]}-{typed[4:]} ") == plain


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place: int, wrong: str) -> None:
    """The check character catches every single mistyped character."""
    right = new_work_id()
    mistyped = right[:place] + wrong + right[place + 1 :]
    if mistyped == right:
        return
    with pytest.raises(WorkIdWrong):
        parse_work_id(mistyped)


@given(st.text())
def test_no_other_text_is_an_id(text: str) -> None:
    """Whatever is typed gives an id of the right form or the named failure."""
    try:
        parsed = parse_work_id(text)
    except WorkIdWrong:
        return
    assert len(parsed) == LENGTH
