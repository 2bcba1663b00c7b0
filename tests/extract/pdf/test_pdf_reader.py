"""Each page of a PDF is read by whichever reader can, and what nobody can read is named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from indexer.extract.budget import Budget
from indexer.extract.limits import Limits
from indexer.extract.pdf import read_pdf
from indexer.extract.regular import NotRead
from indexer.language.encodings import TCVN3
from indexer.records.files import Page, Reading
from tests.extract.making import Font, Line, pdf
from tests.extract.shared import shared_files

if TYPE_CHECKING:
    from indexer.extract.content import Content

TEXT = "Đoàn công tác của Học viện đã thăm và làm việc tại Lào"
_TCVN3 = {TCVN3.signs[byte]: byte for byte in range(255, 31, -1)}
_PICTURE = (
    b"100 0 0 100 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI",
    b"q 1 0 0 rg 0 0 500 500 re f Q\n" * 60,
)


def _read(data: bytes, limits: Limits | None = None) -> Content:
    return read_pdf(data, Budget.of(limits or Limits()))


def _words(page: Page) -> dict[str, tuple[float, float, float, float]]:
    return {
        page.text[box.start : box.end]: (box.left, box.top, box.right, box.bottom)
        for box in page.boxes
    }


def test_pages_with_labels_boxes_and_properties() -> None:
    """Text by pdfium, printed numbers, sizes, metadata, and where each word stands."""
    data = pdf(
        [[Line(TEXT, Font()), Line("Trang hai", Font())], [Line("Kết", Font())]],
        catalog=b"/PageLabels << /Nums [0 << /S /r /St 11 >> 1 << /S /D >>] >>",
        info=b"<< /Title (Bao cao) /CreationDate (D:20160915083000+07'00') >>",
    )
    content = _read(data)
    first, second = content.pages
    assert first.text == TEXT + "\nTrang hai"
    assert [first.label, second.label] == ["xi", "1"]
    assert (first.width, first.height) == (600, 800)
    assert {first.reader, second.reader} == {"pypdfium2"}
    assert content.properties["title"] == "Bao cao"
    assert content.properties["created"] == "2016-09-15T08:30:00"
    assert not content.partly
    assert not content.warnings
    boxes = _words(first)
    assert [first.text[box.start : box.end] for box in first.boxes] == first.text.split()
    left, top, right, bottom = boxes["Đoàn"]
    assert left == pytest.approx(72, abs=2)
    assert right == pytest.approx(72 + 4 * 6, abs=2)
    assert top < 100 < bottom + 2
    assert boxes["Trang"][1] > boxes["Đoàn"][1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_lie_on_turned_pages_as_displayed(turn: int) -> None:
    """A page that is turned for display has its words where the eye sees them."""
    (page,) = _read(pdf([[Line("Xin", Font())]], page=b"/Rotate %d" % turn)).pages
    left, top, right, bottom = _words(page)["Xin"]
    assert (page.width, page.height) == ((800, 600) if turn != 180 else (600, 800))
    assert 0 <= left < right <= page.width
    assert 0 <= top < bottom <= page.height
    centre = {90: (703, 81), 180: (519, 703), 270: (97, 519)}[turn]
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(centre, abs=8)


def test_tcvn3_is_read_by_its_fonts() -> None:
    """Glyphs named by old bytes come out as letters; capitals where the font draws them."""
    body, capitals = Font("ABCDEF+.VnTime", _TCVN3), Font("ABCDEF+.VnTimeH", _TCVN3)
    lines = [Line("giải pháp hợp tác", capitals), Line(TEXT.replace("Đ", "đ"), body)]
    content = _read(pdf([lines, [Line(TEXT, Font())]]))
    page = content.pages[0]
    assert page.reader == "pypdfium2+tcvn3"
    assert content.encodings == ("TCVN3",)
    assert page.text == "GIẢI PHÁP HỢP TÁC\n" + TEXT.replace("Đ", "đ")
    assert [page.text[box.start : box.end] for box in page.boxes] == page.text.split()
    left, top, right, bottom = _words(page)["GIẢI"]
    assert (left, right) == pytest.approx((72, 96), abs=2)
    assert top < 100 < bottom + 4


def test_the_second_reader_knows_tcvn3_as_well() -> None:
    """What pdfium and pikepdf cannot open is read by pdfminer.six, fonts decoded."""
    data = b"A" * 5000 + pdf([[Line("phương hướng hợp tác", Font(".VnTime", _TCVN3))]])
    content = _read(data)
    assert content.pages[0].text == "phương hướng hợp tác"
    assert content.pages[0].reader == "pdfminer.six"
    assert content.encodings == ("TCVN3",)


def test_codes_without_names_are_bytes() -> None:
    """A TrueType font of Word has the byte itself as code; 0xAD is ư and no hyphen."""
    (page,) = _read(
        _typed("ph\xad\xacng h\xad\xedng", b"/.VnTime /Encoding /WinAnsiEncoding")
    ).pages
    assert page.text == "phương hướng"


@pytest.mark.parametrize("name", ["HP-Arial-Bold", "ABCDEF+Unknown"])
def test_vni_is_read_by_its_letters(name: str) -> None:
    """A map to Western letters is no map; marks compose over the border of two fonts."""
    vni = Font(name)
    lines = [Line("Hoïc vieän Chính trò cuûa ñöôøng SÖÏ", vni), Line(TEXT, Font())]
    content = _read(pdf([lines]))
    assert content.pages[0].text == "Học viện Chính trị của đường SỰ\n" + TEXT
    assert content.pages[0].reader == "pypdfium2+vni"
    assert content.encodings == ("VNI",)
    words = content.pages[0].text.split()
    boxes = content.pages[0].boxes
    assert [content.pages[0].text[box.start : box.end] for box in boxes] == words


def test_western_languages_are_no_vni() -> None:
    """German, French and Danish names stay."""
    text = "Müller Köln naïve Brontë smørrebrød"
    content = _read(pdf([[Line(text, Font())]]))
    assert content.pages[0].text == text
    assert content.encodings == ()


def test_a_map_of_look_alikes_is_mended() -> None:
    """A font of TCVN3 may have a map that says what cp1252 says; a right map is left alone."""
    content = _read(pdf([[Line("Ch\xad¬ng tr×nh", Font("VnTime")), Line(TEXT, Font(".VnArial"))]]))
    assert content.pages[0].text == "Chương trình\n" + TEXT


def test_old_fonts_in_locked_files_are_mended() -> None:
    """A file that opens without a password is rewritten as well."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf([[Line("hợp tác", Font(".VnTime", _TCVN3))]]))) as document:
        document.save(made, encryption=pikepdf.Encryption(user="", owner="owner", R=6))
    (page,) = _read(made.getvalue()).pages
    assert page.text == "hợp tác"
    assert page.reader == "pypdfium2+tcvn3"


