"""Files of OpenDocument give pages, slides and sheets as those of Office do."""

from __future__ import annotations

import pytest

from indexer.extract.budget import Budget
from indexer.extract.odf import read_odp, read_ods, read_odt
from indexer.extract.regular import NotRead
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, container

_NAMES = "office text table draw style fo svg presentation meta dc"


def _document(kind: str, body: str, styles: str = "", more: dict[str, str] | None = None) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in _NAMES.split())
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    named = {
        name: f"<office:document {names}>{part}</office:document>"
        for name, part in (more or {}).items()
    }
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return container({"mimetype": mimetype, "content.xml": content} | named)


def _text(body: str, styles: str = "") -> str:
    pages = read_odt(_document("text", body, styles), ample()).pages
    return "\n".join(page.text for page in pages)


def _cell(*paragraphs: str, more: str = "") -> str:
    inner = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>một</text:p><text:p/><text:p>hai</text:p>", "một\nhai"),
        (
            "<text:p>a<text:s text:c='3'/>b\n  c<text:tab/>d<text:line-break/>e</text:p>",
            "a   b c\td\ne",
        ),
        ("<text:p>liên <text:a><text:span>kết</text:span></text:a> này</text:p>", "liên kết này"),
        ("<text:list><text:list-item><text:p>mục</text:p></text:list-item></text:list>", "mục"),
        (
            (
                "<text:tracked-changes><text:p>xóa</text:p></text:tracked-changes>"
                "<text:p>giữ<office:annotation><text:p>lời</text:p></office:annotation></text:p>"
            ),
            "giữ\nlời",
        ),
        (
            (
                "<text:p>câu<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>chú thích</text:p></text:note-body></text:note> tiếp</text:p>"
            ),
            "câu tiếp\nchú thích",
        ),
        (
            "<text:p><draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame></text:p>",
            "hộp",
        ),
        (
            f"<table:table><table:table-row>{_cell('Lào')}{_cell('2016')}</table:table-row></table:table>",
            "Lào | 2016",
        ),
        (
            (
                f"<table:table><table:table-row>{_cell('a', 'b')}{_cell('c')}"
                "</table:table-row></table:table>"
            ),
            "a\nb\nc",
        ),
    ],
)
def test_text(body: str, text: str) -> None:
    """All text once, in reading order; what was deleted is left out."""
    assert _text(body) == text


def test_pages_headings_and_properties() -> None:
    """Pages as last laid out; headers and footers once, at the end."""
    made = _document(
        "text",
        '<text:h text:outline-level="2">Mục</text:h><text:p>một<text:soft-page-break/>hai</text:p>',
        more={
            "meta.xml": "<dc:title>Báo cáo</dc:title><dc:creator>A</dc:creator>",
            "styles.xml": "<style:header><text:p>đầu</text:p></style:header>",
        },
    )
    content = read_odt(made, ample())
    assert [page.text for page in content.pages] == ["Mục\nmột", "hai\nđầu"]
    assert {page.unit for page in content.pages} == {Unit.PAGE}
    assert [heading.level for heading in content.pages[0].headings] == [2]
    assert content.properties == {"title": "Báo cáo", "author": "A"}


def test_styles_say_fonts_and_page_breaks() -> None:
    """By inheritance, too."""
    styles = (
        '<style:font-face style:name="F" svg:font-family="\'.VnTime\'"/>'
        '<style:style style:name="base"><style:text-properties style:font-name="F"/></style:style>'
        '<style:style style:name="own" style:parent-style-name="base"/>'
        '<style:style style:name="new"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    body = (
        "<text:p>x</text:p><text:p text:style-name='new'>y</text:p>"
        "<text:p text:style-name='own'>h\u00eep t\u00b8c</text:p>"
    )
    content = read_odt(_document("text", body, styles), ample())
    assert [page.text for page in content.pages] == ["x", "y\nhợp tác"]
    assert content.encodings == ("TCVN3",)


def test_slides_have_title_frames_and_notes() -> None:
    """By place; hidden ones are named."""
    frame = (
        '<draw:frame svg:x="{}" svg:y="{}" svg:width="5cm" svg:height="1cm" {}>'
        "<draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    )
    styles = (
        '<style:style style:name="h"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    slide = (
        frame.format("1cm", "9cm", "", "dưới")
        + f"<draw:g>{frame.format('1cm', '20mm', '', 'trên')}</draw:g>"
        + frame.format("1cm", "50cm", 'presentation:class="title"', "Tiêu đề")
        + f"<presentation:notes>{frame.format('0cm', '0cm', '', 'lời nói')}</presentation:notes>"
    )
    body = f'<draw:page>{slide}</draw:page><draw:page draw:style-name="h"/>'
    content = read_odp(_document("presentation", body, styles), ample())
    assert content.pages[0].text == "Tiêu đề\ntrên\ndưới\nlời nói"
    assert (content.pages[1].text, content.pages[1].unit) == ("", Unit.SLIDE)
    assert content.warnings == ("slide 2: hidden from the show",)


def test_sheets_are_bounded() -> None:
    """Empty cells and rows are repeated a million times; full ones some hundred at most."""
    wide = 'table:number-columns-repeated="16000"'
    row = (
        f"<table:table-row>{_cell('Nước')}"
        f"{_cell(more=wide)}{_cell('xa')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2">'
        f"{_cell('1.234,5')}<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048570">{_cell()}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048570">{_cell("y")}</table:table-row>'
    )
    made = _document("spreadsheet", f'<table:table table:name="Đoàn ra">{row}</table:table>')
    (page,) = read_ods(made, ample()).pages
    lines = page.text.split("\n")
    assert (page.label, page.unit) == ("Đoàn ra", Unit.SHEET)
    assert lines[:3] == ["Nước" + 8 * "\t" + "xa", "1.234,5", "1.234,5"]
    assert len(lines) == 103


def test_statuses() -> None:
    """A password, damage, and the end of the time."""
    locked = container({"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"})
    for made, reading in ((locked, Reading.ENCRYPTED), (container({"x": "y"}), Reading.DAMAGED)):
        with pytest.raises(NotRead) as caught:
            read_odt(made, ample())
        assert caught.value.reading is reading
    late = read_odt(_document("text", "<text:p>x</text:p>"), Budget(0.0, 0.0))
    assert late.partly
