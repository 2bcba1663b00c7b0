"""Every file has exactly one status, and what can be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.records.files import ReadFile, Reading
from tests.extract.making import Font, Line, paragraph, pdf, word
from tests.extract.shared import shared_files

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Đoàn công tác của Học viện đã thăm và làm việc tại Lào"


def _read(directory: Path, data: bytes) -> ReadFile:
    path = directory / "name.pdf"
    path.write_bytes(data)
    return read_file(path, Limits())


@pytest.mark.parametrize(
    ("data", "reading", "kind", "readers"),
    [
        (pdf([[Line(TEXT, Font())]]), Reading.READ, "pdf", ("pypdfium2",)),
        (word(paragraph(TEXT)), Reading.READ, "docx", ("python-docx",)),
        (f"<html><p>{TEXT}".encode(), Reading.READ, "html", ("beautifulsoup4",)),
        (f"# {TEXT}\n\n- {TEXT}\n".encode(), Reading.READ, "md", ("markdown-it-py",)),
        (TEXT.encode(), Reading.READ, "txt", ("text",)),
        (b"", Reading.NO_TEXT, "", ()),
        (b" \n\n", Reading.NO_TEXT, "txt", ()),
        (word(""), Reading.NO_TEXT, "docx", ()),
        (pdf([[]]), Reading.NO_TEXT, "pdf", ()),
        (pdf([[Line(TEXT, Font())]])[:300], Reading.DAMAGED, "pdf", ()),
        (word(paragraph("x"))[:-100], Reading.DAMAGED, "docx", ()),
        (word("<w:p>" * 300 + "</w:p>" * 300), Reading.DAMAGED, "docx", ()),
        (b"\x89PNG\r\n\x1a\n\0\0", Reading.UNSUPPORTED, "png", ()),
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
