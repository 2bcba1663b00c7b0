"""Every route says what it may show, answers reading alone, and never shows what is hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile, is_zipfile

import pytest

from indexer.records.works import Tier
from search_app.routes import FREE, ROUTES, Route, Shows
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
    WITHDRAWN,
    WITHDRAWN_FILE,
    FakeLibrary,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

_OUT_OF_SIGHT = (HIDDEN, EMBARGOED, WITHDRAWN)
_WORKS = (VOLUME, PAPER, REPORT, *_OUT_OF_SIGHT)
_FILES = (REPORT_FILE, VOLUME_FILE, HIDDEN_FILE, WITHDRAWN_FILE)
_FORMS = ("bib", "ris", "json", "csv", "xlsx", "exe")
_ALL_KEPT = "&".join(f"work={work}" for work in _WORKS)
ADDRESSES = {
    "home": ["/"],
    "search": ["/search", "/search?q=canary", "/search?q=b%C3%A1o&kind=delegation-in"],
    "values": ["/search/values/kind", "/search/values/partner?find=canary", "/search/values/x"],
    "work": [
        *(f"/works/{work}" for work in _WORKS),
        *(f"/works/{work}?q=canary" for work in (VOLUME, HIDDEN, WITHDRAWN)),
    ],
    "cite": [f"/works/{work}/cite" for work in _WORKS],
    "reference": [
        f"/works/{work}/reference.{form}" for work in (PAPER, *_OUT_OF_SIGHT) for form in _FORMS
    ],
    "embed": ["/embed", "/embed?q=canary", "/embed?kind=delegation-in"],
    "found_file": [
        *(f"/search/references.{form}" for form in _FORMS),
        "/search/references.csv?q=canary",
    ],
    "reading_list": ["/list", "/list?work=", f"/list?{_ALL_KEPT}&style=apa", f"/list?{_ALL_KEPT}"],
    "list_file": [f"/list/references.{form}?{_ALL_KEPT}" for form in _FORMS],
    "feed": ["/feed.atom", "/feed.atom?q=canary", "/feed.atom?kind=delegation-in"],
    "suggest": ["/suggest?q=canary", "/suggest?q=can", "/suggest?q=b%C3%A1o"],
    "sitemaps": ["/sitemap.xml"],
    "sitemap": ["/sitemap/1.xml", "/sitemap/2.xml", "/sitemap/x.xml"],
    "guide": ["/guide"],
    "opensearch": ["/opensearch.xml"],
    "robots": ["/robots.txt"],
    "page": [
        *(f"/works/{work}/pages/1" for work in _WORKS),
        f"/works/{PAPER}/pages/12?q=t%C3%A1c&hit=1",
        f"/works/{VOLUME}/pages/1?file={HIDDEN_FILE[:12]}",
        f"/works/{WITHDRAWN}/pages/1?file={WITHDRAWN_FILE[:12]}&q=canary",
        f"/works/{VOLUME}/pages/2?q=canary",
    ],
    "pages": [
        *(f"/works/{work}/pages" for work in _WORKS),
        f"/works/{WITHDRAWN}/pages?q=canary",
        f"/works/{VOLUME}/pages?q=canary",
        f"/works/{VOLUME}/pages?q=t%C3%A1c",
    ],
    "picture": [
        *(f"/pictures/{sha}/1-{width}.webp" for sha in _FILES for width in (160, 1000, 2000)),
        f"/pictures/{REPORT_FILE}/9-160.webp",
        f"/pictures/{REPORT_FILE}/1-161.webp",
    ],
    "file": [f"/files/{sha}/x.pdf" for sha in _FILES],
    "api_search": ["/api/v1/search", "/api/v1/search?q=canary"],
    "api_complete": [f"/api/v1/complete?q={typed}" for typed in ("b%C3%A1o", "canary", "can")],
    "api_work": [f"/api/v1/works/{work}" for work in _WORKS],
    "api_page": [
        *(f"/api/v1/works/{work}/pages/1" for work in _WORKS),
        f"/api/v1/works/{PAPER}/pages/12?q=canary",
    ],
    "api_pages": [
        *(f"/api/v1/works/{work}/pages" for work in _WORKS),
        f"/api/v1/works/{VOLUME}/pages?q=canary",
    ],
    "api_similar": [f"/api/v1/works/{work}/similar" for work in _WORKS],
    "api_description": ["/api/v1/openapi.json"],
    "health": ["/healthz"],
    "metrics": ["/metrics"],
    "asset": ["/static/site.css", "/static/icon.svg", "/static/completion.js", "/static/app.py"],
}
SHOWS_NOTHING = {"guide", "opensearch", "robots", "api_description", "health", "metrics", "asset"}
"""All others show works: those of the reader's tiers on that day, and no others."""
ELSEWHERE = "elsewhere"
ADDRESSES[ELSEWHERE] = [
    "/nowhere",
    "/nowhere?q=canary",
    "/search?page=abc&q=canary",
    "/api/v1/complete?limit=x&q=canary",
    "/api/v1/nowhere",
    "/works/",
    "/healthz/",
]
NAMES = tuple(ADDRESSES)
routes = pytest.mark.parametrize("name", NAMES)


