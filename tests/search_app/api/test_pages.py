from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openapi_schema_validator import OAS31Validator

from search_app.api.description import read_description
from tests.search_app.fake_library import PAPER, REPORT, REPORT_FILE, VOLUME

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def _check(body: object, schema: str) -> None:
    document = read_description("Test", "/api/v1")
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    OAS31Validator(whole).validate(body)


@pytest.mark.parametrize("tail", ["1", "1?q=t%C3%A1c", "3"])
def test_a_page_is_as_described(client: FlaskClient, tail: str) -> None:
    """With and without a question."""
    _check(client.get(f"/api/v1/works/{REPORT}/pages/{tail}").json, "Page")


def test_a_page_says_where_its_words_stand(client: FlaskClient) -> None:
    """And which of them answer."""
    page = client.get(f"/api/v1/works/{REPORT}/pages/1?q=h%E1%BB%A3p").json
    assert page
    assert page["file"] == REPORT_FILE
    assert page["owners"] == [REPORT]
    assert page["words"][0] == [0, 3, 72.0, 72.0, 90.0, 84.0]
    assert page["marks"][0]["boxes"] == [[72.0, 72.0, 90.0, 84.0]]
    assert page["hits"] == [{"file": REPORT_FILE, "index": number} for number in (1, 2, 3)]
    assert page["url"] == f"/works/{REPORT}/pages/1?q=h%E1%BB%A3p"


@pytest.mark.parametrize("tail", ["", "?q=t%C3%A1c", "?q=zzz", "?page=2"])
def test_pages_are_as_described(client: FlaskClient, tail: str) -> None:
    """All, those that answer, none."""
    _check(client.get(f"/api/v1/works/{VOLUME}/pages{tail}").json, "Pages")


def test_an_id_typed_with_look_alikes_arrives(client: FlaskClient) -> None:
    """With all that was asked."""
    typed = PAPER.replace("1", "L")
    for tail in ("pages/12?q=a", "pages?q=a&page=2"):
        answer = client.get(f"/api/v1/works/{typed}/{tail}")
        assert answer.status_code == 302
        assert answer.location.startswith(f"/api/v1/works/{PAPER}/pages")
        assert "q=a" in answer.location
