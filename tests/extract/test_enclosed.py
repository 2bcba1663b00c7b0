"""What came with a letter stands behind it, and a letter is as secret as what came with it."""

from __future__ import annotations

import struct
import zipfile
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from indexer.extract.budget import Budget
from indexer.extract.content import Content, Enclosed
from indexer.extract.enclosed import DEPTH, MOST, with_enclosed
from indexer.extract.limits import Limits
from indexer.extract.read import content_of, read_file
from indexer.extract.regular import NotRead
from indexer.extract.secrecy import open_pages, without_text
from indexer.records.files import Page, ReadFile, Reading, Unit
from tests.extract.compound import compound
from tests.extract.making import Font, Line, ample, paragraph, pdf, word
from tests.extract.ocr.printing import bound, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_TEXT = "Hai bên đã trao đổi về chương trình hợp tác và đào tạo cán bộ trong năm tới."
_STAMPED = paragraph("TỐI MẬT") + paragraph(_TEXT)


def _eml(files: Mapping[str, bytes], text: str = "Xin gửi Thư viện.") -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Gửi báo cáo", "a@x.vn", "b@x.vn"
    letter.set_content(text)
    for name, data in files.items():
        letter.add_attachment(data, "application", "octet-stream", filename=name)
    return bytes(letter)


