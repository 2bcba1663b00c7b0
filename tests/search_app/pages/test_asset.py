from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from search_app.assets import read_assets

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_pages_name_the_style_by_its_content(client: FlaskClient) -> None:
    """Under that address it never changes, so a browser keeps it for good."""
    found = re.search(r'href="(/static/site\.css\?v=[0-9a-f]{16})"', client.get("/").text)
    assert found
    answer = client.get(found[1])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_pages_and_style_name_a_font_alike(client: FlaskClient) -> None:
    """It is fetched once, beside the style, and kept for good."""
    page = client.get("/").text
    style = client.get(re.findall(r'"(/static/site\.css[^"]*)"', page)[0]).text
    preloaded = re.findall(r'rel="preload" as="font" type="font/woff2" href="([^"]+)"', page)
    named = [f"/static/{name}" for name in re.findall(r'url\("([^"]+)"\)', style)]
    assert len(preloaded) == 2
    assert set(preloaded) < set(named)
    for address in named:
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "font/woff2"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("version", ["", "?v=0123456789abcdef"])
def test_another_version_is_asked_for_again(client: FlaskClient, version: str) -> None:
    """An old page gets the present style but does not keep it."""
    answer = client.get("/static/site.css" + version)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/static/site.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["..%2Fapp.py", "nothing.css", "__init__.py"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    """Only what lay there when the site started."""
    assert client.get(f"/static/{name}").status_code == 404


def test_the_style_is_small() -> None:
    """The first visit is light."""
    assert len(read_assets()["site.css"].body) < 20_000