def test_old_fonts_in_forms_are_mended() -> None:
    """Forms have fonts of their own, and may hold each other and themselves."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf([[Line("hợp tác", Font(".VnTime", _TCVN3))]]))) as document:
        page = document.pages[0].obj
        form = document.make_stream(page.Contents.read_bytes())
        form.Subtype, form.BBox = pikepdf.Name.Form, page.MediaBox
        form.Resources = page.Resources
        form.Resources.XObject = pikepdf.Dictionary(A=form, B=form)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=form))
        page.Contents = document.make_stream(b"/A Do")
        document.save(made)
    content = _read(made.getvalue())
    assert content.pages[0].text == "hợp tác"
    assert content.encodings == ("TCVN3",)


def test_words_beyond_the_first_plane_have_boxes() -> None:
    """Signs that need two units of UTF-16 shift no box."""
    (page,) = _read(pdf([[Line("😀 hợp 😀tác xã", Font())]])).pages
    assert [page.text[box.start : box.end] for box in page.boxes] == page.text.split()
    assert _words(page)["xã"][0] == pytest.approx(72 + 10 * 6, abs=8)


def _typed(text: str, font: bytes) -> bytes:
    """Return a PDF that shows bytes in a simple TrueType font without a map."""
    shown = b"BT /T 12 Tf 72 700 Td <" + text.encode("latin-1").hex().encode() + b"> Tj ET"
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf([shown]))) as document:
        page = document.pages[0].obj
        widths = b" /FirstChar 0 /LastChar 255 /Widths [" + b"500 " * 256 + b"]"
        dictionary = b"<< /Type /Font /Subtype /TrueType /BaseFont " + font + widths + b" >>"
        page.Resources = pikepdf.Object.parse(b"<< /Font << /T " + dictionary + b" >> >>")
        document.save(made)
    return made.getvalue()


def test_text_in_unicode_is_left_alone_beside_tcvn3() -> None:
    """Fonts are decoded, never pages."""
    lines = [Line("phương hướng " * 3, Font(".VnTime", _TCVN3)), Line(TEXT, Font())]
    (page,) = _read(pdf([lines])).pages
    assert page.text.split("\n")[1] == TEXT


def test_decomposed_text_is_composed() -> None:
    """Some PDFs have the marks apart."""
    (page,) = _read(pdf([[Line(unicodedata.normalize("NFD", TEXT), Font())]])).pages
    assert page.text == TEXT
    assert [page.text[box.start : box.end] for box in page.boxes] == TEXT.split()


@pytest.mark.parametrize("drawing", _PICTURE)
def test_pages_of_pictures_are_named(drawing: bytes) -> None:
    """One picture page among many is a plate, many are a scan."""
    plate = _read(pdf([drawing, *[[Line(TEXT, Font())]] * 9]))
    assert plate.warnings == ("page 1: no text, only pictures or drawings",)
    assert not plate.partly
    scan = _read(pdf([[Line(TEXT, Font())], *[drawing] * 4]))
    assert scan.warnings == ("pages 2-5: no text, only pictures or drawings",)
    assert scan.partly


def test_blank_pages_are_no_gap() -> None:
    """An empty page, and one with a frame, should have no text."""
    content = _read(pdf([[Line(TEXT, Font())], [], b"0 0 100 100 re S"]))
    assert [page.text for page in content.pages] == [TEXT, "", ""]
    assert not content.warnings


def test_text_that_nobody_can_read_is_named() -> None:
    """Codes without any meaning are not a text, and the page says so."""
    font = Font("Unknown", dict.fromkeys(TEXT, 0) | {c: 1 + i for i, c in enumerate(set(TEXT))})
    content = _read(pdf([[Line(TEXT, font)] * 3, [Line(TEXT, Font())]]))
    assert content.partly
    assert content.warnings == ("page 1: no readable text (pypdfium2, pdfminer.six)",)
    assert _read(pdf([[Line(TEXT, font)] * 3])).unreadable


def test_pages_that_were_not_reached_are_named() -> None:
    """When the time is over, what was read is kept and the rest is named."""
    content = _read(pdf([[Line(TEXT, Font())]] * 3), Limits(cpu_seconds=0))
    assert content.partly
    assert content.warnings == ("pages 1-3: not read, the limit of time is near",)


def _locked(password: str) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf([[Line(TEXT, Font())]]))) as document:
        document.save(made, encryption=pikepdf.Encryption(user=password, owner="owner", R=6))
    return made.getvalue()


def test_a_password_is_asked_of_nobody() -> None:
    """A file that opens without one is read; one that does not is encrypted."""
    assert _read(_locked("")).pages[0].text == TEXT
    with pytest.raises(NotRead) as caught:
        _read(_locked("mật khẩu"))
    assert caught.value.reading is Reading.ENCRYPTED


def test_what_pdfium_cannot_open_the_other_reader_may() -> None:
    """Five megabytes of junk before the header stop one of them."""
    content = _read(b"A" * 5000 + pdf([[Line(TEXT, Font())]]))
    assert content.pages[0].text == TEXT
    assert content.pages[0].reader == "pdfminer.six"
    assert content.partly


def test_what_nobody_can_open_is_damaged() -> None:
    """Both readers' reasons are named."""
    with pytest.raises(NotRead) as caught:
        _read(pdf([[Line(TEXT, Font())]])[:300])
    assert caught.value.reading is Reading.DAMAGED
    assert "pypdfium2" in caught.value.reason
    assert "pdfminer.six" in caught.value.reason


def test_tcvn3_journals_are_read_whole() -> None:
    """At least 0.999 of the words of journal articles whose right text is known."""
    wanted, found = 0, 0
    golds = [path for path in shared_files("files") if path.name.endswith(".gold.txt")][::12]
    for path in golds:
        gold = _bag(path.read_text(encoding="utf-8"))
        content = _read(path.with_name(path.name.removesuffix(".gold.txt")).read_bytes())
        wanted += gold.total()
        found += (gold & _bag("\n".join(page.text for page in content.pages))).total()
    assert found >= 0.999 * wanted


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower()))
