"""What the guide says of the query language is true of it."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from indexer.retrieval.clauses import Form
from indexer.retrieval.query import parse_question

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from indexer.retrieval.fields import Lookup

_EXAMPLE = re.compile(r"example\('(.+?)'\)")


def _examples(language: str) -> list[str]:
    name = f"guide.{language}.html"
    text = files("search_app").joinpath("templates", name).read_text(encoding="utf-8")
    return _EXAMPLE.findall(text)


def _lookup() -> Lookup:
    return lambda facet, name: frozenset({"la"} if facet == "country" and "lao" in name else ())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_way_to_ask_has_an_example_that_is_understood(language: str) -> None:
    """Every form of a clause is among them; none is taken for plain words by mistake."""
    forms = set()
    for example in _examples(language):
        clauses = parse_question(example, _lookup()).clauses
        assert clauses
        forms |= {clause.form for clause in clauses}
        if re.search(r'[":~*|+]', example):
            assert any(c.form is not Form.WORDS or c.demand.value != "should" for c in clauses)
    assert forms >= {Form.WORDS, Form.PHRASE, Form.FILTER}


def test_examples_lead_to_their_results(client: FlaskClient) -> None:
    """In the language of the guide."""
    page = unescape(client.get("/guide?lang=en").text)
    assert 'href="/search?q=training+-Laos&lang=en"' in page.replace("%20", "+")
    assert "How to search" in page
    assert "Cách tìm" in client.get("/guide").text


def test_every_page_leads_to_the_guide(client: FlaskClient) -> None:
    """From its foot."""
    assert 'href="/guide"' in client.get("/").text
