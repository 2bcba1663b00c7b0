"""Terms into numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.dictionary import encode_term
from indexer.engine.flat.numbering import TermNumbers

TERMS = st.lists(st.text(st.characters(exclude_characters="\0"), max_size=6), max_size=60)


@given(parts=st.lists(TERMS, max_size=6))
def test_terms_are_numbered_as_they_are_met(parts: list[list[str]]) -> None:
    """Equal terms have one number, the next new one takes the next; empty ones are terms, too."""
    numbers = TermNumbers()
    wanted: dict[bytes, int] = {}
    for terms in parts:
        encoded = [encode_term(term) for term in terms]
        found = numbers.number(b"".join(term + b"\0" for term in encoded), len(terms))
        assert found.tolist() == [wanted.setdefault(term, len(wanted)) for term in encoded]
    assert numbers.terms() == list(wanted)


def test_the_table_grows() -> None:
    """Far more terms than it began with keep their numbers."""
    terms = [f"t{number}".encode() for number in range(50_000)]
    numbers = TermNumbers()
    for first in range(0, len(terms), 1000):
        numbers.number(b"\0".join([*terms[first : first + 1000], b""]), 1000)
    again = numbers.number(b"\0".join([*reversed(terms), b""]), len(terms))
    assert again.tolist() == list(reversed(range(50_000)))


def test_a_zero_within_a_term_is_refused() -> None:
    """It would end the term."""
    with pytest.raises(ValueError, match="character 0"):
        TermNumbers().number(b"a\0b\0", 1)
