from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue.tabular.cells import from_cell, is_same, join, split, tidy, to_cell


@given(st.text())
def test_a_cell_gives_its_text_back(text: str) -> None:
    """As tidy as any spreadsheet program leaves it."""
    assert from_cell(to_cell(text)) == tidy(text)
    assert is_same(to_cell(text), text)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    """Or a round trip would change something each time."""
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["=1+1", "+84 24", "-", "@SUM(A1)", "=HYPERLINK(1)", "'=x"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever a document's author put into its title."""
    assert to_cell(text) == f"'{text}"


def test_an_apostrophe_that_a_person_typed_stays() -> None:
    """Only what guards a sign is taken off."""
    assert from_cell("'Tis") == "'Tis"
    assert from_cell("'=x") == "=x"


@given(st.lists(st.text()))
def test_joined_texts_are_split_again(texts: list[str]) -> None:
    """Semicolons and backslashes in them too; empty ones are none."""
    wanted = [tidy(text) for text in texts if tidy(text)]
    assert [tidy(text) for text in split(tidy(join(texts)))] == wanted


def test_a_person_may_leave_out_the_blank() -> None:
    """Or type one too many."""
    assert split("a;b ;  c;; ") == ["a", "b", "c"]
    assert split(r"C:\x; một\; hai") == [r"C:\x", "một; hai"]
