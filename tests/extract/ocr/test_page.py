"""The place of a page becomes the page, of whatever file it is."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from indexer.extract.limits import Limits
from indexer.extract.ocr.merging import merged
from indexer.extract.ocr.page import recognise_page
from indexer.extract.ocr.place import page_place
from indexer.extract.read import read_file
from indexer.records.files import ReadFile, Reading
from tests.extract.ocr.printing import DPI, LINES, bound, needs_tesseract, picture, saved

if TYPE_CHECKING:
    from pathlib import Path


def _silent(_: str) -> None:
    """Tell nobody."""


@needs_tesseract
def test_a_page_of_a_scan(tmp_path: Path) -> None:
    """Text, reader, confidence, and boxes that lie on the letters."""
    path = tmp_path / "scan#page=9.pdf"
    path.write_bytes(bound(picture(["khác"]), picture()))
    read = recognise_page(page_place(bytes(path), 2), Limits(), _silent)
    (page,) = read.pages
    assert (read.reading, read.kind, page.index) == (Reading.READ, "pdf", 2)
    assert page.text == "\n".join(LINES)
    assert page.reader == "tesseract"
    assert page.confidence is not None
    assert page.confidence > 0.8
    first = page.boxes[0]
    assert page.text[first.start : first.end] == "Đoàn"
    assert first.left == pytest.approx(40 * 72 / DPI, abs=2)
    assert first.top == pytest.approx(36 * 72 / DPI, abs=4)


@needs_tesseract
def test_a_blank_page(tmp_path: Path) -> None:
    """Nothing stands on it."""
    path = tmp_path / "blank.pdf"
    path.write_bytes(bound(Image.new("L", (400, 300), 255)))
    assert recognise_page(page_place(bytes(path), 1), Limits(), _silent).reading is Reading.NO_TEXT


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """It is said as of every file."""
    place = page_place(bytes(tmp_path / "gone.pdf"), 1)
    assert recognise_page(place, Limits(), _silent).reading is Reading.MISSING


def _word(path: Path, *parts: str | Image.Image) -> Path:
    """Write a Word file of headings and pictures as wide as its text."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_heading(part)
        else:
            document.add_picture(BytesIO(saved(part, "png")), width=Cm(16))
    document.save(str(path))
    return path


def _looked_at(path: Path) -> ReadFile:
    """Return a file as it is after all its gaps were looked at."""
    read = read_file(path, Limits())
    assert read.gaps is not None
    answers = {
        page: recognise_page(page_place(bytes(path), page), Limits(), _silent)
        for page in read.gaps.pages
    }
    return merged(read, answers)


@needs_tesseract
def test_a_scan_in_a_word_file(tmp_path: Path) -> None:
    """Its words stand behind those of the section, which keeps its heading."""
    scan = picture(LINES * 10)
    read = _looked_at(_word(tmp_path / "a.docx", "Phụ lục 1", scan, scan))
    assert read.reading is Reading.READ
    first, second = read.pages
    assert first.text.startswith("Phụ lục 1\n")
    assert first.text.count("Hợp tác") > 8
    assert first.text[first.headings[0].start : first.headings[0].end] == "Phụ lục 1"
    assert second.text.count("Hợp tác") > 8
    assert {page.reader for page in read.pages} == {"tesseract"}
    assert min(page.confidence or 0 for page in read.pages) > 0.8
    assert not first.boxes


@needs_tesseract
def test_a_photograph_in_a_word_file(tmp_path: Path) -> None:
    """Few words on a picture are none of the document's."""
    read = _looked_at(_word(tmp_path / "a.docx", "Ảnh đoàn", picture([""] * 14 + ["Nhà sách"])))
    (page,) = read.pages
    assert page.text == "Ảnh đoàn"
    assert page.confidence is None
    assert read.reading is Reading.READ


@needs_tesseract
def test_a_stamp_on_a_scan_in_a_word_file(tmp_path: Path) -> None:
    """Nothing of it is handed on."""
    path = _word(tmp_path / "a.docx", picture(("MẬT", "", *LINES * 10)))
    answer = recognise_page(page_place(bytes(path), 1), Limits(), _silent)
    assert answer == ReadFile(Reading.REFUSED_SECRET, "")


def _letter(path: Path, name: str, data: bytes) -> Path:
    """Write a letter to which a file is attached."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Gửi báo cáo", "a@x.vn", "b@x.vn"
    letter.set_content("Xin gửi báo cáo.")
    letter.add_attachment(data, "application", "octet-stream", filename=name)
    path.write_bytes(bytes(letter))
    return path


@needs_tesseract
def test_a_scan_that_is_attached_to_a_letter(tmp_path: Path) -> None:
    """Its pages are recognised as those of a file of its own, behind those of the letter."""
    scan = bound(picture(), picture(["", *LINES]))
    read = _looked_at(_letter(tmp_path / "a.eml", "b.pdf", scan))
    assert read.reading is Reading.READ
    assert [(page.label, page.part) for page in read.pages] == [
        ("1", ""),
        ("b.pdf: 1", "1"),
        ("b.pdf: 2", "1"),
    ]
    assert [page.text for page in read.pages[1:]] == ["\n".join(LINES)] * 2
    assert read.pages[2].boxes


@needs_tesseract
def test_a_photograph_that_is_attached_to_a_letter(tmp_path: Path) -> None:
    """It has no text, whatever stands on it."""
    photograph = saved(picture([""] * 14 + ["Nhà sách"]).resize((900, 900)), "png")
    read = _looked_at(_letter(tmp_path / "a.eml", "b.png", photograph))
    assert [page.text for page in read.pages[1:]] == [""]


@needs_tesseract
@pytest.mark.parametrize("name", ["b.pdf", "b.docx"])
def test_a_stamp_on_a_scan_that_is_attached_to_a_letter(name: str, tmp_path: Path) -> None:
    """Nothing of it is handed on, however many pages the letter has before it."""
    scan = picture(("MẬT", "", *LINES * 10))
    word = _word(tmp_path / "word", scan).read_bytes()
    attached = {"b.pdf": bound(scan), "b.docx": word}[name]
    before = "\n\n".join(["Kính gửi Thư viện, đoàn xin báo cáo kết quả."] * 200)
    inner = _letter(tmp_path / "inner", name, attached).read_bytes()
    path = _letter(tmp_path / "a.eml", "c.zip", _packed({"a.txt": before.encode(), "b.eml": inner}))
    gaps = read_file(path, Limits()).gaps
    assert gaps is not None
    assert gaps.pages[0] > 3
    answer = recognise_page(page_place(bytes(path), gaps.pages[0]), Limits(), _silent)
    assert answer == ReadFile(Reading.REFUSED_SECRET, "")


def _packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_page_that_an_office_file_does_not_have(tmp_path: Path) -> None:
    """It changed since it was read."""
    path = _word(tmp_path / "a.docx", "Phụ lục 1")
    answer = recognise_page(page_place(bytes(path), 3), Limits(), _silent)
    assert answer.reading is Reading.DAMAGED
