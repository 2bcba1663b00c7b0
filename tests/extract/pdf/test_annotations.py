"""What was typed into forms and upon pages is read with the page, where it stands."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.extract.limits import Limits
from indexer.extract.pdf import read_pdf
from indexer.extract.read import read_file
from indexer.records.files import Reading
from tests.extract.making import Font, Line, ample, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.records.files import Page

HEAD = "Họ và tên:"
NAME = "Đặng Thị Hoài Thương"
_LEFT, _BOTTOM, _RIGHT, _TOP = RECTANGLE = (150, 695, 400, 715)


def _made(*annotations: dict[str, Any], lines: int = 1) -> bytes:
    """Return a PDF of one page whose first line is beside the rectangle of ``annotations``."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf([[Line(HEAD, Font())] * lines]))) as document:
        named = [
            document.make_indirect(_dictionary(**{"Rect": [*RECTANGLE], **entries}))
            for entries in annotations
        ]
        document.pages[0].obj.Annots = pikepdf.Array(named)
        fields = [each for each in named if each.Subtype == "/Widget"]
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        document.save(made)
    return made.getvalue()


def _with(*annotations: dict[str, Any], lines: int = 1) -> Page:
    (page,) = read_pdf(_made(*annotations, lines=lines), ample()).pages
    return page


def _dictionary(**entries: Any) -> pikepdf.Dictionary:  # noqa: ANN401 - whatever a PDF may hold
    """Return a dictionary; texts that begin with a slash are names."""
    values = {
        f"/{key}": pikepdf.Name(value) if str(value).startswith("/") else value
        for key, value in entries.items()
    }
    return pikepdf.Dictionary(values)


def _field(**entries: str | int) -> dict[str, Any]:
    return {"Subtype": "/Widget", "FT": "/Tx", "T": "name", "V": NAME, **entries}


def _look(document: pikepdf.Pdf, text: bytes) -> pikepdf.Object:
    """Return a form that shows ``text`` in the rectangle."""
    font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    look = document.make_stream(b"BT /H 12 Tf 2 5 Td (%b) Tj ET" % text)
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, _RIGHT - _LEFT, _TOP - _BOTTOM])
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(H=font))
    return look


def test_a_filled_field_is_read_beside_its_label() -> None:
    """As it looks in the form, in the order in which people read it."""
    made = BytesIO()
    canvas = Canvas(made, (600, 800))
    canvas.drawString(72, 700, "Name:")
    canvas.drawString(72, 600, "Signed in Vientiane")
    canvas.acroForm.textfield(value="Bounmy Keola", x=150, y=695, width=200, height=20)
    canvas.save()
    (page,) = read_pdf(made.getvalue(), ample()).pages
    assert page.text.split("\n") == ["Name: Bounmy Keola", "Signed in Vientiane"]
    assert [page.text[box.start : box.end] for box in page.boxes] == page.text.split()


@pytest.mark.parametrize(
    "annotation",
    [
        _field(),
        _field(FT="/Ch"),
        {"Subtype": "/FreeText", "Contents": NAME},
    ],
)
def test_what_has_no_look_is_set_into_its_rectangle(annotation: dict[str, Any]) -> None:
    """Programs that fill forms leave it to the viewer to draw letters."""
    page = _with(annotation, lines=2)
    assert page.text.split("\n") == [f"{HEAD} {NAME}", HEAD]
    boxes = {page.text[box.start : box.end]: box for box in page.boxes}
    assert boxes["Đặng"].left == _LEFT
    assert boxes["Thương"].right <= _RIGHT
    assert (boxes["Đặng"].top, boxes["Đặng"].bottom) == (800 - _TOP, 800 - _BOTTOM)


def test_a_page_of_fields_alone_has_text() -> None:
    """It is no blank page."""
    assert _with(_field(), lines=0).text == NAME


def test_lines_of_a_field_stay_lines() -> None:
    """Each has its part of the rectangle."""
    page = _with(_field(V="Hà Nội\rViêng Chăn"), lines=0)
    assert page.text.split("\n") == ["Hà Nội", "Viêng Chăn"]
    heights = {box.bottom - box.top for box in page.boxes}
    assert heights == {(_TOP - _BOTTOM) / 2}


def test_looks_of_free_text_and_stamps_are_read() -> None:
    """A number or a date that an office put upon a finished document."""
    for kind in ("/FreeText", "/Stamp"):
        made = BytesIO()
        with pikepdf.open(BytesIO(pdf([[Line(HEAD, Font())]]))) as document:
            note = _dictionary(Subtype=kind, Rect=[*RECTANGLE], Contents="x")
            note.AP = pikepdf.Dictionary(N=_look(document, b"63/QD-HV"))
            document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])
            document.save(made)
        (page,) = read_pdf(made.getvalue(), ample()).pages
        assert page.text == f"{HEAD} 63/QD-HV"


@pytest.mark.parametrize(
    "annotation",
    [
        _field(F=2),
        _field(Ff=1 << 13),
        _field(FT="/Btn"),
        {"Subtype": "/Link", "Contents": NAME},
        {"Subtype": "/Text", "Contents": NAME},
    ],
    ids=["hidden", "password", "button", "link", "comment"],
)
def test_what_nobody_sees_on_the_page_is_not_read(annotation: dict[str, Any]) -> None:
    """What is hidden, and what readers' programs show beside the page."""
    assert _with(annotation).text == HEAD


@pytest.mark.parametrize("left", [450, 150], ids=["apart", "beside a line"])
def test_a_stamp_of_secrecy_upon_a_page_is_seen(tmp_path: Path, left: int) -> None:
    """It is typed upon the finished document, like numbers and dates, be it into a line."""
    path = tmp_path / "file.pdf"
    bottom = 740 if left == 450 else _BOTTOM
    stamp = {
        "Subtype": "/FreeText",
        "Contents": "TUYỆT MẬT",
        "Rect": [left, bottom, left + 110, bottom + 20],
    }
    path.write_bytes(_made(stamp))
    assert read_file(path, Limits()).reading is Reading.REFUSED_SECRET


def test_a_drawn_stamp_beside_a_line_is_seen(tmp_path: Path) -> None:
    """What it looks like says it; no words need describe it."""
    path = tmp_path / "file.pdf"
    with (
        pikepdf.open(BytesIO(pdf([[Line("MẬT", Font())]]))) as drawn,
        pikepdf.open(BytesIO(pdf([[Line(HEAD, Font())]]))) as document,
    ):
        look = document.copy_foreign(drawn.pages[0].as_form_xobject())
        look.BBox = pikepdf.Array([70, _BOTTOM, 130, _TOP])
        stamp = {
            "Subtype": "/Stamp",
            "Rect": [_LEFT, _BOTTOM, _LEFT + 60, _TOP],
            "AP": pikepdf.Dictionary(N=look),
        }
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(_dictionary(**stamp))])
        document.save(path)
    assert read_file(path, Limits()).reading is Reading.REFUSED_SECRET
