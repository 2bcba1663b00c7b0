"""A ZIP archive of files into its members, each in a file that has a number for a name.

What a member is called is only told, never used as a path; names come from any program and
country, so their bytes are decoded by what they look like.
"""

from __future__ import annotations

import shutil
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from indexer.extract.containers import DAMAGES, check_archive
from indexer.extract.regular import NotRead
from indexer.language.encodings import TCVN3
from indexer.language.syllables import readable_share
from indexer.records.files import Reading

ARCHIVE = "zip"
"""The kind of a ZIP that is no document of any sort."""

_UTF_8 = 0x800
"""The flag of a name in UTF-8 (APPNOTE.TXT 4.4.4)."""
_UNICODE_PATH = 0x7075
"""The extra field with a name in UTF-8 (APPNOTE.TXT 4.6.9)."""
_LONGEST = 200
_IGNORED_FOLDERS = frozenset({"__MACOSX"})
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was in an archive."""

    path: Path
    """Where it lies now."""
    name: str
    """What it is called in the archive, with its folders: relative, without ``.`` and ``..``."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The members of an archive."""

    members: tuple[Member, ...]
    damaged: int
    """Those that could not be unpacked."""


def unpack(archive: Path, directory: Path) -> Unpacked:
    """Unpack the members of ``archive`` into ``directory``, which is there and empty.

    Hidden files and what systems and office programs lay beside documents are left out.
    Raises :class:`NotRead` for a bomb, a damaged or an encrypted archive, :class:`OSError` where
    the disk is full.
    """
    members: list[Member] = []
    damaged = 0
    try:
        with zipfile.ZipFile(archive) as container:
            check_archive(container, archive.stat().st_size)
            for number, info in enumerate(container.infolist()):
                name = member_name(info)
                if info.is_dir() or not name or _is_ignored(name):
                    continue
                target = directory / str(number)
                if _unpack_one(container, info, target):
                    members.append(Member(target, name))
                else:
                    damaged += 1
    except (*DAMAGES, ValueError) as error:
        raise NotRead(Reading.DAMAGED, "damaged ZIP archive", ARCHIVE) from error
    return Unpacked(tuple(members), damaged)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member in NFC, its folders parted by ``/``; empty if nothing is left."""
    parts = _decoded(info).replace("\\", "/").split("/")
    kept = [
        "".join(letter for letter in part if letter.isprintable())[:_LONGEST].strip()
        for part in parts
    ]
    return "/".join(part for part in kept if part not in {"", ".", ".."})


def _unpack_one(container: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> bool:
    # A member never gives more than its declared size, of which all together are checked.
    try:
        with container.open(info) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
    except (*DAMAGES, ValueError, RuntimeError):
        target.unlink(missing_ok=True)
        return False
    return True


def _decoded(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        # The format's own code page stands for bytes of whatever page the program used.
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _guessed(raw)
    return unicodedata.normalize("NFC", name)


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5:
            return field[5:].decode("utf-8", "ignore")
    return ""


def _guessed(raw: bytes) -> str:
    """Return ``raw`` as UTF-8, else in the code page in which most of it is Vietnamese."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pages = [raw.decode("cp1258", "replace"), TCVN3.decode(raw), raw.decode("cp437")]
        names = [unicodedata.normalize("NFC", name) for name in pages]
        return max(names, key=lambda name: readable_share(name.replace("_", " ")))


def _is_ignored(name: str) -> bool:
    *folders, last = name.split("/")
    return (
        last.startswith((".", "~$"))
        or last in _IGNORED_NAMES
        or not _IGNORED_FOLDERS.isdisjoint(folders)
    )
