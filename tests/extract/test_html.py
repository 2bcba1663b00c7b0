"""HTML gives what a reader of the page would read."""

from __future__ import annotations

import pytest

from indexer.extract.html import read_html
from tests.extract.making import ample


def _text(html: str) -> str:
    return "\n".join(page.text for page in read_html(html.encode(), ample()).pages)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>xin <b>chào</b> các<i> bạn</i></p>", "xin chào các bạn"),
        ("<p>một<br>hai</p><p>ba", "một\nhai\nba"),
        ("<div>a<p>b</p>c</div>", "a\nb\nc"),
        ("<table><tr><td>nước<td>Lào</tr><tr><td>năm</td>\n<td>2016</td></table>", None),
        ("<p>thấy<script>alert(1)</script><style>p{}</style><!-- ẩn --></p>", "thấy"),
        ("<nav>trình đơn</nav><p>bài</p>", "bài"),
        ("<pre>a  b\n c</pre>", "a  b\n c"),
        ("<p>x &amp; y &lt;z&gt;", "x & y <z>"),
    ],
)
def test_text(html: str, text: str | None) -> None:
    """Blocks are lines, rows are lines with bars, what is not shown is not there."""
    assert _text(f"<html><body>{html}") == (text or "nước | Lào\nnăm | 2016")


def test_headings_and_properties() -> None:
    """Headings keep their level; the title is no text of the page."""
    content = read_html(
        b"<html lang=vi><head><title> B\xc3\xa1o  c\xc3\xa1o </title>"
        b"<meta name=author content='A'></head><body><h2>Hai</h2><p>x",
        ample(),
    )
    (page,) = content.pages
    assert [(page.text[h.start : h.end], h.level) for h in page.headings] == [("Hai", 2)]
    assert content.properties == {"title": "Báo cáo", "author": "A", "language": "vi"}
    assert page.text == "Hai\nx"


def test_a_declared_encoding_is_used() -> None:
    """A page in an old code page says so in its head."""
    html = "<html><head><meta charset='koi8-r'></head><body><p>Отчёт о поездке"
    content = read_html(html.encode("koi8-r"), ample())
    assert content.pages[0].text == "Отчёт о поездке"
    assert content.encodings == ("koi8-r",)


def test_deep_nesting_is_read() -> None:
    """Ten thousand nested elements are only a nuisance."""
    assert _text("<html>" + 10_000 * "<div>" + "x") == "x"


def test_xhtml_with_a_declaration_is_html() -> None:
    """It warns of nothing."""
    html = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p></body>'
    assert _text(html) == "x"
