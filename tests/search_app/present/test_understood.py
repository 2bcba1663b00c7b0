"""What was made of a question is shown back in words."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from indexer.retrieval.clauses import Clause, Expansion, Form, Source
from indexer.retrieval.query import parse_question
from indexer.retrieval.results import UnderstoodQuestion

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


def test_filters_typed_are_named(client: FlaskClient, library: FakeLibrary) -> None:
    """Codes by their names; a long range as it was typed."""
    years = tuple(map(str, range(2010, 2021)))
    library.understood = UnderstoodQuestion(
        (
            Clause("han quoc", form=Form.FILTER, facet="country", codes=("kr",)),
            Clause("2010..2020", form=Form.FILTER, facet="year", codes=years),
        )
    )
    page = client.get("/search?q=o&lang=en").text
    assert '<span class="label">Country:</span> South Korea' in page
    assert '<span class="label">Year:</span> 2010..2020' in page


@pytest.mark.parametrize(
    ("question", "label", "text"),
    [
        ("hợp tác quốc tế", "các từ", "hợp tác quốc tế"),
        ("+Lào", "phải có", "Lào"),
        ('"hợp tác"', "đúng cụm", "hợp tác"),
        ('-"hợp tác"', "không có · đúng cụm", "hợp tác"),
        ("nghiê*", "bắt đầu bằng", "nghiê…"),
        ("Lào | +Thái Lan -Nga", "một trong", "Lào hoặc phải có: Thái, Lan, không có: Nga"),
        ("ng*p", "theo mẫu", "ng*p"),
        ("-kazakstan~2", "không có · viết gần giống", "kazakstan~~"),
        ('"hợp tác Lào"~5', "gần nhau", "hợp tác Lào (cách nhau tối đa 5 tiếng)"),
        ("+(hợp tác)", "phải có", "hợp tác"),
    ],
)
def test_every_part_is_said_in_words(
    client: FlaskClient, library: FakeLibrary, question: str, label: str, text: str
) -> None:
    """What a sign means is written out, in groups too."""
    library.understood = UnderstoodQuestion(parse_question(question).clauses)
    page = client.get("/search", query_string={"q": question}).text
    assert f'<span class="label">{label}:</span> {text}<' in page


def test_every_part_can_be_changed_and_left_out(client: FlaskClient, library: FakeLibrary) -> None:
    """By plain links with the question written anew; the rest of the address stays."""
    library.understood = UnderstoodQuestion(parse_question("hợp tác +Lào").clauses)
    page = client.get("/search?q=o&year=2016").text
    links = {
        (parse_qs(urlsplit(unescape(found)).query)["q"][0])
        for found in re.findall(r'<a rel="nofollow" (?:class="cross" )?href="([^"]+)"', page)
        if "q=" in found and "year=2016" in found
    }
    assert links >= {
        "+Lào",
        "hợp tác",
        "+(hợp tác) +Lào",
        '-"hợp tác" +Lào',
        "hợp tác Lào",
        "hợp tác -Lào",
    }


def test_added_words_are_shown_and_can_be_switched_off(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """And on again; new questions keep what was chosen."""
    added = Expansion("KOICA", ("Cơ quan <b>", "Agency"), Source.NAME)
    library.understood = UnderstoodQuestion((Clause("KOICA"),), (added,))
    page = client.get("/search?q=KOICA").text
    assert "<strong>KOICA</strong> <small>tên gọi khác</small>" in page
    assert '<span class="said">Cơ quan &lt;b&gt;</span>' in page
    assert 'href="/search?q=KOICA&amp;expand=0">Chỉ tìm đúng những từ đã gõ' in page
    library.understood = UnderstoodQuestion((Clause("KOICA"),))
    page = client.get("/search?q=KOICA&expand=0").text
    assert [one.expand for one in library.asked] == [True, False]
    assert 'href="/search?q=KOICA">Tìm cả tên gọi khác và từ dịch' in page
    assert '<input type="hidden" name="expand" value="0">' in page


def test_one_added_word_can_be_switched_off(client: FlaskClient, library: FakeLibrary) -> None:
    """Or all for the words typed; what is off can be switched on again."""
    added = Expansion("bank", ("ngân hàng", "bờ"), Source.GLOSSARY)
    library.understood = UnderstoodQuestion((Clause("bank"),), (added,))
    page = client.get("/search?q=bank").text
    assert f'href="/search?q=bank&amp;without={quote("bờ")}"' in page
    assert 'href="/search?q=bank&amp;without=bank">Không thêm gì' in page
    page = client.get("/search", query_string={"q": "bank", "without": "bờ"}).text
    assert library.asked[-1].without == {"bờ"}
    assert 'href="/search?q=bank"><span class="unseen">Bật lại: </span>bờ</a>' in page
    assert '<input type="hidden" name="without" value="bờ">' in page
