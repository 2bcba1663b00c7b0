"""English words into base forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.english import base_forms


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("policies", "policy"),
        ("parties", "party"),
        ("classes", "class"),
        ("houses", "house"),
        ("projects", "project"),
        ("planned", "plan"),
        ("agreed", "agree"),
        ("signed", "sign"),
        ("carried", "carry"),
        ("trained", "train"),
        ("training", "train"),
        ("writing", "write"),
        ("running", "run"),
        ("politically", "political"),
        ("economically", "economic"),
        ("happily", "happy"),
        ("leaves", "leaf"),
    ],
)
def test_regular_inflection(word: str, base: str) -> None:
    """The base form is among those tried."""
    assert base in base_forms(word)


@given(st.text(max_size=30))
def test_a_word_is_its_own_first_form(word: str) -> None:
    """And none is shorter than a word can be."""
    first, *others = base_forms(word)
    assert first == word
    assert all(len(form) >= 2 for form in others)
