"""Clauses into questions that mean them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer.retrieval.clauses import Demand, Form
from indexer.retrieval.query import MAX_CHARACTERS, parse_question
from indexer.retrieval.writing import changes, clauses_as_json, write_question

_PIECES = st.sampled_from(
    [
        *(
            "a",
            "ab*",
            "Lào",
            "hợp tác",
            "a*bc",
            "*abc",
            "**",
            "?abc",
            "ab?",
            "viet~",
            "57-NQ/TW",
            "10:30",
            "#",
            "_",
            "*",
            ".",
            "'",
            "İ",
            "№",
        ),
        *('"', "“", "”", "«", "»", "(", ")", "|", "+", "-", ":", " ", "  ", "\u0301", "~5"),
        *("OR", "HOẶC", "hoặc", "năm:", "năm", "quốc", "gia", "quốc gia:", "2015", "2015..2017"),
        *("nước:", "Hàn Quốc", "tác giả:", "Nguyễn Văn", "loại:", "mou", "ngôn ngữ:", "việt"),
    ]
)
QUESTIONS = (
    st.lists(_PIECES, max_size=20).map("".join)
    | st.lists(_PIECES, max_size=20).map(" ".join)
    | st.text(max_size=40)
)


def _lookup(facet: str, name: str) -> frozenset[str]:
    known = facet in {"country", "partner"} and name in {"han quoc", "a"}
    return frozenset({"kr"} if known else ())


@given(QUESTIONS)
def test_a_question_written_again_means_the_same(text: str) -> None:
    """Whatever was typed: parsing what is written gives the same clauses."""
    clauses = parse_question(text, _lookup).clauses
    written = write_question(clauses)
    assume(len(written) <= MAX_CHARACTERS)
    assert parse_question(written, _lookup).clauses == clauses


@given(QUESTIONS)
def test_a_change_is_a_question_and_the_rest_stays(text: str) -> None:
    """Leaving a part out leaves the others; every change can itself be written again."""
    clauses = parse_question(text, _lookup).clauses
    for at in range(len(clauses)):
        for change in changes(clauses, at):
            assume(len(change.query) <= MAX_CHARACTERS)
            made = parse_question(change.query, _lookup).clauses
            assert parse_question(write_question(made), _lookup).clauses == made
            if change.demand is Demand.NOT:
                assert made[at].demand is Demand.NOT


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("hợp   tác", "hợp tác"),
        ("year:2015..2017 nuoc:Hàn Quốc", 'năm:"2015..2017" nước:"Hàn Quốc"'),
        ("năm:2015 OR năm:2017", '(năm:"2015" | năm:"2017")'),
        ("a OR (b | -c)", "a | (b | -c)"),
        ("author:Nguyễn Văn A", 'tác giả:"Nguyễn Văn A"'),
        ("-57-NQ/TW nghiê* “a b”~7", '-"57-NQ/TW" nghiê* "a b"~7'),
        ("a“b :c", "a b c"),
        ("+( hợp tác )", "+(hợp tác)"),
        ("+(Lào)", "+Lào"),
        ("(*iệp) ab*", "(*iệp) ab*"),
        ("-*iệp *bc d*", "-*iệp bc d"),
    ],
)
def test_what_is_written(text: str, written: str) -> None:
    """In the Vietnamese names, with plain quotes."""
    assert write_question(parse_question(text, _lookup).clauses) == written


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("hợp tác", {Demand.MUST: "+(hợp tác)", Demand.NOT: '-"hợp tác"', None: ""}),
        ("Lào", {Demand.MUST: "+Lào", Demand.NOT: "-Lào", None: ""}),
        ('"hợp tác"', {Demand.SHOULD: "hợp tác", Demand.NOT: '-"hợp tác"', None: ""}),
        (
            '"hợp tác" là gì',
            {
                Demand.MUST: '+"hợp tác" là gì',
                Demand.NOT: '-"hợp tác" là gì',
                None: "là gì",
            },
        ),
        ("-ab*", {Demand.MUST: "+ab*", None: ""}),
        ("năm:2015", {None: ""}),
        ("+(a | b)", {Demand.NOT: "-(a | b)", None: ""}),
    ],
)
def test_what_a_part_may_become(text: str, queries: dict[Demand | None, str]) -> None:
    """Plain words become demanded or excluded and the other way round; a filter only goes."""
    clauses = parse_question(text).clauses
    assert {one.demand: one.query for one in changes(clauses, 0)} == queries


def test_programs_get_the_same() -> None:
    """Each part with the questions it may be changed to."""
    (part,) = clauses_as_json(parse_question("+Lào").clauses)
    assert (part["form"], part["demand"]) == (Form.WORDS, Demand.MUST)
    assert {"demand": "none", "query": ""} in part["changes"]
