"""Browsers and search engines learn what they may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from search_app.pages import discovery
from tests.search_app.fake_library import PAPER, REPORT, VOLUME

if TYPE_CHECKING:
    import pytest
    from flask.testing import FlaskClient

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_learns_how_to_search(client: FlaskClient) -> None:
    """Pages, feed and suggestions; every page points at it."""
    root = etree.fromstring(client.get("/opensearch.xml").data)
    urls = {one.get("type"): one.get("template") for one in root.iter(f"{_OPENSEARCH}Url")}
    assert urls["text/html"] == "http://localhost/search?q={searchTerms}"
    assert urls["application/atom+xml"] == "http://localhost/feed.atom?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == "http://localhost/suggest?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/").text


def test_suggestions_are_the_question_and_how_it_may_go_on(client: FlaskClient) -> None:
    """A list of two, as browsers expect."""
    text, found = client.get("/suggest?q=báo").get_json()
    assert text == "báo"
    assert found
    assert all(isinstance(one, str) for one in found)


def test_sitemaps_name_the_works_that_all_may_see(client: FlaskClient) -> None:
    """Each once, by its permanent address."""
    root = etree.fromstring(client.get("/sitemap.xml").data)
    (part,) = (one.text for one in root.iter(f"{_SITEMAP}loc"))
    assert part == "http://localhost/sitemap/1.xml"
    works = etree.fromstring(client.get("/sitemap/1.xml").data)
    found = {one.text for one in works.iter(f"{_SITEMAP}loc")}
    assert found == {f"http://localhost/works/{work}" for work in (VOLUME, PAPER, REPORT)}


def test_many_works_are_parted(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every work stands in one part; behind the last there is none."""
    monkeypatch.setattr(discovery, "SITEMAP_SIZE", 2)
    found = [
        one.text
        for part in (1, 2)
        for one in etree.fromstring(client.get(f"/sitemap/{part}.xml").data).iter(f"{_SITEMAP}loc")
    ]
    assert len(found) == len(set(found)) == 3
    assert client.get("/sitemap/3.xml").status_code == 404


def test_robots_are_kept_from_searches_without_end(client: FlaskClient) -> None:
    """And shown the sitemap."""
    text = client.get("/robots.txt").text
    assert "Disallow: /search" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "/works" not in text
