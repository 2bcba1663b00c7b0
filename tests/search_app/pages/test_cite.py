"""A work can be cited from its page, in every style and for every program."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import pytest
import rispy

from search_app.cite.forms import FORMS
from tests.search_app.fake_library import HIDDEN, PAPER, REPORT, VOLUME

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_a_paper_is_cited_with_its_volume(client: FlaskClient) -> None:
    """In the three styles, the title of the volume in italics."""
    page = unescape(client.get(f"/works/{PAPER}/cite?lang=en").text)
    volume = "<cite>Kỷ yếu hội thảo hợp tác quốc tế</cite>"
    assert f"Nguyễn, T. M. (2019). A paper on rice cooperation. In {volume}." in page
    assert f"Nguyễn Thị Mẫu. 2019. “A paper on rice cooperation.” In {volume}." in page
    assert f"Nguyễn Thị Mẫu (2019), “A paper on rice cooperation”, {volume}." in page
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
