"""Another unit's portal shows a box with results by one line, if it is named in the settings."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from indexer.errors.settings import SettingsWrong
from search_app.settings import read_site_settings
from tests.search_app.fake_library import REPORT, FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

_PORTAL = "https://don-vi.example"


def test_a_box_and_what_it_finds(client: FlaskClient, library: FakeLibrary) -> None:
    """Five works at most; links leave the frame, the box stays in it."""
    assert "<h2>" not in client.get("/embed").text
    page = unescape(client.get("/embed?q=báo&lang=en").text)
    assert '<base target="_top">' in page
    assert f'href="/works/{REPORT}?q=b%C3%A1o&lang=en"' in page
    assert 'action="/embed" method="get" target="_self"' in page
    assert "1 document – Kỷ Yếu" in page
    assert library.asked[-1].limit == 5


def test_only_listed_origins_may_show_it(make_app: Callable[..., Flask]) -> None:
    """All other pages of the site no one may show."""
    client = make_app(embed_origins=(_PORTAL,)).test_client()
    policy = client.get("/embed").headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {_PORTAL}" in policy
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]


def test_only_listed_origins_may_read_the_data(make_app: Callable[..., Flask]) -> None:
    """And caches are told that the answer depends on who asks."""
    client = make_app(embed_origins=(_PORTAL,)).test_client()
    for origin, allowed in ((_PORTAL, _PORTAL), ("https://khac.example", None)):
        answer = client.get("/api/v1/search?q=báo", headers={"Origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        assert "Origin" in answer.headers["Vary"]
    page = client.get("/search", headers={"Origin": _PORTAL})
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize("wrong", ["*", "don-vi.example", "https://a.example/path", "javascript:x"])
def test_what_is_no_origin_is_refused_at_the_start(wrong: str) -> None:
    """Scheme and host, nothing else; no star."""
    with pytest.raises(SettingsWrong, match="embed_origins"):
        read_site_settings({"KYYEU_SITE_EMBED_ORIGINS": wrong})
