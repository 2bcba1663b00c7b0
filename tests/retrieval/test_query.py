"""What a reader types, into clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.query import (
    MAX_CHARACTERS,
    MAX_CLAUSES,
    TOO_LONG,
    TOO_MANY_TERMS,
    Clause,
    Demand,
    parse_question,
)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("hợp tác quốc tế", [Clause("hợp tác quốc tế")]),
        ('"hợp tác"', [Clause("hợp tác", phrase=True)]),
        (
            "“hợp tác” „a b“ «c d»",
            [Clause(text, phrase=True) for text in ("hợp tác", "a b", "c d")],
        ),
        ("+Lào -JICA", [Clause("Lào", Demand.MUST), Clause("JICA", Demand.NOT)]),
        (
            '-"a b" +"c d"',
            [Clause("a b", Demand.NOT, phrase=True), Clause("c d", Demand.MUST, phrase=True)],
        ),
        ("a +b c d", [Clause("a"), Clause("b", Demand.MUST), Clause("c d")]),
        ("-57-NQ/TW", [Clause("57-NQ/TW", Demand.NOT, phrase=True)]),
        ("57-NQ/TW", [Clause("57-NQ/TW")]),
        ("Việt-Hàn", [Clause("Việt-Hàn")]),
        ('a "b c', [Clause('a "b c')]),
        ('"" + - ++ a', [Clause("a")]),
        ("?!", []),
    ],
)
def test_clauses(text: str, clauses: list[Clause]) -> None:
    """Signs and quotes count at the beginning of words; all else is plain words."""
    assert list(parse_question(text).clauses) == clauses


@given(st.text() | st.text(alphabet='"+-“”„«» aĐ\n\x00*:()~'))
def test_any_text_parses(text: str) -> None:
    """Whatever is typed gives clauses that hold something to look up, within the limits."""
    question = parse_question(text)
    assert len(question.clauses) <= MAX_CLAUSES
    assert all(any(map(str.isalnum, clause.text)) for clause in question.clauses)
    assert set(question.notes) <= {TOO_LONG, TOO_MANY_TERMS}


def test_a_long_question_is_cut_between_words() -> None:
    """What is beyond the limit is left out and said; no word is cut in two."""
    question = parse_question("nghiên " * 200)
    assert question.notes == (TOO_LONG,)
    (clause,) = question.clauses
    assert set(clause.text.split()) == {"nghiên"}
    assert len(parse_question("a" * 5000).clauses[0].text) == MAX_CHARACTERS


def test_too_many_clauses_are_cut_and_said() -> None:
    """The first ones stay."""
    question = parse_question(" ".join(f"+{n}" for n in range(40)))
    assert question.notes == (TOO_MANY_TERMS,)
    assert question.clauses[-1] == Clause("31", Demand.MUST)
