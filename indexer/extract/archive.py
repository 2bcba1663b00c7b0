"""A ZIP archive of files into its members, each in a file that has a number for a name.

What a member is called is only told, never used as a path; names come from any program and
country, so their bytes are decoded by what they look like.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import unicodedata
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from indexer.extract.containers import DAMAGES, check_archive, open_zip
from indexer.extract.regular import NotRead
from indexer.language.encodings import TCVN3
from indexer.language.syllables import readable_share
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVE = "zip"
"""The kind of a ZIP that is no document of any sort."""

_UTF_8 = 0x800
"""The flag of a name in UTF-8 (APPNOTE.TXT 4.4.4)."""
_UNICODE_PATH = 0x7075
"""The extra field with a name in UTF-8 (APPNOTE.TXT 4.6.9)."""
_LONGEST = 200
_LOCAL_HEADER = b"PK\x03\x04"
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
"""Members by which a ZIP is a document."""
_CHUNK = 1 << 20
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
class PackedMember:
    """A file in an archive that stays packed."""

    name: str
    """With its folders."""
    data: bytes | None
    """None where it is damaged."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The members of an archive."""

    members: tuple[Member, ...]
    damaged: int
    """Those that could not be unpacked."""


@dataclass(frozen=True, slots=True)
class HashedMember:
    """What a file in an archive holds."""

    name: str
    """With its folders, and the archives in the archive that it is in."""
    sha256: str


def hash_members(archive: IO[bytes], size: int, depth: int) -> Iterator[HashedMember]:
    """Yield the files in an archive of ``size`` bytes, down to ``depth`` archives in each other.

    Nothing is unpacked to the disk. Documents that are ZIP containers are no archives.
    Raises :class:`NotRead` for a bomb, a damaged or an encrypted archive.
    """
    try:
        with zipfile.ZipFile(archive) as container:
            if not _DOCUMENTS.isdisjoint(container.namelist()):
                return
            check_archive(container, size)
            for info in container.infolist():
                yield from _hash_member(container, info, depth)
    except (*DAMAGES, ValueError) as error:
        raise NotRead(Reading.DAMAGED, "damaged ZIP archive", ARCHIVE) from error


def _hash_member(
    container: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int
) -> Iterator[HashedMember]:
    name = member_name(info)
    digest = hashlib.sha256()
    inner = BytesIO()
    try:
        with container.open(info) as packed:
            begins = packed.read(4)
            digest.update(begins)
            inner.write(begins)
            while chunk := packed.read(_CHUNK):
                digest.update(chunk)
                if begins == _LOCAL_HEADER and depth > 1:
                    inner.write(chunk)
    except (*DAMAGES, ValueError, RuntimeError):
        return  # a member that is damaged has no content that anybody has seen
    yield HashedMember(name, digest.hexdigest())
    if begins == _LOCAL_HEADER and depth > 1:
        with suppress(NotRead):
            for member in hash_members(inner, inner.tell(), depth - 1):
                yield HashedMember(f"{name}/{member.name}", member.sha256)


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


def members_of(data: bytes) -> Iterator[PackedMember]:
    """Yield the files in the archive in ``data``, those that :func:`unpack` would unpack.

    Raises :class:`NotRead` for a bomb, a damaged or an encrypted archive.
    """
    with open_zip(data, ARCHIVE) as container:
        check_archive(container, len(data))
        for info in container.infolist():
            name = member_name(info)
            if not info.is_dir() and name and not _is_ignored(name):
                yield PackedMember(name, _data_of(container, info))


def _data_of(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    try:
        return container.read(info)
    except (*DAMAGES, ValueError, RuntimeError):
        return None


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
