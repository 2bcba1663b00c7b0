"""Archives give their members under numbers, whatever these are called, and refuse to be bombs."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from indexer.extract.archive import member_name, members_of, unpack
from indexer.extract.regular import NotRead
from indexer.records.files import Reading

if TYPE_CHECKING:
    from pathlib import Path


_NAME = "Đề cương.txt".encode()
_EXTRA = struct.pack("<HHBI", 0x7075, 5 + len(_NAME), 1, 0) + _NAME
"""The name once more, as Info-ZIP writes it."""


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path / "a.zip", "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return path / "a.zip"


def _raw(path: Path, name: bytes, *, flags: int = 0, extra: bytes = b"") -> Path:
    """Write an archive whose one member has these very bytes for a name (APPNOTE.TXT 4.3)."""
    data = b"x"
    fields = struct.pack(
        "<HHHHIIIHH", flags, 0, 0, 0, zlib.crc32(data), 1, 1, len(name), len(extra)
    )
    local = struct.pack("<IH", 0x04034B50, 20) + fields + name + extra + data
    entry = struct.pack("<IHH", 0x02014B50, 20, 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    entry += name + extra
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), len(local), 0)
    made = path / "raw.zip"
    made.write_bytes(local + entry + end)
    return made


def _scratch(path: Path) -> Path:
    scratch = path / "scratch"
    scratch.mkdir()
    return scratch


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", "a/./../evil.txt"],
)
def test_hostile_names_are_only_told(name: str, tmp_path: Path) -> None:
    """Nothing is written outside the directory, and no name leads out of anywhere."""
    scratch = _scratch(tmp_path)
    (member,) = unpack(_archive(tmp_path, {name: b"x"}), scratch).members
    assert member.path.parent == scratch
    assert member.name.endswith("evil.txt")
    assert not {"..", "."} & set(member.name.split("/"))
    assert not member.name.startswith("/")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "scratch"]


@pytest.mark.parametrize(
    ("raw", "flags", "extra"),
    [
        (_NAME, 0x800, b""),
        (_NAME, 0, b""),
        (b"\xd0\xea\xcc c\xfd\xf5ng.txt", 0, b""),
        (b"De cuong.txt", 0, _EXTRA),
    ],
    ids=["flag", "utf-8", "cp1258", "extra"],
)
def test_names_of_any_encoding(raw: bytes, flags: int, extra: bytes, tmp_path: Path) -> None:
    """UTF-8 with and without its flag, the code page of Windows, and the field of Info-ZIP."""
    with zipfile.ZipFile(_raw(tmp_path, raw, flags=flags, extra=extra)) as container:
        (info,) = container.infolist()
    assert member_name(info) == "Đề cương.txt"


def test_what_is_no_document_is_left_out(tmp_path: Path) -> None:
    """Folders, hidden files and what systems lay beside documents."""
    names = ["a/", ".hidden", "__MACOSX/b.txt", "~$c.docx", "Thumbs.db", "d/e.txt"]
    archive = _archive(tmp_path, dict.fromkeys(names, b"x"))
    unpacked = unpack(archive, _scratch(tmp_path))
    assert [member.name for member in unpacked.members] == ["d/e.txt"]


def test_members_without_a_disk(tmp_path: Path) -> None:
    """The same that would be unpacked; of those that are damaged the name."""
    archive = _archive(tmp_path, {"a.txt": b"first " * 9, ".hidden": b"x", "b/c.txt": b"second"})
    raw = bytearray(archive.read_bytes())
    raw[38] ^= 0xFF
    found = {member.name: member.data for member in members_of(bytes(raw))}
    assert found == {"a.txt": None, "b/c.txt": b"second"}


@pytest.mark.parametrize(
    ("members", "reading"),
    [
        ({"a": b"\0" * (300 << 20)}, Reading.TOO_LARGE),
        ({"a": b"\0" * (8 << 20)}, Reading.TOO_LARGE),
        ({str(number): b"" for number in range(5_001)}, Reading.TOO_LARGE),
    ],
    ids=["total", "ratio", "members"],
)
def test_bombs(members: dict[str, bytes], reading: Reading, tmp_path: Path) -> None:
    """By their numbers, before anything is unpacked."""
    scratch = _scratch(tmp_path)
    with pytest.raises(NotRead) as caught:
        unpack(_archive(tmp_path, members), scratch)
    assert caught.value.reading is reading
    assert not list(scratch.iterdir())


def test_damaged_members_are_counted(tmp_path: Path) -> None:
    """The others are unpacked all the same."""
    archive = _archive(tmp_path, {"a.txt": b"first " * 9, "b.txt": b"second"})
    raw = bytearray(archive.read_bytes())
    raw[38] ^= 0xFF
    archive.write_bytes(raw)
    unpacked = unpack(archive, _scratch(tmp_path))
    assert [member.name for member in unpacked.members] == ["b.txt"]
    assert unpacked.damaged == 1


def test_what_is_no_archive_is_damaged(tmp_path: Path) -> None:
    """A file that was cut off has no directory."""
    path = _archive(tmp_path, {"a.txt": b"x"})
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(NotRead) as caught:
        unpack(path, _scratch(tmp_path))
    assert caught.value.reading is Reading.DAMAGED
