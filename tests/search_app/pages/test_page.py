from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.records.works import Tier, WorkFile
from tests.search_app.fake_library import (
    HIDDEN,
    HIDDEN_FILE,
    PAPER,
    REPORT,
    REPORT_FILE,
    VOLUME,
    VOLUME_FILE,
    FakeLibrary,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ASKED = "q=h%E1%BB%A3p"


def _links(page: str, rel: str) -> list[str]:
    return [
        found.replace("&amp;", "&") for found in re.findall(rf'<a href="([^"]+)" rel="{rel}"', page)
    ]


def _hide_pages(library: FakeLibrary, first: int, last: int) -> None:
    """Put a restricted paper into the volume."""
    library.works = [
        replace(one, files=(WorkFile(VOLUME_FILE, first_page=first, last_page=last),))
        if one.id == HIDDEN
        else one
        for one in library.works
    ]


def test_a_page_has_its_picture_and_its_text(client: FlaskClient) -> None:
    """The text is escaped, running heads are told apart, tables are tables."""
    page = client.get(f"/works/{REPORT}/pages/1").text
    assert f'<img src="/pictures/{REPORT_FILE}/1-1000.webp" width="1000" height="1415"' in page
    assert "&lt;script&gt;alert(&#39;hợp tác&#39;)&lt;/script&gt;" in page
    assert '<span class="running">Trang 1</span>' in page
    assert "<td>Lào</td><td>1</td>" in page
    assert "<mark" not in page


def test_the_words_of_the_question_are_marked_on_both(client: FlaskClient) -> None:
    """The same marks; those of which no box is known are marked in the text."""
    page = client.get(f"/works/{REPORT}/pages/1?{ASKED}").text
    assert '<svg viewBox="0 0 595.0 842.0"' in page
    assert page.count('<g class="own"') == 2
    assert page.count("<rect ") == 1
    assert '<rect x="71.0" y="71.0" width="20.0" height="14.0"' in page
    assert page.count("<mark") == 2
    assert "<mark>Hợp</mark> tác quốc tế" in page


def test_hits_are_walked_through_across_pages(client: FlaskClient) -> None:
    """Within the page, then to the first of the next, and back to the last of this one."""
    page = client.get(f"/works/{REPORT}/pages/1?{ASKED}&hit=2").text
    assert '<mark aria-current="true" id="hit">' in page
    links = _links(page, "nofollow")
    assert f"/works/{REPORT}/pages/1?{ASKED}&hit=1#hit" in links
    assert f"/works/{REPORT}/pages/2?{ASKED}&hit=1#hit" in links
    after = client.get(f"/works/{REPORT}/pages/2?{ASKED}&hit=1").text
    assert f"/works/{REPORT}/pages/1?{ASKED}&hit=last#hit" in _links(after, "nofollow")
    # Its place on the picture is known, so that is what comes into view.
    assert '<g class="own now" id="hit">' in after
    assert '<mark aria-current="true">' in after
    last = client.get(f"/works/{REPORT}/pages/3?{ASKED}&hit=last").text
    assert "chỗ 2 trong 2" in last


def test_pages_follow_each_other_within_the_work(client: FlaskClient) -> None:
    """A paper begins and ends where it does; labels are the printed ones."""
    first = client.get(f"/works/{PAPER}/pages/12").text
    assert _links(first, "prev") == []
    assert _links(first, "next") == [f"/works/{PAPER}/pages/13"]
    assert 'value="8"' in first
    assert client.get(f"/works/{PAPER}/pages/11").status_code == 404
    assert _links(client.get(f"/works/{PAPER}/pages/20").text, "next") == []


def test_a_volume_can_be_read_through(client: FlaskClient) -> None:
    """Its page names the paper it belongs to, and the paper its volume."""
    page = client.get(f"/works/{VOLUME}/pages/12").text
    assert f'href="/works/{PAPER}/pages/12?file={VOLUME_FILE[:12]}"' in page
    paper = client.get(f"/works/{PAPER}/pages/12").text
    assert f'href="/works/{VOLUME}/pages/12?file={VOLUME_FILE[:12]}"' in paper


def test_pages_of_a_hidden_paper_are_left_out(client: FlaskClient, library: FakeLibrary) -> None:
    """Of the volume they are neither shown nor counted; the page shared with another is hidden."""
    _hide_pages(library, 20, 30)
    assert client.get(f"/works/{VOLUME}/pages/25").status_code == 404
    assert client.get(f"/works/{PAPER}/pages/20").status_code == 404
    assert client.get(f"/pictures/{VOLUME_FILE}/20-160.webp").status_code == 404
    assert client.get(f"/api/v1/works/{VOLUME}/pages/20").status_code == 404
    before = client.get(f"/works/{VOLUME}/pages/19").text
    assert _links(before, "next") == [f"/works/{VOLUME}/pages/31"]
    assert "/ 53<" in before
    found = client.get(f"/api/v1/works/{VOLUME}/pages?{ASKED}").json
    assert found
    assert found["total"] == 53


def test_a_withdrawn_paper_hides_its_pages_at_once(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """Text and picture, with the next request, whatever a browser has."""
    addresses = [
        f"/works/{VOLUME}/pages/12",
        f"/pictures/{VOLUME_FILE}/12-1000.webp",
        f"/api/v1/works/{VOLUME}/pages/12",
    ]
    tags = [client.get(address).headers["ETag"] for address in addresses]
    library.withdraw(PAPER)
    for address, tag in zip(addresses, tags, strict=True):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 404
    assert client.get(f"/works/{VOLUME}/pages/11").status_code == 200


def test_a_file_of_the_work_is_named_by_the_address(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """One that may not be seen is as unknown as any other."""
    library.works = [
        replace(one, files=(*one.files, WorkFile(VOLUME_FILE, first_page=1, last_page=2)))
        if one.id == REPORT
        else one
        for one in library.works
    ]
    other = f"/works/{REPORT}/pages/1?file={VOLUME_FILE[:12]}"
    assert client.get(other).status_code == 200
    assert f'href="{other}"' in client.get(f"/works/{REPORT}/pages/1").text
    # The same pages are the volume's as well.
    library.withdraw(VOLUME)
    assert client.get(other).status_code == 404
    assert other not in client.get(f"/works/{REPORT}/pages/1").text
    for key in (HIDDEN_FILE[:12], "0" * 12):
        assert client.get(f"/works/{REPORT}/pages/1?file={key}").status_code == 404


@pytest.mark.parametrize("tail", ["0", "x", "4", "1?file=x", "1?hit=-2", "1?zoom=7"])
def test_an_impossible_address_is_said_to_be_so(client: FlaskClient, tail: str) -> None:
    """Never a fault."""
    assert client.get(f"/works/{REPORT}/pages/{tail}").status_code in {400, 404}


def test_zoom_and_question_stay_from_page_to_page(client: FlaskClient) -> None:
    """All of it stands in the address; an id typed with look-alikes keeps it as well."""
    page = client.get(f"/works/{REPORT}/pages/1?{ASKED}&zoom=2").text
    assert f"/pictures/{REPORT_FILE}/1-2000.webp" in page
    assert _links(page, "next") == [f"/works/{REPORT}/pages/2?{ASKED}&zoom=2"]
    answer = client.get(f"/works/{PAPER.replace('1', 'L')}/pages/12?{ASKED}&hit=1")
    assert answer.location == f"/works/{PAPER}/pages/12?{ASKED}&hit=1"


def test_the_next_pictures_are_fetched_ahead(client: FlaskClient) -> None:
    """That of the next page; without marks the address is for good."""
    page = client.get(f"/works/{REPORT}/pages/1?{ASKED}").text
    assert f'<link rel="prefetch" as="image" href="/pictures/{REPORT_FILE}/2-1000.webp">' in page
    assert f'<link rel="canonical" href="/works/{REPORT}/pages/1">' in page


def test_a_page_without_text_says_so(client: FlaskClient, library: FakeLibrary) -> None:
    """Its picture is there all the same, and so are the pages as the file counts them."""
    library.stored[REPORT_FILE] = replace(library.stored[REPORT_FILE], text_version="")
    page = client.get(f"/works/{REPORT}/pages/2?{ASKED}").text
    assert "Không đọc được chữ nào trên trang này." in page
    assert f"/pictures/{REPORT_FILE}/2-1000.webp" in page


def test_flowing_text_has_no_picture(client: FlaskClient, library: FakeLibrary) -> None:
    """A Word file is read as text, with the same hits."""
    library.stored[REPORT_FILE] = replace(library.stored[REPORT_FILE], kind="docx")
    page = client.get(f"/works/{REPORT}/pages/1?{ASKED}&hit=1").text
    assert "<img" not in page
    assert '<mark aria-current="true" id="hit">Hợp</mark>' in page
    assert client.get(f"/pictures/{REPORT_FILE}/1-1000.webp").status_code == 404


def test_results_and_evidence_lead_to_the_page(client: FlaskClient, library: FakeLibrary) -> None:
    """With the question; a page outside a paper is read in its volume."""
    library.stored[REPORT_FILE] = replace(library.stored[REPORT_FILE], pages=41)
    results = client.get("/search?q=b%C3%A1o").text
    assert f'href="/works/{REPORT}/pages/41?q=b%C3%A1o"' in results
    assert f'href="/works/{REPORT}/pages/1"' in client.get(f"/works/{REPORT}").text
    found = client.get("/search?q=rice").text
    assert f'href="/works/{VOLUME}/pages/41?file={VOLUME_FILE[:12]}&amp;q=rice"' in found


def test_a_reader_of_a_closed_network_sees_no_more_than_their_tiers(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """Who asks is named in every question."""
    client.get(f"/works/{REPORT}/pages/1?{ASKED}")
    assert {request.tiers for request in library.asked} == {frozenset({Tier.PUBLIC})}
