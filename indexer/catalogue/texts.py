"""What was read from a file into a container on disk, and back, page by page if so wished.

One ZIP for a file and a version of the readers: ``file.json`` (the reading, without its pages),
``pages.jsonl`` (a line per page, without its boxes) and ``boxes/<index>`` (the packed boxes of a
page, see :class:`indexer.records.boxes.WordBoxes`). ZIP keeps a CRC-32 of each member; equal
readings give equal bytes. A damaged container counts as none and is removed, so that the file is
read again.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from cattrs import BaseValidationError

from indexer.catalogue.atomic import make_directory, refusals, sweep, write_atomically
from indexer.errors.places import DirectoryUnreadable
from indexer.records.boxes import WordBoxes
from indexer.records.files import Page, ReadFile, Unit
from indexer.records.readable import Leaf
from indexer.records.serial import from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    _T = TypeVar("_T")

FORMAT = 1
"""The version of the container."""

_VERSION = re.compile(r"[A-Za-z0-9._+-]{1,100}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_BOXES = WordBoxes()

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    RuntimeError,
    BaseValidationError,
)
"""What reading a ZIP and its JSON raises when any of its bytes are wrong."""


class Texts:
    """The readings of a corpus, below ``texts/`` in directories of two hexadecimal digits."""

    def __init__(self, corpus: Path) -> None:
        self._root = corpus / "texts"

    def save(self, sha256: str, version: str, read: ReadFile) -> None:
        """Store what the readers of ``version`` read from a file.

        Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        path = self._path(sha256, version)
        make_directory(path.parent)
        head = {"format": FORMAT, "sha256": sha256, "version": version, "pages": len(read.pages)}
        write_atomically(path, lambda file: _pack(file, head, read))

    def load(self, sha256: str, version: str, *, boxes: bool = False) -> ReadFile | None:
        """Return what was read, its pages without their boxes unless asked for.

        None when there is nothing or when it is damaged. Raises
        :class:`DirectoryUnreadable`.
        """
        return self._open(sha256, version, lambda archive: _unpack(archive, sha256, boxes=boxes))

    def load_page(self, sha256: str, version: str, index: int) -> Page | None:
        """Return one page with its boxes, by its index from 1; None as :meth:`load`.

        A page beyond the last is None too.
        """
        return self._open(sha256, version, lambda archive: _unpack_page(archive, sha256, index))

    def leaves(self, sha256: str, version: str) -> tuple[Leaf, ...] | None:
        """Return what the pages are called and how large they are; None as :meth:`load`."""
        return self._open(sha256, version, lambda archive: _unpack_leaves(archive, sha256))

    def has(self, sha256: str, version: str) -> bool:
        """Whether there is a reading by the readers of ``version``."""
        return self._path(sha256, version).exists()

    def remove(self, sha256: str) -> None:
        """Erase the readings of a file by readers of all versions."""
        directory = self._path(sha256, "any").parent
        with refusals(directory):
            for path in directory.glob(f"{sha256}-*.zip"):
                path.unlink(missing_ok=True)

    def containers(self, sha256: str = "") -> list[Path]:
        """Return the containers of a file's readings, by default those of all files."""
        pattern = f"{sha256[:2]}/{sha256}-*.zip" if sha256 else "??/*.zip"
        return sorted(path for path in self._root.glob(pattern) if _SHA256.match(path.name))

    def take(self, container: Path) -> int:
        """Copy a container of another corpus, unless the same one is here; return its bytes.

        One of the same name may have grown by pages that were recognised since: size and time
        tell. Returns 0 where nothing was copied, also when it is gone by now. Raises
        :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """
        target = self._root / container.name[:2] / container.name
        try:
            found = container.stat()
            if target.exists() and _same(found, target.stat()):
                return 0
            source = container.open("rb")
        except FileNotFoundError:
            return 0
        make_directory(target.parent)
        with source:
            write_atomically(target, lambda file: shutil.copyfileobj(source, file, _CHUNK))
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
        return found.st_size

    def is_sound(self, container: Path) -> bool:
        """Whether every byte of a container is what was written."""
        try:
            with zipfile.ZipFile(container) as archive:
                return archive.testzip() is None
        except (OSError, *_DAMAGE):
            return False

    def prune(self, version: str) -> int:
        """Remove the readings that newer ones by ``version`` stand beside; return how many.

        Recognised pages, whose versions begin with "ocr", are of no readers' version and stay.
        """
        old = [
            path
            for path in self._root.glob("??/*.zip")
            if self.has(path.name[:64], version)
            and path.name[65:-4] != version
            and not path.name[65:].startswith("ocr")
        ]
        with refusals(self._root):
            for path in old:
                path.unlink(missing_ok=True)
        return len(old)

    def sweep(self) -> int:
        """Remove what a crash left half written."""
        return sweep(self._root)

    def _path(self, sha256: str, version: str) -> Path:
        if not _SHA256.fullmatch(sha256) or not _VERSION.fullmatch(version):
            message = f"not a SHA-256 and a version fit for a name: {sha256!r}, {version!r}"
            raise ValueError(message)
        return self._root / sha256[:2] / f"{sha256}-{version}.zip"

    def _open(
        self, sha256: str, version: str, unpack: Callable[[zipfile.ZipFile], _T]
    ) -> _T | None:
        path = self._path(sha256, version)
        try:
            with path.open("rb") as file, zipfile.ZipFile(file) as archive:
                return unpack(archive)
        except FileNotFoundError:
            return None
        except OSError as error:
            # A disk or a system that fails says nothing of the container; an offset before its
            # beginning does, and so does a decompressor (bz2), which gives no number.
            if error.errno not in {errno.EINVAL, None}:
                raise DirectoryUnreadable(path, error.strerror or str(error)) from error
        except _DAMAGE:
            pass
        _discard(path)
        return None


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    # Disks that are carried about keep times to two seconds.
    near = abs(one.st_mtime_ns - other.st_mtime_ns) <= 2_000_000_000
    return near and one.st_size == other.st_size


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # The site may not write here; the indexer, which reads it next, may.
        return


