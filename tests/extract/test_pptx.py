"""A presentation gives its slides in the order of the show, each as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.extract.budget import Budget
from indexer.extract.places import Place, Placed, in_reading_order
from indexer.extract.pptx import read_pptx
from indexer.extract.regular import NotRead
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, container, related

if TYPE_CHECKING:
    from indexer.extract.content import Content

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/presentationml/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _text(*paragraphs: str, font: str = "") -> str:
    named = f'<a:rPr><a:latin typeface="{font}"/></a:rPr>' if font else ""
    runs = "".join(f"<a:p><a:r>{named}<a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    return f"<p:txBody><a:bodyPr/>{runs}</p:txBody>"


def _frame(x: int, y: int, width: int = 100, height: int = 50) -> str:
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _shape(text: str, place: str = "", role: str = "") -> str:
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr>' if role else ""
    return f"<p:sp>{holder}<p:spPr>{place}</p:spPr>{text}</p:sp>"


def _slide(*shapes: str, name: str = "sld", more: str = "", namespace: str = _P) -> str:
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    names = f'xmlns:p="{namespace}" xmlns:a="{_A}" xmlns:r="{_R}"'
    return f"<p:{name} {names} {more}>{tree}</p:{name}>"


def _show(*slides: str, parts: dict[str, str] | None = None, namespace: str = _P) -> bytes:
    """Return a presentation that shows ``slides`` in the reverse order of their parts' names."""
    numbers = range(len(slides), 0, -1)
    ids = "".join(f'<p:sldId id="{255 + each}" r:id="s{each}"/>' for each in numbers)
    members = {
        "_rels/.rels": related(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{namespace}" xmlns:r="{_R}">'
        f"<p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(
            *((f"s{each}", "slide", f"slides/slide{each}.xml") for each in numbers),
            ("t", "theme", "theme/theme1.xml"),
        ),
    }
    names = (f"ppt/slides/slide{number}.xml" for number in numbers)
    return container(members | dict(zip(names, slides, strict=True)) | (parts or {}))


def _read(*slides: str, parts: dict[str, str] | None = None) -> Content:
    return read_pptx(_show(*slides, parts=parts), ample())


def test_slides_come_in_the_order_of_the_show() -> None:
    """Parts are named as they were made; a hidden slide is read, and named."""
    content = _read(
        _slide(_shape(_text("một"))), _slide(_shape(_text("hai")), more='show="0"'), _slide()
    )
    assert [(page.index, page.label, page.text) for page in content.pages] == [
        (1, "1", "một"),
        (2, "2", "hai"),
        (3, "3", ""),
    ]
    assert {page.unit for page in content.pages} == {Unit.SLIDE}
    assert content.warnings == ("slide 2: hidden from the show",)
    assert not content.partly


def test_strict_presentations_are_read() -> None:
    """Their namespaces have other names."""
    made = _show(_slide(_shape(_text("chặt chẽ")), namespace=_STRICT), namespace=_STRICT)
    assert read_pptx(made, ample()).pages[0].text == "chặt chẽ"


def test_shapes_come_in_reading_order() -> None:
    """The title first, whatever its place; then by place; counters are left out."""
    group = (
        "<p:grpSp><p:grpSpPr><a:xfrm><a:off x='0' y='300'/><a:ext cx='100' cy='100'/>"
        "<a:chOff x='0' y='0'/><a:chExt cx='1000' cy='1000'/></a:xfrm></p:grpSpPr>"
        f"{_shape(_text('nhóm dưới'), _frame(0, 900))}{_shape(_text('nhóm trên'), _frame(0, 0))}"
        "</p:grpSp>"
    )
    content = _read(
        _slide(
            group,
            _shape(_text("phải"), _frame(200, 100)),
            _shape(_text("trái trên", "trái trên nữa"), _frame(0, 100)),
            _shape(_text("7"), _frame(0, 900), "sldNum"),
            _shape(_text("Tiêu đề"), _frame(0, 800), "title"),
        )
    )
    (page,) = content.pages
    assert page.text.split("\n") == [
        *("Tiêu đề", "trái trên", "trái trên nữa", "nhóm trên", "nhóm dưới", "phải"),
    ]
    assert [page.text[each.start : each.end] for each in page.headings] == ["Tiêu đề"]


def test_placeholders_stand_where_their_layout_puts_them() -> None:
    """Most have no place of their own."""
    layout = _slide(_shape("", _frame(0, 10), "body"), name="sldLayout")
    content = _read(
        _slide(_shape(_text("dưới"), _frame(0, 100)), _shape(_text("trên"), "", "body")),
        parts={
            "ppt/slides/_rels/slide1.xml.rels": related(
                ("l", "slideLayout", "../slideLayouts/slideLayout1.xml")
            ),
            "ppt/slideLayouts/slideLayout1.xml": layout,
        },
    )
    assert content.pages[0].text == "trên\ndưới"


