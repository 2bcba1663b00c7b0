"""Every route says what it may show, answers reading alone, and never shows what is hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.records.works import Tier
from search_app.routes import ROUTES, Shows
from search_app.security import DOWNLOAD_POLICY, PAGE_POLICY
from tests.search_app.fake_library import (
    EMBARGOED,
    HIDDEN,
    HIDDEN_FILE,
    PAPER,
    REPORT,
    REPORT_FILE,
    TODAY,
    VOLUME,
    VOLUME_FILE,
    FakeLibrary,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

ADDRESSES = {
    "home": ["/"],
    "search": ["/search", "/search?q=canary", "/search?q=b%C3%A1o&kind=delegation-in"],
    "values": ["/search/values/kind", "/search/values/partner?find=canary", "/search/values/x"],
    "work": [f"/works/{work}" for work in (VOLUME, PAPER, REPORT, HIDDEN, EMBARGOED)],
    "cite": [f"/works/{work}/cite" for work in (VOLUME, PAPER, REPORT, HIDDEN, EMBARGOED)],
    "reference": [
        f"/works/{work}/reference.{form}"
        for work in (PAPER, HIDDEN, EMBARGOED)
        for form in ("bib", "ris", "json", "csv", "xlsx", "exe")
    ],
    "embed": ["/embed", "/embed?q=canary", "/embed?kind=delegation-in"],
    "found_file": ["/search/references.bib", "/search/references.csv?q=canary"],
    "reading_list": ["/list", "/list?work=", f"/list?work={PAPER}&work={HIDDEN}&style=apa"],
    "list_file": [f"/list/references.ris?work={PAPER}&work={HIDDEN}&work={EMBARGOED}"],
    "feed": ["/feed.atom", "/feed.atom?q=canary", "/feed.atom?kind=delegation-in"],
    "suggest": ["/suggest?q=canary"],
    "sitemaps": ["/sitemap.xml"],
    "sitemap": ["/sitemap/1.xml", "/sitemap/2.xml", "/sitemap/x.xml"],
    "guide": ["/guide"],
    "opensearch": ["/opensearch.xml"],
    "robots": ["/robots.txt"],
    "page": [
        *(f"/works/{work}/pages/1" for work in (VOLUME, REPORT, HIDDEN, EMBARGOED)),
        f"/works/{PAPER}/pages/12?q=t%C3%A1c&hit=1",
        f"/works/{VOLUME}/pages/1?file={HIDDEN_FILE[:12]}",
        f"/works/{VOLUME}/pages/2?q=canary",
    ],
    "pages": [
        *(f"/works/{work}/pages" for work in (VOLUME, PAPER, HIDDEN, EMBARGOED)),
        f"/works/{VOLUME}/pages?q=canary",
        f"/works/{VOLUME}/pages?q=t%C3%A1c",
    ],
    "picture": [
        *(f"/pictures/{sha}/1-160.webp" for sha in (REPORT_FILE, VOLUME_FILE, HIDDEN_FILE)),
        f"/pictures/{REPORT_FILE}/9-160.webp",
        f"/pictures/{REPORT_FILE}/1-161.webp",
    ],
    "file": [f"/files/{sha}/x.pdf" for sha in (REPORT_FILE, VOLUME_FILE, HIDDEN_FILE)],
    "api_search": ["/api/v1/search", "/api/v1/search?q=canary"],
    "api_complete": ["/api/v1/complete?q=b%C3%A1o", "/api/v1/complete?q=canary"],
    "api_work": [f"/api/v1/works/{work}" for work in (VOLUME, REPORT, HIDDEN, EMBARGOED)],
    "api_page": [
        *(f"/api/v1/works/{work}/pages/1" for work in (VOLUME, REPORT, HIDDEN, EMBARGOED)),
        f"/api/v1/works/{PAPER}/pages/12?q=canary",
    ],
    "api_pages": [
        *(f"/api/v1/works/{work}/pages" for work in (VOLUME, HIDDEN, EMBARGOED)),
        f"/api/v1/works/{VOLUME}/pages?q=canary",
    ],
    "api_similar": [
        f"/api/v1/works/{work}/similar" for work in (VOLUME, REPORT, HIDDEN, EMBARGOED)
    ],
    "api_description": ["/api/v1/openapi.json"],
    "health": ["/healthz"],
    "metrics": ["/metrics"],
    "asset": ["/static/site.css", "/static/icon.svg", "/static/completion.js", "/static/app.py"],
}
ALL = [address for addresses in ADDRESSES.values() for address in addresses]
ELSEWHERE = [
    "/nowhere",
    "/search?page=abc",
    "/api/v1/complete?limit=x",
    "/api/v1/nowhere",
    "/works/",
    "/healthz/",
]


def test_no_route_exists_beside_the_table(make_app: Callable[..., Flask]) -> None:
    """Who adds a route says in the table what it may show, and gives this test its addresses."""
    rules = {rule.endpoint: rule.rule for rule in make_app().url_map.iter_rules()}
    assert rules == {route.name: route.rule for route in ROUTES}
    assert set(ADDRESSES) == set(rules)
    assert all(isinstance(route.shows, Shows) for route in ROUTES)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", [*ALL, *ELSEWHERE])
def test_a_hidden_work_is_on_no_route(client: FlaskClient, address: str, language: str) -> None:
    """Neither what is restricted nor what is under embargo shows itself in any answer."""
    answer = client.get(address, query_string=None if "?" in address else {"lang": language})
    text = answer.data.decode(errors="replace")
    for said in (
        "q=canary",
        'value="canary"',
        "“canary”",
        "canary –",
        ': canary"',
        "– canary<",
        "find=canary",
    ):
        text = text.replace(said, "")
    text = text.replace('["canary",', "")
    if address.startswith("/list"):
        # The other language's address says the same list.
        text = text.replace(f"work={HIDDEN}", "")
    assert "canary" not in text
    for secret in (HIDDEN, EMBARGOED, HIDDEN_FILE):
        assert secret not in text.replace(address, "")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_library_is_asked_for_public_works_alone(
    client: FlaskClient, library: FakeLibrary, route: object
) -> None:
    """Every question names the tiers of an anonymous reader."""
    for address in ADDRESSES[getattr(route, "name", "")]:
        client.get(address)
    assert {request.tiers for request in library.asked} <= {frozenset({Tier.PUBLIC})}


def test_the_day_after_an_embargo_shows_the_work(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day of the request decides, not the day the site was started."""
    app = make_app()
    client = app.test_client()
    site = app.extensions["kyyeu"]
    assert client.get(f"/works/{EMBARGOED}").status_code == 404
    later = replace(site, today=lambda: TODAY.replace(day=3))
    monkeypatch.setitem(app.extensions, "kyyeu", later)
    assert client.get(f"/works/{EMBARGOED}").status_code == 200


