from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.search_app.fake_library import PAPER, REPORT, REPORT_FILE, VOLUME, VOLUME_FILE

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_record_has_every_field_and_where_it_was_read(client: FlaskClient) -> None:
    """Labels and dates in Vietnamese, the source of each value beside it, all escaped."""
    page = client.get(f"/works/{REPORT}").text
    assert "<dt>Đối tác</dt>" in page
    assert "15/9/2016" in page
    assert "<q>Seoul, &lt;b&gt;tháng 9&lt;/b&gt; năm 2016</q>" in page
    assert "Chương trình nhận ra" in page
    assert f'<a href="/works/{REPORT}/pages/1">trang thứ 1</a>' in page
    assert f'id="file-{REPORT_FILE[:12]}"' in page
    assert "<script>" not in page


def test_the_english_record_names_things_in_english(client: FlaskClient) -> None:
    """Fields, partners and dates follow the language; titles keep theirs."""
    page = client.get(f"/works/{REPORT}?lang=en").text
    assert "<dt>Partner</dt>" in page
    assert "Korea International Cooperation Agency" in page
    assert "15 September 2016" in page
    assert '<h1 lang="vi">' in page
    assert 'href="/search?partner=koica&amp;lang=en"' in page


def test_a_volume_lists_its_papers_and_a_paper_its_volume(client: FlaskClient) -> None:
    """Each leads to the other; a hidden paper is not in the list."""
    volume = client.get(f"/works/{VOLUME}").text
    assert f'href="/works/{PAPER}" lang="en">A paper on rice cooperation</a>' in volume
    assert "<span>tr. 8–16</span>" in volume
    assert "canary" not in volume
    assert "Tóm tắt &lt;i&gt;nghiêng&lt;/i&gt;" in volume
    assert f'href="/works/{VOLUME}"' in client.get(f"/works/{PAPER}").text


def test_the_file_of_a_hidden_paper_is_not_offered(client: FlaskClient) -> None:
    """A file is as strict as the strictest work in it."""
    assert f"/files/{VOLUME_FILE}/" in client.get(f"/works/{VOLUME}").text


def test_files_say_what_was_read_of_them(client: FlaskClient) -> None:
    """Size, pages and status are words; the link carries the file's own name."""
    page = client.get(f"/works/{REPORT}").text
    assert "1,2 MB" in page
    assert "3 trang" in page
    assert "Chỉ đọc được một phần" in page
    assert f'href="/files/{REPORT_FILE}/%C4%90%E1%BB%81%20c%C6%B0%C6%A1ng%20%22x%22_.pdf"' in page


@pytest.mark.parametrize("typed", [PAPER.replace("0", "O"), PAPER.replace("1", "L"), "0000-0001-1"])
def test_an_id_typed_with_look_alikes_arrives(client: FlaskClient, typed: str) -> None:
    """Letters that look like figures, capitals and hyphens are understood."""
    for before, after in (("/works/", "/works/"), ("/api/v1/works/", "/api/v1/works/")):
        answer = client.get(before + typed)
        assert answer.status_code == 302
        assert answer.location == after + PAPER


def test_the_title_of_the_window_is_the_works(client: FlaskClient) -> None:
    """Tabs and bookmarks are told apart."""
    assert (
        "<title>A paper on rice cooperation – Kỷ Yếu</title>" in client.get(f"/works/{PAPER}").text
    )


def test_similar_works_are_named(client: FlaskClient) -> None:
    """With what lists say of a work; nothing that this reader may not see."""
    page = client.get(f"/works/{REPORT}").text
    assert '<h2 id="similar">Tài liệu tương tự</h2>' in page
    assert f'href="/works/{VOLUME}"' in page
    assert "canary" not in page
