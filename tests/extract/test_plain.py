"""Plain text keeps its paragraphs and its pages."""

from __future__ import annotations

from indexer.extract.plain import read_plain
from indexer.records.files import Unit
from tests.extract.making import ample


def test_form_feeds_are_page_breaks() -> None:
    """What a printer would have put on a new sheet is a new page."""
    content = read_plain("trang một\r\n\r\ntiếp\ftrang hai\n".encode(), ample())
    assert [page.text for page in content.pages] == ["trang một\ntiếp", "trang hai"]
    assert {page.unit for page in content.pages} == {Unit.PAGE}
    assert content.encodings == ("utf-8",)


def test_lines_stay_lines() -> None:
    """Lines within a paragraph are kept, so that letterheads stay legible."""
    content = read_plain("HỌC VIỆN\rVỤ HỢP TÁC QUỐC TẾ".encode(), ample())
    assert content.pages[0].text == "HỌC VIỆN\nVỤ HỢP TÁC QUỐC TẾ"