def test_a_withdrawn_work_is_gone_with_the_next_request(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """Page, data, file and lists forget it at once, also for a browser that has it already."""
    addresses = [f"/works/{REPORT}", f"/api/v1/works/{REPORT}", f"/files/{REPORT_FILE}/x.pdf"]
    tags = [client.get(address).headers["ETag"] for address in addresses]
    library.withdraw(REPORT)
    for address, tag in zip(addresses, tags, strict=True):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 404
    assert REPORT not in client.get("/").text
    assert REPORT not in client.get("/search").text


@pytest.mark.parametrize("address", [*ALL, *ELSEWHERE])
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    """Whatever is answered, a browser is kept to it."""
    answer = client.get(address)
    # The one page that others may show in a frame: those in the settings, of which there are none.
    policy = PAGE_POLICY
    if address.startswith("/embed"):
        policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    download = address.startswith("/files/") and answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == (DOWNLOAD_POLICY if download else policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"]
    assert "Permissions-Policy" in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", [*ALL, *ELSEWHERE])
def test_head_answers_as_get_without_body(client: FlaskClient, address: str) -> None:
    """A monitor or link checker learns the same."""
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code
    assert head.data == b""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_only_reading_is_answered(client: FlaskClient, method: str, route: object) -> None:
    """Nothing can be changed through the site."""
    answer = client.open(ADDRESSES[getattr(route, "name", "")][0], method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", [*ALL, *ELSEWHERE])
def test_no_page_has_anything_inline(client: FlaskClient, address: str) -> None:
    """The policy forbids inline styles and scripts; the one script is a file of the site's own."""
    text = client.get(address).data.decode(errors="replace").lower()
    text = re.sub(
        r'<script src="/static/(?:completion|list|reader)\.js\?v=\w+" defer></script>', "", text
    )
    # Data, which a browser never runs.
    text = text.replace('<script type="application/ld+json">', "")
    text = re.sub(r'<img src="/pictures/[0-9a-f]{64}/[0-9]+-[0-9]+\.webp"', "<img", text)
    if not text.startswith("<!doctype"):
        return
    for forbidden in (" style=", "<style", "<script", " onclick=", "javascript:", "src="):
        assert forbidden not in text


def test_what_stays_the_same_is_not_sent_again(client: FlaskClient) -> None:
    """A page that a browser already has is answered in a word."""
    tag = client.get(f"/works/{REPORT}").headers["ETag"]
    again = client.get(f"/works/{REPORT}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
