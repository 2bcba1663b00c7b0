from __future__ import annotations

from typing import TYPE_CHECKING

from tests.search_app.fake_library import PAPER, REPORT, VOLUME, VOLUME_FILE

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_all_pages_of_a_work(client: FlaskClient) -> None:
    """Forty at a time, each with its picture and its printed number."""
    page = client.get(f"/works/{VOLUME}/pages").text
    assert page.count("<img") == 40
    assert f'<img src="/pictures/{VOLUME_FILE}/1-160.webp" width="160"' in page
    assert ">trang iv<" not in page
    assert f'<a rel="next" href="/works/{VOLUME}/pages?page=2">' in page
    assert client.get(f"/works/{VOLUME}/pages?page=2").text.count("<img") == 24
    assert client.get(f"/works/{VOLUME}/pages?page=3").status_code == 404


def test_the_pages_that_answer(client: FlaskClient) -> None:
    """Each with the place that answers best, leading to the page with its marks."""
    page = client.get(f"/works/{PAPER}/pages?q=t%C3%A1c").text
    assert "9 trang phù hợp" in page
    assert f'href="/works/{PAPER}/pages/12?q=t%C3%A1c"' in page
    assert "<mark>tác</mark>" in page


def test_nothing_found_within_a_work(client: FlaskClient) -> None:
    """Said with two ways on: all pages of it, and all other documents."""
    page = client.get(f"/works/{REPORT}/pages?q=zzz").text
    assert "Không có trang nào của tài liệu này phù hợp" in page
    assert f'href="/works/{REPORT}/pages"' in page
    assert 'href="/search?q=zzz"' in page


def test_a_printed_number_leads_to_its_page(client: FlaskClient) -> None:
    """Else the number in the file; what is none of both shows all pages."""
    for typed, number in (("8", 12), ("12", 16), ("II", 2), ("60", 64), (" iii ", 3)):
        answer = client.get(f"/works/{VOLUME}/pages", query_string={"at": typed})
        assert (answer.status_code, answer.location) == (302, f"/works/{VOLUME}/pages/{number}")
    answer = client.get(f"/works/{VOLUME}/pages?at=8&q=t%C3%A1c")
    assert answer.location == f"/works/{VOLUME}/pages/12?q=t%C3%A1c"
    nowhere = client.get(f"/works/{VOLUME}/pages?at=x")
    assert nowhere.status_code == 200
    assert "Không có trang nào của tài liệu này mang số x." in nowhere.text


def test_a_work_shows_the_pages_that_answer(client: FlaskClient) -> None:
    """Six at most, and the way to read it; without a question the way alone."""
    page = client.get(f"/works/{PAPER}?q=t%C3%A1c").text
    assert "Các trang phù hợp với “tác”" in page
    assert page.count('class="snippet"') == 6
    assert 'name="q" type="search" value="tác"' in page
    assert f'href="/works/{PAPER}/pages/12?q=t%C3%A1c"' in page
    plain = client.get(f"/works/{PAPER}").text
    assert f'<a class="button" href="/works/{PAPER}/pages/12">' in plain
    assert 'class="snippet"' not in plain