def test_tables_diagrams_charts_and_notes_are_read() -> None:
    """Rows are lines; notes and comments stand behind their slide."""
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = f"<a:tr>{cell.format('Lào')}{cell.format('2016')}</a:tr>"
    frame = "<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData>{}</a:graphicData></a:graphic>"
    end = "</p:graphicFrame>"
    point = "<d:t><a:p><a:r><a:t>bước một</a:t></a:r></a:p></d:t>"
    cache = "<c:strCache><c:pt><c:v>Quý I</c:v></c:pt></c:strCache>"
    content = _read(
        _slide(
            frame.format(f"<a:tbl>{row}</a:tbl>") + end,
            frame.format('<d:relIds xmlns:d="d" r:dm="d1"/>') + end,
            frame.format('<c:chart xmlns:c="c" r:id="c1"/>') + end,
        ),
        parts={
            "ppt/slides/_rels/slide1.xml.rels": related(
                ("d1", "diagramData", "../diagrams/data1.xml"),
                ("c1", "chart", "../charts/chart1.xml"),
                ("n1", "notesSlide", "../notesSlides/notesSlide1.xml"),
                ("m1", "comments", "../comments/comment1.xml"),
                ("m2", "comments", "../comments/modernComment1.xml"),
            ),
            "ppt/comments/comment1.xml": (
                '<p:cmLst xmlns:p="p"><p:cm><p:text>xem lại</p:text></p:cm></p:cmLst>'
            ),
            "ppt/comments/modernComment1.xml": (
                f'<q:cmLst xmlns:q="q" xmlns:a="{_A}"><q:cm><q:txBody><a:p><a:r><a:t>đã sửa</a:t>'
                "</a:r></a:p></q:txBody></q:cm></q:cmLst>"
            ),
            "ppt/diagrams/data1.xml": f'<d:data xmlns:d="d" xmlns:a="{_A}">{point}</d:data>',
            "ppt/charts/chart1.xml": f'<c:chartSpace xmlns:c="c">{cache}{cache}</c:chartSpace>',
            "ppt/notesSlides/notesSlide1.xml": _slide(
                _shape(_text("3"), "", "sldNum"), _shape(_text("lời nói"), "", "body"), name="notes"
            ),
        },
    )
    assert content.pages[0].text == "Lào | 2016\nbước một\nQuý I\nlời nói\nxem lại\nđã sửa"


@pytest.mark.parametrize("themed", [False, True], ids=["run", "theme"])
def test_old_fonts_are_decoded(*, themed: bool) -> None:
    """By the font of the run, else by that of the theme."""
    theme = (
        f'<a:theme xmlns:a="{_A}"><a:fontScheme><a:minorFont><a:latin typeface=".VnTime"/>'
        "</a:minorFont></a:fontScheme></a:theme>"
    )
    font = "" if themed else ".VnTime"
    content = _read(
        _slide(_shape(_text("ph\xad¬ng h\xadíng hîp t¸c", font=font))),
        parts={"ppt/theme/theme1.xml": theme} if themed else {},
    )
    assert (content.pages[0].text, content.encodings) == ("phương hướng hợp tác", ("TCVN3",))


def test_slides_that_are_pictures_are_named() -> None:
    """One is a remark; many make the file read in part."""
    picture = _slide("<p:pic/>")
    one = _read(picture, _slide(_shape(_text("x"))))
    assert (one.partly, one.warnings) == (False, ("slide 1: no text, only pictures",))
    assert _read(picture, picture, _slide(_shape(_text("x")))).partly


def test_damage_is_named() -> None:
    """A broken slide costs that slide; without time the rest is missing, and said to be."""
    broken = _read("", _slide(_shape(_text("còn"))))
    assert [page.text for page in broken.pages] == ["", "còn"]
    assert broken.partly
    assert any("slide 1: damaged" in warning for warning in broken.warnings)
    late = read_pptx(_show(_slide()), Budget(0.0, 0.0))
    assert late.partly
    with pytest.raises(NotRead) as caught:
        read_pptx(container({"ppt/presentation.xml": "<"}), ample())
    assert caught.value.reading is Reading.DAMAGED


def test_columns_are_read_one_after_the_other() -> None:
    """Behind what spans them; order does not depend on the order of the file."""
    items = [
        Placed(Place(0, 0, 200, 20), "đầu"),
        Placed(Place(0, 30, 90, 20), "trái 1"),
        Placed(Place(0, 60, 90, 20), "trái 2"),
        Placed(Place(110, 30, 90, 20), "phải 1"),
        Placed(Place(110, 60, 90, 20), "phải 2"),
        Placed(Place(0, 90, 200, 20), "cuối"),
    ]
    for order in (items, items[::-1]):
        found = [item.thing for item in in_reading_order(order)]
        assert found == ["đầu", "trái 1", "trái 2", "phải 1", "phải 2", "cuối"]
