"""What a reader types, into clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.retrieval.clauses import Clause, Demand, Form
from indexer.retrieval.query import (
    MAX_CHARACTERS,
    MAX_CLAUSES,
    MAX_DEPTH,
    TOO_LONG,
    TOO_MANY_TERMS,
    parse_question,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _phrase(text: str) -> Clause:
    return Clause(text, form=Form.PHRASE)


def _prefix(text: str, demand: Demand = Demand.SHOULD) -> Clause:
    return Clause(text, demand, Form.PREFIX)


def _shape(text: str, demand: Demand = Demand.SHOULD) -> Clause:
    return Clause(text, demand, Form.WILDCARD)


def _slips(text: str, distance: int) -> Clause:
    return Clause(text, form=Form.FUZZY, distance=distance)


def _author(text: str, demand: Demand = Demand.SHOULD) -> Clause:
    return Clause(text, demand, Form.AUTHOR)


def _filter(facet: str, text: str, *codes: str) -> Clause:
    return Clause(text, form=Form.FILTER, facet=facet, codes=codes)


def _any(*alternatives: list[Clause], sign: str = "") -> Clause:
    demand = Demand.NOT if sign else Demand.SHOULD
    return Clause(demand=demand, form=Form.GROUP, alternatives=tuple(map(tuple, alternatives)))


def _demanded(*texts: str) -> Iterator[Clause]:
    return (Clause(text, Demand.MUST) for text in texts)


def _lookup(facet: str, name: str) -> frozenset[str]:
    known = {("country", "han quoc"): "country-kr", ("unit", "hoc vien"): "unit-hv"}
    return frozenset({known[facet, name]} if (facet, name) in known else ())


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("hợp tác quốc tế", [Clause("hợp tác quốc tế")]),
        ('"hợp tác"', [Clause("hợp tác", form=Form.PHRASE)]),
        (
            "“hợp tác” „a b“ «c d»",
            [Clause(text, form=Form.PHRASE) for text in ("hợp tác", "a b", "c d")],
        ),
        ("+Lào -JICA", [Clause("Lào", Demand.MUST), Clause("JICA", Demand.NOT)]),
        (
            '-"a b" +"c d"',
            [
                Clause("a b", Demand.NOT, form=Form.PHRASE),
                Clause("c d", Demand.MUST, form=Form.PHRASE),
            ],
        ),
        ("a +b c d", [Clause("a"), Clause("b", Demand.MUST), Clause("c d")]),
        ("-57-NQ/TW", [Clause("57-NQ/TW", Demand.NOT, form=Form.PHRASE)]),
        ("57-NQ/TW", [Clause("57-NQ/TW")]),
        ("Việt-Hàn", [Clause("Việt-Hàn")]),
        ('a "b c', [Clause("a b c")]),
        ("“a #OR :b", [Clause("a Or b")]),
        ('"" + - ++ a', [Clause("a")]),
        ("?!", []),
        ('"a b"~5 "a"~2', [Clause("a b", form=Form.NEAR, distance=5), _phrase("a")]),
        ("nghiê* n* -ab*", [_prefix("nghiê"), Clause("n*"), _prefix("ab", Demand.NOT)]),
        ("ngh*p *iệp?", [_shape("ngh*p"), _shape("*iệp")]),
        ("-th?ng **bold** a*b", [_shape("th?ng", Demand.NOT), Clause("bold"), _shape("a*b")]),
        ("*ab tế? 5*3 n?", [Clause("ab tế? 5*3 n?")]),
        ('x"ab*c "ab*c"', [Clause("x ab c"), _phrase("ab*c")]),
        (
            "kazakstan~ viet~2 kazakstan~2",
            [_slips("kazakstan", 1), _slips("viet", 1), _slips("kazakstan", 2)],
        ),
        ("**quan trọng** hợp tác", [Clause("quan trọng hợp tác")]),
        ("(x) *quan trọng*, *ang*.", [Clause("x quan trọng, ang.")]),
        ("* Lào * ***Nga***: ab**", [Clause("Lào Nga: ab**")]),
        ("*iệp ng*p (*ang*)", [_shape("*iệp"), _shape("ng*p"), _shape("*ang*")]),
        ("*iệp (ab*)", [_shape("*iệp"), _prefix("ab")]),
        ("+(hợp tác) +(a) -(b)", [*_demanded("hợp tác", "a"), _any([Clause("b")], sign="-")]),
        ("ơi~ lao~ a~b", [Clause("ơi~ lao~ a~b")]),
        ("a b OR c", [_any([Clause("a b")], [Clause("c")])]),
        ("a | b HOẶC c hoặc", [_any([Clause("a")], [Clause("b")], [Clause("c")])]),
        ("war or peace", [Clause("war or peace")]),
        ("a (b c) d", [Clause("a b c d")]),
        ("a (b|c", [Clause("a"), _any([Clause("b")], [Clause("c")])]),
        ("a) -(b +c)", [Clause("a"), _any([Clause("b"), Clause("c", Demand.MUST)], sign="-")]),
        ("năm:2015", [_filter("year", "2015", "2015")]),
        ("YEAR: 2015..2017.", [_filter("year", "2015..2017", "2015", "2016", "2017")]),
        ("nam:2017-2016", [_filter("year", "2017-2016", "2016", "2017")]),
        ("năm: sau", [Clause("năm sau")]),
        ("loại:đoàn ra Lào", [_filter("kind", "đoàn ra", "delegation-out"), Clause("Lào")]),
        ("ngôn ngữ: tiếng Anh", [_filter("language", "tiếng Anh", "en")]),
        ("nước:Hàn Quốc năm", [_filter("country", "Hàn Quốc", "country-kr"), Clause("năm")]),
        ('country:"han quoc"', [_filter("country", "han quoc", "country-kr")]),
        ("nước:Lào", [Clause("nước Lào")]),
        ("đơn vị: Học viện x", [_filter("unit", "Học viện", "unit-hv"), Clause("x")]),
        ("donvi:hoc vien", [_filter("unit", "hoc vien", "unit-hv")]),
        ("tacgia:Nguyễn Văn A về", [_author("Nguyễn Văn A"), Clause("về")]),
        ("định dạng:Word", [_filter("format", "Word", "doc", "docx")]),
        ("format:.pdf zip", [_filter("format", ".pdf", "pdf"), Clause("zip")]),
        ("format: zip", [Clause("format zip")]),
        ("tác giả: Nguyễn Văn A về", [_author("Nguyễn Văn A"), Clause("về")]),
        ('+tac gia:"nguyen a"', [_author("nguyen a", Demand.MUST)]),
        ("http://a.vn", [Clause("http://a.vn")]),
        ("-năm:2015", [Clause("2015", Demand.NOT, Form.PHRASE)]),
        ("a (năm:2015 | năm:2016)", [Clause("a"), _filter("year", "2015 | 2016", "2015", "2016")]),
        ("a | năm:2015", [_any([Clause("a")], [_phrase("2015")])]),
    ],
)
def test_clauses(text: str, clauses: list[Clause]) -> None:
    """Signs, quotes and names of fields count where words begin; all else is plain words."""
    assert list(parse_question(text, _lookup).clauses) == clauses


_FIELD_BITS = ("năm:", "tác giả:", "đơn vị:", "tacgia:", "format:pdf", "nước: ")
_BITS = (*_FIELD_BITS, "(", ")", " | ", "hoặc ", "2015..", '"', "~3", "+", "-", "*")


def _all(clauses: Iterable[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        for alternative in clause.alternatives:
            yield from _all(alternative)


@settings(deadline=None)  # the first language named reads their names
@given(st.lists(st.sampled_from(_BITS) | st.text(max_size=4)).map("".join))
def test_any_signs_parse(text: str) -> None:
    """Whatever its signs, a question keeps the limits, and filters stand at the top alone."""
    question = parse_question(text, _lookup)
    clauses = list(_all(question.clauses))
    assert len([one for one in clauses if not one.alternatives]) <= MAX_CLAUSES
    nested = [one for one in clauses if one not in question.clauses]
    assert all(one.codes for one in question.clauses if one.form is Form.FILTER)
    assert all(one.form is not Form.FILTER for one in nested)
    assert all(one.as_json() for one in question.clauses)


def test_words_with_signs_are_few() -> None:
    """What each stands for has to be looked for; the fifth is a plain word."""
    question = parse_question("aa* b*b cccc~ (*dddd) ee* ff*")
    forms = [one.form for one in question.clauses]
    assert forms == [Form.PREFIX, Form.WILDCARD, Form.FUZZY, Form.WILDCARD, Form.WORDS]


def test_parentheses_beyond_the_depth_are_not_seen() -> None:
    """What is in them is there all the same."""
    text = "".join(f"+(a{n}|" for n in range(8)) + "b" + ")" * 8 + " c"
    question = parse_question(text)
    depth, clause = 0, question.clauses[0]
    while clause.alternatives:
        depth, clause = depth + 1, clause.alternatives[-1][-1]
    assert depth == MAX_DEPTH
    assert question.clauses[1] == Clause("c")


@given(st.text() | st.text(alphabet='"+-“”„«» aĐ\n\x00*:()~'))
def test_any_text_parses(text: str) -> None:
    """Whatever is typed gives clauses that hold something to look up, within the limits."""
    question = parse_question(text)
    assert len(question.clauses) <= MAX_CLAUSES
    assert all(
        any(map(str.isalnum, clause.text)) for clause in question.clauses if not clause.alternatives
    )
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
