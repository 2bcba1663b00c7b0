"""Stamps of state secrecy are seen in every form they come in; the words in a text are none."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.extract.secrecy import is_stamped, is_stamped_name
from indexer.records.files import Page, ReadFile, Reading, Unit
from tests.extract.making import Font, Line, paragraph, pdf, word

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "Đoàn công tác đã làm việc tại Viêng Chăn về chương trình hợp tác."

STAMPS = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "Tối mật",
    "Tuyệt Mật",
    "M Ậ T",
    "T Ố I  M Ậ T",
    "T U Y Ệ T   M Ậ T",
    "M.Ậ.T",
    "| MẬT |",
    "[TỐI MẬT]",
    "(Mật)",
    "*** TUYỆT MẬT ***",
    "- TỐI MẬT -",
    "=MẬT=",
    "┌─────┐\n│ MẬT │\n└─────┘",
    "+---------+\n| TỐI MẬT |\n+---------+",
    "TUYỆT\nMẬT",
    "Độ mật: Mật",
    "ĐỘ MẬT: TỐI MẬT",
    "Mức độ mật: Tuyệt mật",
    "Độ mật – [MẬT]",
    "BỘ NGOẠI GIAO | MẬT",
    "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/BC-HTQT MẬT",
    "Số: 12/BC-HTQT      Độ mật: Tối mật",
    "TÀI LIỆU MẬT",
    "TOI MAT",
    "TUYET MAT",
    "MËT",
    "TèI MËT",
    "tuyÖt mËt",
    "§é mËt: MËt",
    "MAÄT",
    "TOÁI MAÄT",
    "TUYEÄT MAÄT",
]
WORDS = [
    "BÍ MẬT",
    "Bí mật",
    "BẢO MẬT",
    "AN NINH VÀ BẢO\nMẬT",
    "KỸ THUẬT\nMẬT\nMÃ",
    "GIẢI MẬT",
    "mật",
    "Mật độ",
    "MẬT ĐỘ DÂN SỐ",
    "MẬT ONG",
    "họp mật",
    "tuyệt mật",
    "Thông tin này được xếp vào loại tuyệt mật.",
    "- Mật",
    "1. Tối mật",
    "a) Tuyệt mật;",
    "“Mật”",
    "Độ mật: ........",
    "Độ mật: Mật/Tối mật/Tuyệt mật",
    "ĐỘ\nMẬT",
    "1 | Mật | 3",
    "MAT",
    "MẮT",
]


def _page(text: str, index: int = 1, reader: str = "plain", width: float = 0.0) -> Page:
    sure = 0.9 if reader == "tesseract" else None
    return Page(index, str(index), Unit.PAGE, text, reader, width=width, confidence=sure)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stamp", STAMPS)
def test_stamps(stamp: str, form: str) -> None:
    """Each form is seen above a letterhead, composed or not."""
    text = f"{stamp}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{_TEXT}"
    assert is_stamped([_page(unicodedata.normalize(form, text))])  # type: ignore[arg-type]  # both are forms


@pytest.mark.parametrize("words", WORDS)
def test_words_are_no_stamps(words: str) -> None:
    """A document may speak of secrets, honey and ciphers."""
    assert not is_stamped([_page(f"{words}\n{_TEXT}")])


def test_where_stamps_stand() -> None:
    """On the first three pages; in flowing text also at its end, where its headers are put."""
    plain = [_page(_TEXT, index, width=595.0) for index in range(1, 7)]
    assert is_stamped([*plain[:2], _page("MẬT", 3, width=595.0), *plain[3:]])
    assert not is_stamped([*plain[:5], _page("MẬT", 6, width=595.0)])
    assert is_stamped([*plain[:5], _page("MẬT", 6)])


def test_recognised_stamps_need_no_marks() -> None:
    """Letters that were recognised in red ink have wrong marks; other readers make no guesses."""
    assert is_stamped([_page(f"MÂT\n{_TEXT}", reader="tesseract")])
    assert not is_stamped([_page(f"MÂT\n{_TEXT}")])


@pytest.mark.parametrize(
    "name",
    [
        "MẬT_Báo cáo đoàn ra.docx",
        "(MẬT) Biên bản.pdf",
        "Biên bản - TỐI MẬT.pdf",
        "Báo cáo tối mật 2020.doc",
        "TUYET MAT.pdf",
        "Hồ sơ mật.pdf",
        "MËT - Bao cao.doc",
    ],
)
def test_names(name: str) -> None:
    """A name can say it as well."""
    assert is_stamped_name(name)
    assert is_stamped_name(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    "name",
    [
        "MẬT ĐỘ DÂN SỐ.pdf",
        "Bảo mật thông tin.pdf",
        "BÍ MẬT NHÀ NƯỚC.doc",
        "Giải mật tài liệu mật.pdf",
        "Mật ong rừng.pdf",
        "mat.pdf",
        "format_toi_uu.doc",
    ],
)
def test_ordinary_names(name: str) -> None:
    """Most names with the word in them say something else."""
    assert not is_stamped_name(name)


def _documents(stamp: str) -> dict[str, bytes]:
    font = Font()
    return {
        "a.txt": f"{stamp}\n{_TEXT}".encode(),
        "a.pdf": pdf([[Line(stamp, font), Line(_TEXT, font)]]),
        "body.docx": word(paragraph(stamp) + paragraph(_TEXT)),
        "header.docx": word(paragraph(_TEXT) * 400, {"header1": paragraph(stamp)}),
        "footer.docx": word(paragraph(_TEXT), {"footer1": paragraph(stamp)}),
        "box.docx": word(
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent>"
            f"{paragraph(stamp)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
            + paragraph(_TEXT)
        ),
        "table.docx": word(
            f"<w:tbl><w:tr><w:tc>{paragraph('HỌC VIỆN')}</w:tc><w:tc>{paragraph(stamp)}</w:tc>"
            f"</w:tr></w:tbl>{paragraph(_TEXT)}"
        ),
        "a.html": f"<html><body><p>{stamp}</p><p>{_TEXT}</p></body></html>".encode(),
    }


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "T U Y Ệ T   M Ậ T"])
@pytest.mark.parametrize("name", sorted(_documents("")))
def test_nothing_of_a_stamped_file_leaves_the_reader(name: str, stamp: str, tmp_path: Path) -> None:
    """In body, header, footer, text box and cell: only status and hash are handed on."""
    path = tmp_path / name
    path.write_bytes(_documents(stamp)[name])
    read = read_file(path, Limits())
    assert read.reading is Reading.REFUSED_SECRET
    assert read == ReadFile(Reading.REFUSED_SECRET, "", sha256=read.sha256)
    assert len(read.sha256) == 64


@pytest.mark.parametrize("name", sorted(_documents("")))
def test_the_same_files_without_a_stamp_are_read(name: str, tmp_path: Path) -> None:
    """What is refused is refused for the stamp."""
    path = tmp_path / name
    path.write_bytes(_documents("THƯỜNG")[name])
    assert read_file(path, Limits()).reading is Reading.READ
