from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.search_app.fake_library import REPORT, FakeLibrary

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient


def test_works_are_shown_with_their_best_pages(client: FlaskClient) -> None:
    """Title, page with its printed label, snippet with the words marked."""
    page = client.get("/search?q=báo").text
    assert "<strong>1 tài liệu</strong>" in page
    assert "trong 0,01 giây" in page
    assert ">trang 37</a> <small>(thứ 41 trong tệp)</small>" in page
    assert "<mark>hợp tác</mark>" in page
    assert f'<h2 id="t-{REPORT}"><a href="/works/{REPORT}?q=b%C3%A1o"><mark>Bá</mark>o cáo' in page
    assert "<span>Học viện Mẫu</span>" in page


def test_added_words_are_marked_otherwise(client: FlaskClient, library: FakeLibrary) -> None:
    """With a line that explains the two sorts, where there are two."""
    page = client.get("/search?q=báo&lang=en").text
    assert '<mark class="added">tác</mark>' in page
    assert '<mark class="added">other names and translations</mark>' in page
    library.works = []
    assert '<p class="legend">' not in client.get("/search?q=báo&lang=en").text


def test_each_work_can_be_put_on_the_reading_list(client: FlaskClient) -> None:
    """A link that leads to a list of it alone, named after the work; the script does more."""
    page = client.get("/search?q=báo").text
    assert f'href="/list?work={REPORT}" aria-describedby="t-{REPORT}"' in page


def test_units_authors_and_formats_are_facets(client: FlaskClient) -> None:
    """By the names of records where there are any, else as they are written."""
    page = client.get("/search?lang=en").text
    for name in ("Unit", "Author", "Format"):
        assert f">{name}</h3>" in page
    assert 'href="/search?unit=hv&amp;lang=en"' in page
    assert '<span class="name">Sample Academy</span>' in page
    assert '<span class="name">Nguyễn Thị Mẫu</span>' in page
    assert '<span class="name">PDF</span>' in page
    chosen = client.get("/search?unit=hv&author=A&format=docx&lang=en").text
    assert '<span class="unseen">Remove: </span>Sample Academy<' in chosen
    assert '<span class="unseen">Remove: </span>Word (DOCX)<' in chosen


def test_hostile_text_is_text(client: FlaskClient) -> None:
    """Titles, snippets and questions never become markup."""
    page = client.get("/search", query_string={"q": "<script>alert("}).text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&#39;<mark>hợp tác</mark>&#39;)&lt;/script&gt; &amp; " in page
    assert 'value="&lt;script&gt;alert("' in page
    quoted = client.get("/search", query_string={"q": '"><b>'}).text
    assert "<b>" not in quoted


def test_facets_narrow_and_widen(client: FlaskClient) -> None:
    """A value's link sets it; when set, the same link takes it off again."""
    page = client.get("/search?q=o&lang=en").text
    assert 'href="/search?q=o&amp;kind=paper&amp;lang=en"' in page
    assert "Korea International Cooperation Agency" in page
    narrowed = client.get("/search?q=o&kind=paper&kind=proceedings&lang=en").text
    assert 'href="/search?q=o&amp;kind=proceedings&amp;lang=en" aria-current="true"' in narrowed
    assert '<input type="hidden" name="kind" value="paper">' in narrowed
    assert "Remove all" in narrowed


def test_a_chosen_value_that_counts_nothing_can_be_taken_off(client: FlaskClient) -> None:
    """An empty answer keeps what is set, and says so."""
    page = client.get("/search?q=nothing&partner=koica").text
    assert "Không có tài liệu nào phù hợp" in page
    assert "Cơ quan Hợp tác Quốc tế Hàn Quốc" in page


def test_nothing_found_offers_steps_that_find_something(client: FlaskClient) -> None:
    """Each leads to what it says, with what is set as far as it keeps that."""
    page = client.get("/search?q=nothing&partner=koica&sort=title&lang=en").text
    assert 'href="/search?q=o&amp;partner=koica&amp;sort=title&amp;lang=en"' in page
    assert "One word alone: <strong>o</strong></span>" in page
    assert 'href="/search?lang=en"><span class="name">Everything, newest first</span>' in page
    assert '<span class="count">3 documents</span>' in page


def test_an_empty_library_says_so(client: FlaskClient, library: FakeLibrary) -> None:
    """Where no step could find anything there is none."""
    library.works.clear()
    page = client.get("/search?q=nothing").text
    assert "Thư viện chưa có tài liệu nào" in page
    assert 'class="steps"' not in page


def test_what_was_perhaps_meant_is_a_link(client: FlaskClient, library: FakeLibrary) -> None:
    """It keeps what is set; without anything found it stands among the steps alone."""
    title = library.works[0].values[0]
    library.works[0] = replace(library.works[0], values=(replace(title, text="họp tác"),))
    page = client.get("/search?q=h%E1%BB%8Dp+t%C3%A1c&sort=title").text
    assert 'Có phải bạn muốn tìm <a href="/search?q=h%E1%BB%A3p+t%C3%A1c&amp;sort=title">' in page
    library.works.clear()
    assert "Có phải bạn muốn tìm" not in client.get("/search?q=h%E1%BB%8Dp+t%C3%A1c").text


def test_the_order_is_a_link(client: FlaskClient) -> None:
    """Each order but the present one can be chosen."""
    page = client.get("/search?sort=title").text
    assert '<span aria-current="true">Nhan đề</span>' in page
    assert 'href="/search?sort=-date">Mới nhất</a>' in page


def test_paging_leads_to_the_last_work(make_app: Callable[..., Flask]) -> None:
    """Every page has its address; the list goes on counting."""
    client = make_app(page_size=1).test_client()
    page = client.get("/search?page=2").text
    assert '<ol class="hits" start="2">' in page
    assert '<a rel="prev" href="/search">' in page
    assert '<a rel="next" href="/search?page=3">' in page
    assert 'aria-current="page"' in page


@pytest.mark.parametrize("page", ["2", "9999999"])
def test_a_page_behind_the_last_leads_to_the_last(client: FlaskClient, page: str) -> None:
    """An old link to a longer list still arrives."""
    answer = client.get(f"/search?q=o&page={page}")
    assert answer.status_code == 302
    assert answer.location == "/search?q=o"


def test_unknown_parameters_are_passed_over(client: FlaskClient) -> None:
    """Trackers that others append do no harm and go no further."""
    page = client.get("/search?q=b%C3%A1o&utm_source=x&debug=1")
    assert page.status_code == 200
    assert "utm_source" not in page.text


def test_what_was_left_out_is_said(client: FlaskClient, library: FakeLibrary) -> None:
    """A question that was cut is answered, with a note."""
    assert library.works
    page = client.get("/search", query_string={"q": "x" * 600}).text
    assert "Câu hỏi quá dài" in page
