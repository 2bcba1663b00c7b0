"""Feeds are Atom as readers of feeds read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import feedparser
from lxml import etree

from indexer.records.works import Field, Origin, Value
from tests.search_app.fake_library import PAPER, REPORT, VOLUME, FakeLibrary

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_new_works_are_a_feed(client: FlaskClient) -> None:
    """Title, people, address; the feed names itself and its page."""
    feed = feedparser.parse(client.get("/feed.atom").data)
    assert not feed.bozo
    assert feed.version == "atom10"
    ids = {entry.id for entry in feed.entries}
    assert ids == {f"http://localhost/works/{work}" for work in (VOLUME, PAPER, REPORT)}
    paper = next(entry for entry in feed.entries if entry.id.endswith(PAPER))
    assert paper.title == "A paper on rice cooperation"
    assert paper.author == "Nguyễn Thị Mẫu"
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}


def test_a_search_has_a_feed_with_what_came_last_first(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """Not in the order of the search."""
    days = {VOLUME: 1, PAPER: 3, REPORT: 2}
    library.works = [
        replace(one, created=datetime(2026, 1, days.get(one.id, 9), tzinfo=UTC))
        for one in library.works
    ]
    feed = feedparser.parse(client.get("/feed.atom?language=vi").data)
    ours = [entry.id[-9:] for entry in feed.entries]
    assert ours == sorted(ours, key=lambda work: -days[work])
    assert feed.entries[0].published.startswith("2026-01-0")


def test_no_text_breaks_the_feed(client: FlaskClient, library: FakeLibrary) -> None:
    """Markup is text, and signs that XML cannot hold are left out."""
    title = Value(Field.TITLE, "a\x0b<b>&\uffff", Origin.CONFIRMED)
    library.works = [
        replace(one, values=(title,)) if one.id == REPORT else one for one in library.works
    ]
    root = etree.fromstring(client.get("/feed.atom").data)
    titles = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert "a <b>& " in titles