def _msg(files: Mapping[str, bytes]) -> bytes:
    streams = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": "Gửi báo cáo".encode("utf-16-le"),
        "__substg1.0_1000001F": "Xin gửi Thư viện.".encode("utf-16-le"),
    }
    for number, (name, data) in enumerate(files.items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        # Short streams would be filled up with zeros, which no text holds.
        streams[f"{folder}/__substg1.0_37010102"] = data.ljust(4096, b"\n")
    return compound(streams)


def _zip(files: Mapping[str, bytes], *, encrypted: bool = False) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    data = made.getvalue()
    if encrypted:
        at = data.index(b"PK\x01\x02")
        data = data[: at + 8] + struct.pack("<H", 1) + data[at + 10 :]
    return data


def _printed(*pages: str) -> bytes:
    font = Font()
    return pdf([[Line(line, font) for line in page.split("\n")] for page in pages])


def _scan(side: int = 1_000) -> Image.Image:
    return Image.new("L", (side, side), 128)


def _read(data: bytes, directory: Path, name: str = "thư") -> ReadFile:
    path = directory / name
    path.write_bytes(data)
    return read_file(path, Limits())


@pytest.mark.parametrize("made", [_eml, _msg])
def test_attachments_are_pages_of_the_letter(
    made: Callable[[Mapping[str, bytes]], bytes], tmp_path: Path
) -> None:
    """Behind its own, called by their names, each with the reader of its kind."""
    files = {
        "Báo cáo.docx": word(paragraph(f"Báo cáo đoàn ra. {_TEXT}")),
        "Đề cương.pdf": _printed(f"Một. {_TEXT}", f"Hai. {_TEXT}"),
    }
    read = _read(made(files), tmp_path)
    assert read.reading is Reading.READ
    assert not read.warnings
    assert [(page.index, page.label, page.part) for page in read.pages] == [
        (1, "1", ""),
        (2, "Báo cáo.docx: 1", "1"),
        (3, "Đề cương.pdf: 1", "2"),
        (4, "Đề cương.pdf: 2", "2"),
    ]
    assert read.pages[1].text.startswith("Báo cáo đoàn ra.")
    assert read.pages[3].text.startswith("Hai.")
    assert len(read.readers) == 3
    assert read.properties["title"] == "Gửi báo cáo"


def test_letters_and_archives_are_opened(tmp_path: Path) -> None:
    """With what is in them, two deep."""
    inner = _eml({"c.zip": _zip({"d/Đề án.txt": "Đề án hợp tác.".encode()})})
    read = _read(_eml({"a.zip": _zip({"b.txt": _TEXT.encode()}), "Thư trước.eml": inner}), tmp_path)
    assert read.reading is Reading.READ
    assert [(page.label, page.part) for page in read.pages[1:]] == [
        ("a.zip/b.txt: 1", "1.1"),
        ("Thư trước.eml: 1", "2"),
        ("Thư trước.eml/c.zip/d/Đề án.txt: 1", "2.1.1"),
    ]
    assert read.pages[-1].text == "Đề án hợp tác."


@pytest.mark.parametrize("made", [_eml, _msg])
@pytest.mark.parametrize(
    "files",
    [
        {"a.docx": word(paragraph(_TEXT)), "b.docx": word(_STAMPED)},
        {"a.pdf": _printed(_TEXT, _TEXT, f"MẬT\n{_TEXT}")},
        {"a.docx": word(paragraph(_TEXT), {"header1": paragraph("TUYỆT MẬT")})},
        {"TỐI MẬT - kế hoạch.txt": _TEXT.encode()},
        {"a.zip": _zip({"x/MẬT_kế hoạch.txt": _TEXT.encode()})},
        {"a.zip": _zip({"b.zip": _zip({"c.docx": word(_STAMPED)})})},
        {"a.eml": _eml({"b.docx": word(_STAMPED)})},
        {"a.eml": _eml({}, f"Độ mật: Mật\n{_TEXT}")},
        {"a.docx": word(_STAMPED), "b.zip": _zip({"c.txt": b"c"}, encrypted=True)},
        {"b.zip": _zip({"c.txt": b"c"}, encrypted=True), "MẬT.txt": _TEXT.encode()},
    ],
)
def test_a_stamp_on_an_attachment_is_one_on_the_letter(
    made: Callable[[Mapping[str, bytes]], bytes], files: Mapping[str, bytes], tmp_path: Path
) -> None:
    """On its first three pages or in its name, whatever it is in; nothing of it is told."""
    read = _read(made(files), tmp_path)
    assert read == ReadFile(Reading.REFUSED_SECRET, "", sha256=read.sha256)


def test_a_stamp_behind_the_first_pages_is_none(tmp_path: Path) -> None:
    """As in a file of its own."""
    read = _read(_eml({"a.pdf": _printed(*[_TEXT] * 3, f"MẬT\n{_TEXT}", _TEXT)}), tmp_path)
    assert read.reading is Reading.READ


@pytest.mark.parametrize(
    ("data", "reading", "said"),
    [
        (_zip({"a": b"a"}, encrypted=True), Reading.ENCRYPTED, "encrypted"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQ==", Reading.ENCRYPTED, "password"),
        (b"Rar!\x1a\x07" + bytes(90), Reading.UNSUPPORTED, "rar"),
        (b"\x78\x9f\x3e\x22" + bytes(90), Reading.UNSUPPORTED, "tnef"),
        (_zip({"a": _zip({"a": _zip({"a": b"a"})})}), Reading.UNSUPPORTED, f"{DEPTH} deep"),
        (_zip({f"{at}.txt": b"a" for at in range(MOST + 1)}), Reading.TOO_LARGE, f"{MOST}"),
    ],
)
def test_an_attachment_that_nobody_saw_keeps_the_letter_out(
    data: bytes, reading: Reading, said: str, tmp_path: Path
) -> None:
    """It may be stamped; why is told without its name."""
    read = _read(_eml({"Danh sách.txt": _TEXT.encode(), "Kín.zip": data}), tmp_path)
    assert read.reading is reading
    assert read.kind == "eml"
    assert not read.pages
    assert len(read.warnings) == 1
    assert read.warnings[0].startswith("attachment 2")
    assert said in read.warnings[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 nothing else", "attachment 1: "),
        (b"PK\x03\x04 nothing else", "attachment 1: damaged ZIP container"),
        (bytes(range(256)), "attachment 1: unknown kind of file"),
        (b"\0\0\0\x18ftypmp42" + bytes(90), "attachment 1: files of the kind mp4 are not read"),
        (b"", "attachment 1: nothing of it is in the letter"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, said: str, tmp_path: Path) -> None:
    """By its number; the letter and the other attachments are read."""
    read = _read(_eml({"a": data, "b.txt": _TEXT.encode()}), tmp_path)
    assert read.reading is Reading.READ_PARTLY
    assert read.pages[-1].text == _TEXT
    assert read.warnings[0].startswith(said)


def test_scans_are_left_to_recognition(tmp_path: Path) -> None:
    """Their first pages are to be seen before anything is kept, wherever they stand."""
    files = {
        "a.pdf": bound(*[_scan()] * 3),
        "b.png": saved(_scan(), "PNG"),
        "c.gif": saved(_scan(), "GIF"),
        "d.txt": _TEXT.encode(),
    }
    read = _read(_eml(files), tmp_path)
    assert read.reading is Reading.READ_PARTLY
    assert read.gaps is not None
    assert read.gaps.pages == (2, 3, 4, 5, 6)
    assert read.gaps.otherwise is Reading.READ
    assert set(read.gaps.warnings) == set(read.warnings)
    assert open_pages(read) == {2, 3, 5, 6}
    bare = without_text(read)
    assert not any("a.pdf" in page.label for page in bare.pages)
    assert open_pages(bare) == open_pages(read)
    figures = content_of(_eml(files), "eml", ample()).figures
    assert [(figures[at][0].kind, figures[at][0].number) for at in range(2, 7)] == [
        ("pdf", 1),
        ("pdf", 2),
        ("pdf", 3),
        ("png", 1),
        ("", 1),
    ]


def test_logos_are_passed_over(tmp_path: Path) -> None:
    """A picture that is no page of text says nothing, wherever it is attached."""
    read = _read(_eml({"logo.png": saved(_scan(300), "PNG")}), tmp_path)
    assert read.reading is Reading.READ
    assert len(read.pages) == 1


def test_of_what_belongs_to_the_text_documents_count() -> None:
    """Not its styles and scripts."""
    own = (Page(1, "1", Unit.SECTION, "xin", "email"),)
    enclosed = (
        Enclosed("a.css", b"p {}", inline=True),
        Enclosed("b", bytes(range(256)), inline=True),
        Enclosed("c.docx", b"docx", inline=True),
        Enclosed("c.docx", word(paragraph(_TEXT)), inline=True),
    )

    def reader(_: bytes, __: Budget) -> Content:
        return Content((Page(1, "1", Unit.PAGE, "c", "reader"),))

    readers = {"docx": reader, "txt": reader}
    found = with_enclosed(Content(own, enclosed=enclosed), readers, ample())
    assert [page.text for page in found.pages] == ["xin", "c"]
    assert not found.partly


def test_what_is_not_come_to_keeps_the_letter_out() -> None:
    """When the time is over, nobody has seen the rest."""
    content = Content((), enclosed=(Enclosed("a.txt", b"a"),))
    with pytest.raises(NotRead) as refusal:
        with_enclosed(content, {}, Budget(0.0, 0.0))
    assert refusal.value.reading is Reading.TOO_SLOW


def test_a_letter_waits_for_the_tool_of_its_attachment() -> None:
    """As the attachment would by itself; the package that is missing is named."""

    def reader(_: bytes, __: Budget) -> Content:
        raise NotRead(Reading.AWAITING_TOOL, "install the Debian package x")

    own = (Page(1, "1", Unit.SECTION, "xin", "email"),)
    content = Content(own, enclosed=(Enclosed("a.doc", b"a"), Enclosed("b.doc", b"b")))
    with pytest.raises(NotRead) as refusal:
        with_enclosed(content, {"txt": reader}, ample())
    assert refusal.value.reading is Reading.AWAITING_TOOL
    assert refusal.value.reason == "attachment 1: install the Debian package x"
