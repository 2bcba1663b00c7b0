from __future__ import annotations

from typing import TYPE_CHECKING

from tests.search_app.fake_library import PAPER, FakeLibrary

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_first_page_shows_what_the_library_holds(client: FlaskClient) -> None:
    """Vietnamese by itself: a box, counts by kind that lead on, the newest works."""
    page = client.get("/").text
    assert '<html lang="vi">' in page
    assert "3 tài liệu" in page
    assert 'href="/search?kind=proceedings">Kỷ yếu hội thảo</a>' in page
    assert f'href="/works/{PAPER}" lang="en">A paper on rice cooperation</a>' in page


def test_the_english_page_leads_on_in_english(client: FlaskClient) -> None:
    """The language stays in the address of every page, and in no cookie."""
    page = client.get("/?lang=en").text
    assert '<html lang="en">' in page
    assert "3 documents" in page
    assert 'href="/search?kind=proceedings&amp;lang=en">Conference proceedings</a>' in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert 'href="/?lang=vi" lang="vi"' in page


def test_an_unknown_language_is_the_usual_one(client: FlaskClient) -> None:
    """A mistyped language harms nobody."""
    assert '<html lang="vi">' in client.get("/?lang=klingon").text


def test_an_empty_library_says_so(client: FlaskClient, library: FakeLibrary) -> None:
    """Nothing held is no error."""
    library.works = []
    assert "Thư viện chưa có tài liệu nào." in client.get("/").text
