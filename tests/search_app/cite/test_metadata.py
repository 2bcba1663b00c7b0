"""Programs read of a page what its record says."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs

from search_app.cite.metadata import make_metadata
from tests.search_app.cite.items import ALL, PAPER, REPORT


def test_a_paper_is_told_as_conference_paper_with_volume_and_pages() -> None:
    """The tags by which Zotero's translator of embedded metadata decides."""
    tags = [(tag.name, tag.content) for tag in make_metadata(PAPER, "https://x/a.pdf").tags]
    assert ("citation_conference_title", PAPER.container) in tags
    assert [content for name, content in tags if name == "citation_author"] == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
    ]
    assert ("citation_publication_date", "2016/09/15") in tags
    assert ("citation_firstpage", "12") in tags
    assert ("citation_lastpage", "20") in tags
    assert ("citation_pdf_url", "https://x/a.pdf") in tags
    assert ("DCTERMS.isPartOf", PAPER.container) in tags


def test_a_report_is_told_by_its_institution() -> None:
    """And by its number."""
    tags = {tag.name: tag.content for tag in make_metadata(REPORT).tags}
    assert tags["citation_technical_report_institution"] == "Vụ Hợp tác quốc tế"
    assert tags["citation_technical_report_number"] == "12/BC-HTQT"
    assert tags["DC.creator"] == "Vụ Hợp tác quốc tế"
    assert "citation_conference_title" not in tags
    assert "citation_pdf_url" not in tags


def test_coins_is_an_open_url() -> None:
    """Title of paper and volume apart."""
    values = parse_qs(make_metadata(PAPER).coins)
    assert values["rft.genre"] == ["proceeding"]
    assert values["rft.atitle"] == [PAPER.title]
    assert values["rft.btitle"] == [PAPER.container]
    assert values["rft.pages"] == ["12-20"]
    assert values["rft.au"] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_json_ld_cannot_leave_its_element() -> None:
    """No sign that HTML would read stands in it, and it is read back as it was."""
    title = "</script><script>alert(1)</script> & <!-- "
    text = make_metadata(replace(PAPER, title=title)).json_ld
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == title


def test_every_item_has_its_type() -> None:
    """Also one of which little is known."""
    types = [json.loads(make_metadata(item).json_ld)["@type"] for item in ALL]
    assert types == ["ScholarlyArticle", "Report", "Report", "CreativeWork"]
