"""Bombs are refused by their numbers, before anything is unpacked; sound files are not."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from indexer.extract.containers import open_container
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import paragraph, word


def _container(sizes: dict[str, int], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as container:
        for name, size in sizes.items():
            container.writestr(name, b" " * size)
    return made.getvalue()


def _overlapping() -> bytes:
    """Return a container whose directory names one member two thousand times."""
    raw = _container({"word/document.xml": 1 << 20})
    directory, end = raw.find(b"PK\1\2"), raw.find(b"PK\5\6")
    entry, trailer = raw[directory:end], bytearray(raw[end:])
    struct.pack_into("<HHII", trailer, 8, 2000, 2000, 2000 * len(entry), directory)
    return raw[:directory] + 2000 * entry + bytes(trailer)


@pytest.mark.parametrize(
    "data",
    [
        _container({f"{number}": 0 for number in range(5001)}),
        _container({"word/document.xml": 65 << 20}),
        _container({f"word/{number}.bin": 60 << 20 for number in range(5)}),
        _container({"word/media/a.png": 8 << 20}),
        _overlapping(),
    ],
    ids=["members", "xml", "total", "ratio", "overlap"],
)
def test_bombs_are_too_large(data: bytes) -> None:
    """Each limit holds by itself."""
    with pytest.raises(NotRead) as caught:
        open_container(data, "docx")
    assert caught.value.reading is Reading.TOO_LARGE


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", word(paragraph("x"))[:-50]])
def test_broken_containers_are_damaged(data: bytes) -> None:
    """What has no directory is damaged."""
    with pytest.raises(NotRead) as caught:
        open_container(data, "docx")
    assert caught.value.reading is Reading.DAMAGED


def test_sound_containers_are_opened() -> None:
    """Well-packed small files and large pictures are no bombs."""
    for data in (
        word(paragraph("x " * 500_000)),
        _container({"word/media/a.png": 100 << 20}, zipfile.ZIP_STORED),
    ):
        assert open_container(data, "docx").namelist()


def test_an_encrypted_member_is_encrypted() -> None:
    """The flag of a member is enough."""
    data = bytearray(_container({"word/document.xml": 10}))
    data[data.find(b"PK\1\2") + 8] |= 1
    with pytest.raises(NotRead) as caught:
        open_container(bytes(data), "docx")
    assert caught.value.reading is Reading.ENCRYPTED