def _pack(file: IO[bytes], head: dict[str, Any], read: ReadFile) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        plain = to_plain(replace(read, pages=()))
        _write(archive, "file.json", _json({**head, "read": plain}))
        lines = []
        for page in read.pages:
            boxes = page.boxes.packed
            bare = to_plain(replace(page, boxes=_NO_BOXES))
            lines.append(_json({"page": bare, "boxes": len(boxes)}))
            if boxes:
                _write(archive, f"boxes/{page.index}", boxes)
        _write(archive, "pages.jsonl", b"\n".join(lines))


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 3
    member.external_attr = 0o644 << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, data)


def _json(plain: object) -> bytes:
    # A reader may give lone surrogates; they are kept as what they are.
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _unpack(archive: zipfile.ZipFile, sha256: str, *, boxes: bool) -> ReadFile:
    read, lines = _unpack_head(archive, sha256)
    pages = tuple(_page(archive, line, boxes=boxes) for line in lines)
    return replace(read, pages=pages)


def _unpack_page(archive: zipfile.ZipFile, sha256: str, index: int) -> Page | None:
    _, lines = _unpack_head(archive, sha256)
    if not 1 <= index <= len(lines):
        return None
    # Pages lie in the order of their indices, which begin at 1.
    page = _page(archive, lines[index - 1], boxes=True)
    if page.index == index:
        return page
    pages = (_page(archive, line, boxes=True) for line in lines)
    return next((page for page in pages if page.index == index), None)


def _unpack_leaves(archive: zipfile.ZipFile, sha256: str) -> tuple[Leaf, ...]:
    _, lines = _unpack_head(archive, sha256)
    pages = (_parse(line)["page"] for line in lines)
    return tuple(
        Leaf(
            int(page["index"]),
            str(page["label"]),
            Unit(page["unit"]),
            float(page["width"]),
            float(page["height"]),
        )
        for page in pages
    )


def _unpack_head(archive: zipfile.ZipFile, sha256: str) -> tuple[ReadFile, list[bytes]]:
    head = _parse(archive.read("file.json"))
    # Only a line feed ends a line: a text may hold other separators.
    lines = [line for line in archive.read("pages.jsonl").split(b"\n") if line]
    if (head["format"], head["sha256"], head["pages"]) != (FORMAT, sha256, len(lines)):
        message = "not the container its name says"
        raise ValueError(message)
    return from_plain(head["read"], ReadFile), lines


def _page(archive: zipfile.ZipFile, line: bytes, *, boxes: bool) -> Page:
    plain = _parse(line)
    page = from_plain(plain["page"], Page)
    if not (boxes and plain["boxes"]):
        return page
    packed = archive.read(f"boxes/{page.index}")
    if len(packed) != plain["boxes"]:
        message = "boxes are missing"
        raise ValueError(message)
    return replace(page, boxes=WordBoxes(packed))


def _parse(data: bytes) -> Any:  # noqa: ANN401 - JSON has no tighter type
    return json.loads(data.decode("utf-8", "surrogatepass"))