def test_no_route_exists_beside_the_table(make_app: Callable[..., Flask]) -> None:
    """Who adds a route says in the table what it may show, and gives these tests its addresses."""
    rules = {rule.endpoint: rule.rule for rule in make_app().url_map.iter_rules()}
    assert rules == {route.name: route.rule for route in ROUTES}
    assert set(ADDRESSES) - {ELSEWHERE} == set(rules)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_shows_what_this_table_says(route: Route, client: FlaskClient) -> None:
    """To show more than before, a route has to be changed here as well; all are asked for."""
    nothing = route.name in SHOWS_NOTHING
    assert route.shows is (Shows.NOTHING if nothing else Shows.READERS_TIERS)
    assert (route.name in FREE) == nothing
    answers = [client.get(address).status_code for address in ADDRESSES[route.name]]
    assert route.name == "metrics" or 200 in answers


@pytest.mark.parametrize("language", ["vi", "en"])
@routes
def test_a_hidden_work_is_on_no_route(
    make_app: Callable[..., Flask], name: str, language: str
) -> None:
    """Neither what is restricted nor under embargo nor withdrawn shows itself in any answer."""
    client = make_app(metrics=("127.0.0.1",)).test_client()
    for address in ADDRESSES[name]:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        text = _without_the_question(_text(answer))
        assert "canary" not in text, address
        assert "canary" not in str(answer.headers), address
        for secret in (*_OUT_OF_SIGHT, HIDDEN_FILE, WITHDRAWN_FILE):
            # A list and the other language's address say what was asked, and whether it is there.
            said = text.replace(f"work={secret}", "").replace(address.partition("?")[0], "")
            assert secret not in said, address


def _text(answer: TestResponse) -> str:
    """Return all there is to read in an answer, unpacked."""
    data: bytes = answer.data
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return data.decode(errors="replace")


def _without_the_question(text: str) -> str:
    """Return a page without the places that show or repeat what was asked."""
    places = ("q=canary", 'value="canary"', "“canary”", "canary –", "– canary<", "find=canary")
    for said in (*places, ': canary"', '["canary",'):
        text = text.replace(said, "")
    return text


@routes
def test_nothing_of_the_library_is_kept_by_a_cache(client: FlaskClient, name: str) -> None:
    """A shared cache would show it to others, and any after its withdrawal."""
    for address in ADDRESSES[name]:
        rule = client.get(address).headers["Cache-Control"]
        if name == "asset" and "app.py" not in address:
            assert rule == "public, no-cache"
        else:
            assert rule == "private, no-cache", address


@routes
def test_a_tag_is_of_the_content_and_gives_nothing_away(client: FlaskClient, name: str) -> None:
    """What a browser has is not sent again, packed or not; an error is never "the same"."""
    for address in ADDRESSES[name]:
        first = client.get(address, headers={"Accept-Encoding": "gzip"})
        if first.status_code != 200:
            assert "ETag" not in first.headers, address
            continue
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        # The first page of results and the state of the site say what time it is.
        assert (again.status_code, again.data) == (304, b"") or name in {"health", "metrics"}
        assert again.headers["ETag"].removeprefix("W/") == first.headers["ETag"].removeprefix("W/")


@routes
def test_the_library_is_asked_for_public_works_alone(
    client: FlaskClient, library: FakeLibrary, name: str
) -> None:
    """Every question names the tiers of an anonymous reader."""
    for address in ADDRESSES[name]:
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


@routes
def test_every_answer_has_the_headers(client: FlaskClient, name: str) -> None:
    """Whatever is answered, a browser is kept to it."""
    # The one page that others may show in a frame: those in the settings, of which there are none.
    framed = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    for address in ADDRESSES[name]:
        answer = client.get(address)
        policy = framed if name == "embed" else PAGE_POLICY
        if name == "file" and answer.status_code == 200:
            policy = DOWNLOAD_POLICY
        assert answer.headers["Content-Security-Policy"] == policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Permissions-Policy" in answer.headers
        assert "Set-Cookie" not in answer.headers


@routes
def test_head_answers_as_get_without_body(client: FlaskClient, name: str) -> None:
    """A monitor or link checker learns the same."""
    for address in ADDRESSES[name]:
        head, get = client.head(address), client.get(address)
        assert head.status_code == get.status_code
        assert head.data == b""
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_is_answered(client: FlaskClient, method: str) -> None:
    """Nothing can be changed through the site."""
    for route in ROUTES:
        answer = client.open(ADDRESSES[route.name][0], method=method)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


@routes
def test_no_page_has_anything_inline(client: FlaskClient, name: str) -> None:
    """The policy forbids inline styles and scripts; the scripts are files of the site's own."""
    own = re.compile(
        r'<script src="/static/(?:completion|list|reader)\.js\?v=\w+" defer></script>'
        # Data, which a browser never runs.
        r'|<script type="application/ld\+json">'
        r'|(?<=<img )src="/pictures/[0-9a-f]{64}/[0-9]+-[0-9]+\.webp"'
    )
    for address in ADDRESSES[name]:
        text = own.sub("", client.get(address).data.decode(errors="replace").lower())
        if text.startswith("<!doctype"):
            for bad in (" style=", "<style", "<script", " onclick=", "javascript:", "src="):
                assert bad not in text, address
