"""Forwarded headers are believed from one address; links work under every prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.errors.settings import SettingsWrong
from search_app.proxy import addresses_of
from tests.search_app.fake_library import PAPER, VOLUME

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

PREFIX = "/thu-vien/tim"
FORWARDED = {
    "X-Forwarded-Host": "lib.example.vn",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": PREFIX,
    "X-Forwarded-For": "203.0.113.9",
}
PAGES = ["/", "/search?q=b%C3%A1o", f"/works/{PAPER}", f"/works/{VOLUME}?lang=en", "/nowhere"]
STARTS = ('href="', 'action="')


def _local_links(page: str) -> list[str]:
    """Return the paths that the page leads to on its own host."""
    parts = [part.partition('"')[0] for start in STARTS for part in page.split(start)[1:]]
    return [part for part in parts if part.startswith("/")]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("arrives_with_prefix", [True, False])
def test_every_link_stays_under_the_prefix_of_the_settings(
    make_app: Callable[..., Flask], path: str, *, arrives_with_prefix: bool
) -> None:
    """Whether the proxy cuts the prefix off or not, the site is whole under it."""
    client = make_app(url_prefix=PREFIX).test_client()
    answer = client.get((PREFIX if arrives_with_prefix else "") + path)
    links = _local_links(answer.text)
    assert len(links) > 5
    assert all(link.startswith(PREFIX + "/") for link in links)
    assert answer.status_code == (404 if path == "/nowhere" else 200)


@pytest.mark.parametrize("path", PAGES)
def test_the_trusted_proxy_names_the_prefix_and_the_host(
    make_app: Callable[..., Flask], path: str
) -> None:
    """One setting makes the site believe one proxy."""
    client = make_app(trusted_proxy="127.0.0.1").test_client()
    answer = client.get(path, headers=FORWARDED)
    assert all(link.startswith(PREFIX + "/") for link in _local_links(answer.text))


def test_the_permanent_link_has_the_host_the_reader_sees(make_app: Callable[..., Flask]) -> None:
    """What is written down works from outside."""
    client = make_app(trusted_proxy="127.0.0.1").test_client()
    page = client.get(f"/works/{PAPER}?lang=en", headers=FORWARDED).text
    assert f'href="https://lib.example.vn{PREFIX}/works/{PAPER}"' in page


@pytest.mark.parametrize("trusted", ["", "192.0.2.1"])
def test_nobody_else_is_believed(make_app: Callable[..., Flask], trusted: str) -> None:
    """Anyone may send such headers; they change nothing."""
    client = make_app(trusted_proxy=trusted).test_client()
    believed = client.get(f"/works/{PAPER}", headers=FORWARDED).text
    assert believed == client.get(f"/works/{PAPER}").text
    assert PREFIX not in believed
    assert "lib.example.vn" not in believed


@pytest.mark.parametrize("prefix", ["//evil.example", '/a"b', "javascript:", "/a/../b c"])
def test_a_prefix_that_is_no_path_is_passed_over(
    make_app: Callable[..., Flask], prefix: str
) -> None:
    """Even the trusted proxy cannot make links lead to another host."""
    client = make_app(trusted_proxy="127.0.0.1").test_client()
    page = client.get("/", headers={"X-Forwarded-Prefix": prefix}).text
    assert page == client.get("/").text


def test_a_redirect_keeps_the_prefix(make_app: Callable[..., Flask]) -> None:
    """An id typed with look-alikes leads to its form under the same prefix."""
    client = make_app(url_prefix=PREFIX).test_client()
    answer = client.get(f"{PREFIX}/works/{PAPER.replace('0', 'O')}")
    assert answer.status_code == 302
    assert answer.location == f"{PREFIX}/works/{PAPER}"


def test_a_proxy_is_named_by_name_or_address() -> None:
    """A name stands for all its addresses; IPv4 within IPv6 is the same address."""
    assert addresses_of("") == frozenset()
    assert addresses_of("::ffff:127.0.0.1") == {"127.0.0.1"}
    assert "127.0.0.1" in addresses_of("localhost") or "::1" in addresses_of("localhost")


def test_a_proxy_without_address_is_refused_at_the_start(make_app: Callable[..., Flask]) -> None:
    """A mistyped name is found before the first reader comes."""
    with pytest.raises(SettingsWrong, match="trusted_proxy"):
        make_app(trusted_proxy="no such name")
