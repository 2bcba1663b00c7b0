"""A work can be cited from its page, in every style and for every program."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import pytest
import rispy
from pybtex.database import parse_string

from search_app.cite.forms import FORMS
from tests.search_app.fake_library import HIDDEN, PAPER, REPORT, VOLUME

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_a_paper_is_cited_with_its_volume(client: FlaskClient) -> None:
    """In the three styles, the title of the volume in italics."""
    page = unescape(client.get(f"/works/{PAPER}/cite?lang=en").text)
    volume = "<cite>Kỷ yếu hội thảo hợp tác quốc tế</cite>"
    assert f"Nguyễn, T. M. (2019). A paper on rice cooperation. In {volume} (pp. 8–16)." in page
    assert f"Nguyễn Thị Mẫu. 2019. “A paper on rice cooperation.” In {volume}, 8–16." in page
    assert f"Nguyễn Thị Mẫu (2019), “A paper on rice cooperation”, {volume}, pp. 8-16." in page
    assert "Vietnamese theses" in page


def test_the_page_of_a_work_cites_it_and_tells_programs(client: FlaskClient) -> None:
    """Meta tags, COinS and JSON-LD stand in it."""
    page = unescape(client.get(f"/works/{PAPER}").text)
    assert '<meta name="citation_author" content="Nguyễn Thị Mẫu">' in page
    assert (
        '<meta name="citation_conference_title" content="Kỷ yếu hội thảo hợp tác quốc tế">' in page
    )
    assert 'class="Z3988"' in page
    found = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(found)["@type"] == "ScholarlyArticle"
    assert f'href="/works/{PAPER}/cite"' in page


def test_one_page_is_cited_by_its_printed_number(client: FlaskClient) -> None:
    """In the text; the list names the pages of all of it, and a link leads to them."""
    page = unescape(client.get(f"/works/{PAPER}/cite?page=14").text)
    assert f'<a href="/works/{PAPER}/pages/14">trang 10</a> (thứ 14 trong tệp)' in page
    assert "[…, tr. 10]" in page
    assert "(Nguyễn, 2019, p. 10)" in page
    assert "(Nguyễn 2019, 10)" in page
    assert "(pp. 8–16)" in page
    assert f'href="/works/{PAPER}/cite">Trích dẫn cả tài liệu' in page


def test_without_a_page_nothing_is_left_open(client: FlaskClient) -> None:
    """Of the style of theses no more than a number would stand in the text."""
    page = unescape(client.get(f"/works/{PAPER}/cite").text)
    assert "[…" not in page
    assert "(Nguyễn, 2019)" in page


def test_a_printed_number_leads_to_its_page(client: FlaskClient) -> None:
    """What is typed; one that is nowhere is said, harmlessly."""
    typed = client.get(f"/works/{PAPER}/cite?at=10&lang=en")
    assert typed.location == f"/works/{PAPER}/cite?page=14&lang=en"
    nowhere = client.get(f"/works/{PAPER}/cite?at=%3Cb%3E")
    assert nowhere.status_code == 200
    assert "Không có trang nào của tài liệu này mang số &lt;b&gt;." in nowhere.text


def test_the_page_reader_leads_to_the_page_cited(client: FlaskClient) -> None:
    """This very page of this very file: of the paper, where the volume is open at one of its."""
    for work in (PAPER, VOLUME):
        page = client.get(f"/works/{work}/pages/14").text
        assert f'href="/works/{PAPER}/cite?page=14"' in page
    assert f'href="/works/{VOLUME}/cite?page=5"' in client.get(f"/works/{VOLUME}/pages/5").text


@pytest.mark.parametrize("page", ["11", "0", "x", "99"])
def test_no_other_page_is_cited(client: FlaskClient, page: str) -> None:
    """Of the volume, or none at all."""
    assert client.get(f"/works/{PAPER}/cite?page={page}").status_code in {400, 404}


def test_a_paper_is_told_with_its_pages(client: FlaskClient) -> None:
    """In the tags of Highwire, in COinS, JSON-LD and every file."""
    page = unescape(client.get(f"/works/{PAPER}").text)
    assert '<meta name="citation_firstpage" content="8">' in page
    assert '<meta name="citation_lastpage" content="16">' in page
    assert "rft.pages=8-16" in page
    assert '"pageStart": "8", "pageEnd": "16"' in page
    (ris,) = rispy.loads(client.get(f"/works/{PAPER}/reference.ris").text)
    assert (ris["start_page"], ris["end_page"]) == ("8", "16")
    (bib,) = parse_string(
        client.get("/search/references.bib?kind=paper").text, "bibtex"
    ).entries.values()
    assert bib.fields["pages"] == "8--16"
    (csl,) = json.loads(client.get(f"/list/references.json?work={PAPER}").text)
    assert csl["page"] == "8-16"


def test_markup_in_a_title_stays_text(client: FlaskClient) -> None:
    """In tags, references and data."""
    for address in (f"/works/{REPORT}", f"/works/{REPORT}/cite"):
        assert "<script>alert" not in client.get(address).text


@pytest.mark.parametrize("form", list(FORMS))
def test_files_are_saved_under_the_id(client: FlaskClient, form: str) -> None:
    """With the media type that programs know."""
    answer = client.get(f"/works/{VOLUME}/reference.{form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMS[form].media_type
    assert f'filename="{VOLUME}.{form}"' in answer.headers["Content-Disposition"]


def test_a_file_holds_the_work(client: FlaskClient) -> None:
    """Read by a reader of RIS."""
    (record,) = rispy.loads(client.get(f"/works/{PAPER}/reference.ris").text)
    assert record["title"] == "A paper on rice cooperation"
    assert record["custom3"] == "Kỷ yếu hội thảo hợp tác quốc tế"
    assert record["urls"] == [f"http://localhost/works/{PAPER}"]


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    """Hidden works and unknown forms alike; an id with look-alikes leads on."""
    assert client.get(f"/works/{HIDDEN}/cite").status_code == 404
    assert client.get(f"/works/{HIDDEN}/reference.bib").status_code == 404
    assert client.get(f"/works/{PAPER}/reference.exe").status_code == 404
    typed = PAPER.replace("0", "O")
    assert client.get(f"/works/{typed}/cite").location == f"/works/{PAPER}/cite"
    assert client.get(f"/works/{typed}/reference.bib").location == f"/works/{PAPER}/reference.bib"
