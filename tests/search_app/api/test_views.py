"""The API answers as its description says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from indexer.records.files import Reading, Unit
from indexer.records.works import Field, Kind, Origin, Role, Tier
from indexer.retrieval.completion import CompletionKind
from indexer.retrieval.results import FACETS, SORTS, Request, StepKind
from search_app.api.description import read_description
from search_app.routes import ROUTES
from tests.search_app.fake_library import (
    HIDDEN,
    PAPER,
    REPORT,
    REPORT_FILE,
    TODAY,
    VOLUME,
    FakeLibrary,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from flask import Flask
    from flask.testing import FlaskClient

PUBLIC = frozenset({Tier.PUBLIC})


def _check(body: object, schema: str) -> None:
    document = read_description("Test", "/api/v1")
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    OAS31Validator(whole).validate(body)


def _schema(name: str) -> Any:  # noqa: ANN401 - JSON
    return read_description("Test", "/api/v1")["components"]["schemas"][name]


def test_a_search_is_the_librarys_own_answer(client: FlaskClient, library: FakeLibrary) -> None:
    """The same object as the command line prints."""
    body = client.get("/api/v1/search?q=báo&kind=delegation-out").json
    filters = {"kind": frozenset({Kind.DELEGATION_OUT.value})}
    assert body == library.search(Request("báo", PUBLIC, filters), TODAY).as_json()
    _check(body, "Results")


def test_completions_are_as_described(client: FlaskClient, library: FakeLibrary) -> None:
    """Of a title with the address of its work, in the reader's language; what was typed is kept."""
    body = client.get("/api/v1/complete?q=b%C3%A1o&lang=en").json
    _check(body, "Completions")
    assert body
    assert [one["kind"] for one in body["completions"]] == list(CompletionKind)
    assert body["completions"][-1]["url"] == f"/works/{REPORT}?lang=en"
    client.get("/api/v1/complete?q=+b%C3%A1o%0A+&limit=1")
    assert library.asked[-1].query == " báo  "


@pytest.mark.parametrize("wrong", ["limit=0", "limit=21", "limit=x", "q=" + "x" * 1001])
def test_completions_have_limits(client: FlaskClient, wrong: str) -> None:
    """What is impossible is a clear 400."""
    assert client.get(f"/api/v1/complete?{wrong}").status_code == 400


def test_completions_are_kept_by_no_cache_unasked(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """A title is gone with the first keystroke after its work was withdrawn."""
    answer = client.get("/api/v1/complete?q=b%C3%A1o")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    library.withdraw(REPORT)
    again = client.get(
        "/api/v1/complete?q=b%C3%A1o", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.json) == (200, {"completions": []})


def test_an_answer_without_works_is_as_described(client: FlaskClient) -> None:
    """It has steps."""
    body = client.get("/api/v1/search?q=nothing&kind=paper").json
    _check(body, "Results")
    assert body
    assert [step["kind"] for step in body["steps"]] == ["one-word", "everything"]


def test_pages_of_an_answer_have_a_size(client: FlaskClient, library: FakeLibrary) -> None:
    """A harvester may take a hundred at a time; behind the last page there is nothing."""
    body = client.get("/api/v1/search?size=100&page=2").json
    assert body
    assert (body["total"], body["works"]) == (3, [])
    assert (library.asked[-1].offset, library.asked[-1].limit) == (100, 100)
    assert client.get("/api/v1/search?size=101").status_code == 400


def test_letters_are_sent_as_they_are(client: FlaskClient) -> None:
    """Vietnamese is not escaped, so that people can read the answer."""
    assert "Kỷ yếu hội thảo" in client.get(f"/api/v1/works/{VOLUME}").text


@pytest.mark.parametrize("work", [VOLUME, PAPER, REPORT])
def test_a_work_is_as_described(client: FlaskClient, work: str) -> None:
    """Values with origin and evidence, volume and papers, files with their address."""
    _check(client.get(f"/api/v1/works/{work}").json, "Work")


def test_a_work_names_its_family_and_files(client: FlaskClient) -> None:
    """Only what the reader may see is named."""
    volume = client.get(f"/api/v1/works/{VOLUME}").json
    assert volume
    assert volume["children"] == [PAPER]
    report = client.get(f"/api/v1/works/{REPORT}").json
    assert report
    assert report["files"][0]["url"].startswith(f"/files/{REPORT_FILE}/")
    evidence = [value["evidence"] for value in report["values"] if value["field"] == "date"]
    assert evidence == [{"file": REPORT_FILE, "page": 1, "words": "Seoul, <b>tháng 9</b> năm 2016"}]


@pytest.mark.parametrize("address", ["/api/v1/works/x", "/api/v1/search?sort=x", "/api/v1/x"])
def test_errors_are_as_described(client: FlaskClient, address: str) -> None:
    """Every error is the same object."""
    _check(client.get(address).json, "Problem")


def test_the_description_is_valid_and_names_this_site(make_app: Callable[..., Flask]) -> None:
    """OpenAPI 3.1, its server under the site's own prefix."""
    document = make_app(url_prefix="/tim").test_client().get("/tim/api/v1/openapi.json").json
    assert document
    validate(document)
    assert document["servers"] == [{"url": "/tim/api/v1"}]


def test_every_route_of_the_api_is_described() -> None:
    """No path is missing and none is invented."""
    rules = {route.rule for route in ROUTES if route.rule.startswith("/api/v1/")}
    described = {
        f"/api/v1{path}".replace("{id}", "<work>").replace("{number}", "<number>")
        for path in read_description("", "")["paths"]
    }
    assert described == rules


@pytest.mark.parametrize(
    ("schema", "name", "codes"),
    [
        ("Value", "field", Field),
        ("Value", "origin", Origin),
        ("File", "reading", Reading),
        ("File", "role", Role),
        ("PageHit", "unit", Unit),
        ("Step", "kind", StepKind),
        ("Completion", "kind", CompletionKind),
    ],
)
def test_the_description_knows_every_code(schema: str, name: str, codes: type[StrEnum]) -> None:
    """A new code is described in the change that makes it."""
    assert _schema(schema)["properties"][name]["enum"] == [code.value for code in codes]


def test_the_description_knows_kinds_facets_and_orders() -> None:
    """The same for what a search can be narrowed and ordered by."""
    assert _schema("Kind")["enum"] == ["", *(kind.value for kind in Kind)]
    parameters = read_description("", "")["paths"]["/search"]["get"]["parameters"]
    named = {one["name"]: one for one in parameters if "name" in one}
    assert set(FACETS) < set(named)
    assert named["sort"]["schema"]["enum"] == list(SORTS)


def test_similar_works(client: FlaskClient) -> None:
    """As described, as many as asked for; an id is led to its one form, a hidden one is nothing."""
    body = client.get(f"/api/v1/works/{REPORT}/similar?limit=1").json
    _check(body, "Similar")
    assert body == {
        "works": [
            {
                "id": VOLUME,
                "title": "Kỷ yếu hội thảo hợp tác quốc tế",
                "kind": Kind.PROCEEDINGS,
                "url": f"/works/{VOLUME}",
            }
        ]
    }
    moved = client.get(f"/api/v1/works/{PAPER.replace('0', 'O')}/similar")
    assert (moved.status_code, moved.headers["Location"]) == (
        302,
        f"/api/v1/works/{PAPER}/similar?limit=5",
    )
    assert client.get(f"/api/v1/works/{HIDDEN}/similar").status_code == 404
    assert client.get(f"/api/v1/works/{REPORT}/similar?limit=0").status_code == 400
