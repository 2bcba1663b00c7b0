"""Every file has exactly one status, and what can be read of it."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.records.files import ReadFile, Reading
from tests.extract.making import Font, Line, container, paragraph, pdf, word
from tests.extract.shared import shared_files

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Đoàn công tác của Học viện đã thăm và làm việc tại Lào"


def _read(directory: Path, data: bytes) -> ReadFile:
    path = directory / "name.pdf"
    path.write_bytes(data)
    return read_file(path, Limits())


def _read_bytes(data: bytes) -> ReadFile:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return read_file(os.fsencode(file.name), Limits())


@pytest.mark.parametrize(
    ("data", "reading", "kind", "readers"),
    [
        (pdf([[Line(TEXT, Font())]]), Reading.READ, "pdf", ("pypdfium2",)),
        (word(paragraph(TEXT)), Reading.READ, "docx", ("python-docx",)),
        (f"<html><p>{TEXT}".encode(), Reading.READ, "html", ("beautifulsoup4",)),
        (f"# {TEXT}\n\n- {TEXT}\n".encode(), Reading.READ, "md", ("markdown-it-py",)),
        (TEXT.encode(), Reading.READ, "txt", ("text",)),
        (b"{\\rtf1 Xin}", Reading.READ, "rtf", ("rtf",)),
        (b"{\\rtf1 Xin", Reading.READ_PARTLY, "rtf", ("rtf",)),
        (b"From: a\nTo: b\nDate: c\n\nXin", Reading.READ, "eml", ("email",)),
        (container({"ppt/presentation.xml": "<p/>"}), Reading.NO_TEXT, "pptx", ()),
        (container({"xl/workbook.xml": "<x/>"}), Reading.NO_TEXT, "xlsx", ()),
        (container({"xl/workbook.xml": "<x"}), Reading.DAMAGED, "xlsx", ()),
        (b"", Reading.NO_TEXT, "", ()),
        (b" \n\n", Reading.NO_TEXT, "txt", ()),
        (word(""), Reading.NO_TEXT, "docx", ()),
        (pdf([[]]), Reading.NO_TEXT, "pdf", ()),
        (pdf([[Line(TEXT, Font())]])[:300], Reading.DAMAGED, "pdf", ()),
        (word(paragraph("x"))[:-100], Reading.DAMAGED, "docx", ()),
        (word("<w:p>" * 300 + "</w:p>" * 300), Reading.DAMAGED, "docx", ()),
        (b"\x89PNG\r\n\x1a\n\0\0", Reading.DAMAGED, "png", ()),
        (b"GIF89a\0\0", Reading.UNSUPPORTED, "gif", ()),
        (b"\0" * 100, Reading.UNSUPPORTED, "", ()),
    ],
)
def test_statuses(
    tmp_path: Path, data: bytes, reading: Reading, kind: str, readers: tuple[str, ...]
) -> None:
    """The status follows from the bytes, not from the name."""
    read = _read(tmp_path, data)
    assert (read.reading, read.kind, read.readers) == (reading, kind, readers)
    assert bool(read.characters) is reading.has_text
    assert read.reading in {Reading.READ, Reading.NO_TEXT} or read.warnings


def test_the_readable_share_is_counted(tmp_path: Path) -> None:
    """Words that nobody could read count against it."""
    assert _read(tmp_path, TEXT.encode()).readable == 1
    assert _read(tmp_path, f"{TEXT} ph\xad¬ng h\xadíng xqzrtwk".encode()).readable < 1


def test_the_kind_is_announced_before_reading(tmp_path: Path) -> None:
    """Whoever waits knows what it is that takes so long."""
    path = tmp_path / "x"
    path.write_bytes(TEXT.encode())
    announced: list[str] = []
    read_file(path, Limits(), announced.append)
    assert announced == ["txt"]


def test_a_vanished_file_is_missing(tmp_path: Path) -> None:
    """There is nothing to say but that."""
    read = read_file(tmp_path / "gone", Limits())
    assert (read.reading, read.warnings) == (Reading.MISSING, ("the file is gone",))


def test_hostile_files_have_a_status() -> None:
    """None of the odd files of other projects' tests raises."""
    for path in shared_files("hostile"):
        if path.stat().st_size < 300_000:
            assert read_file(path, Limits()).reading is not Reading.PENDING


@given(
    st.sampled_from(
        [
            b"{\\rtf1",
            b"From: a\nTo: b\nDate: c\n",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_end_with_a_status(start: bytes, rest: bytes) -> None:
    """Formats of text may go on with anything."""
    assert _read_bytes(start + rest).reading is not Reading.PENDING


@given(
    st.sampled_from(
        [
            ("word/document.xml", ""),
            ("ppt/presentation.xml", ""),
            ("xl/workbook.xml", ""),
            ("META-INF/container.xml", "application/epub+zip"),
            ("content.xml", "application/vnd.oasis.opendocument.text"),
            ("content.xml", "application/vnd.oasis.opendocument.presentation"),
            ("content.xml", "application/vnd.oasis.opendocument.spreadsheet"),
        ]
    ),
    st.one_of(st.binary(max_size=100), st.text(max_size=100).map(lambda text: f"<a>{text}</a>")),
    st.integers(0, 60),
)
def test_any_container_ends_with_a_status(
    member: tuple[str, str], part: bytes | str, cut: int
) -> None:
    """With any main part, whole or cut off."""
    name, mimetype = member
    made = container({name: part} | ({"mimetype": mimetype} if mimetype else {}))
    for data in (made, made[: len(made) - cut]):
        assert _read_bytes(data).reading is not Reading.PENDING
