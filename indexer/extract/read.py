"""A path into the one reading status of the file there, with its pages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from indexer.extract.archive import ARCHIVE
from indexer.extract.budget import Budget
from indexer.extract.containers import check_archive, open_zip
from indexer.extract.docx import read_docx
from indexer.extract.enclosed import with_enclosed
from indexer.extract.epub import read_epub
from indexer.extract.html import read_html
from indexer.extract.images import IMAGE_KINDS, read_image
from indexer.extract.kind import kind_of
from indexer.extract.legacy import read_legacy
from indexer.extract.legible import judge, readable_of
from indexer.extract.mail import read_eml, read_mht
from indexer.extract.markdown import read_markdown
from indexer.extract.msg import read_msg
from indexer.extract.odf import read_odp, read_ods, read_odt
from indexer.extract.pdf import read_pdf
from indexer.extract.plain import read_plain
from indexer.extract.pptx import read_pptx
from indexer.extract.programs import OLD_KINDS
from indexer.extract.regular import NotRead, read_regular
from indexer.extract.rtf import read_rtf
from indexer.extract.secrecy import is_stamped, is_stamped_name
from indexer.extract.xlsx import read_xlsx
from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract.content import Content
    from indexer.extract.limits import Limits

Announce = Callable[[str], None]
"""Told the kind of a file before it is read, so that it is known if reading never ends."""

_READERS: dict[str, Callable[[bytes, Budget], Content]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
    "odt": read_odt,
    "odp": read_odp,
    "ods": read_ods,
    "rtf": read_rtf,
    "epub": read_epub,
    "eml": read_eml,
    "mht": read_mht,
    "msg": read_msg,
    "html": read_html,
    "md": read_markdown,
    "txt": read_plain,
    **{kind: partial(read_legacy, kind) for kind in OLD_KINDS},
    **{kind: partial(read_image, kind) for kind in IMAGE_KINDS},
}


def _silent(_: str) -> None:
    """Tell nobody."""


def prepare() -> None:
    """Make the tables of Vietnamese syllables, which each child would else make for itself."""
    judge("tiếng Việt")


def read_file(path: Path | bytes, limits: Limits, announce: Announce = _silent) -> ReadFile:
    """Read the file at ``path`` in this process and return its pages and its status.

    Of the limits those on sizes hold here; those on memory and time are the caller's to set. Never
    raises for what is in the file, but :class:`MemoryError`.
    """
    budget = Budget.of(limits)
    try:
        data = read_regular(os.fsencode(path), limits)
        kind = kind_of(data)
        announce(kind)
        read = _read(data, kind, budget)
        name = os.fsdecode(os.path.basename(path))  # noqa: PTH119 - bytes have no Path
        stamped = is_stamped(read.pages) or is_stamped_name(name)
        if stamped or read.reading is Reading.REFUSED_SECRET:
            read = ReadFile(Reading.REFUSED_SECRET, "")
        return replace(read, sha256=hashlib.sha256(data).hexdigest())
    except NotRead as refusal:
        return ReadFile(refusal.reading, refusal.kind, warnings=(refusal.reason,))


def _read(data: bytes, kind: str, budget: Budget) -> ReadFile:
    if not data:
        return ReadFile(Reading.NO_TEXT, "", warnings=("the file is empty",))
    if kind == "ole-encrypted":
        return ReadFile(Reading.ENCRYPTED, kind, warnings=("protected by a password",))
    if kind not in _READERS:
        return _not_read(data, kind)
    try:
        return _concluded(content_of(data, kind, budget), kind)
    except NotRead as refusal:
        return ReadFile(refusal.reading, kind, warnings=(refusal.reason,))


def content_of(data: bytes, kind: str, budget: Budget) -> Content:
    """Return what the reader of files of ``kind`` finds in ``data``, and what came with it.

    Raises :class:`NotRead`.
    """
    return with_enclosed(_READERS[kind](data, budget), _READERS, budget)


def _not_read(data: bytes, kind: str) -> ReadFile:
    if kind == ARCHIVE:
        # The rest of an office file that was cut off is damaged, not an archive.
        check_archive(open_zip(data, kind), len(data))
        reason = "an archive; what is in it is read file by file when it is added"
        return ReadFile(Reading.UNSUPPORTED, kind, warnings=(reason,))
    reason = f"files of the kind {kind} are not read" if kind else "unknown kind of file"
    return ReadFile(Reading.UNSUPPORTED, kind, warnings=(reason,))


def _concluded(content: Content, kind: str) -> ReadFile:
    read = [page for page in content.pages if page.text]
    return ReadFile(
        _status(content, has_text=bool(read)),
        kind,
        readers=tuple(dict.fromkeys(page.reader for page in read)),
        pages=content.pages,
        warnings=content.warnings,
        encodings=content.encodings,
        readable=content.readable
        if content.readable is not None
        else readable_of(judge(page.text) for page in read),
        properties=content.properties,
        gaps=content.gaps,
    )


def _status(content: Content, *, has_text: bool) -> Reading:
    if content.unreadable:
        return Reading.UNREADABLE
    if not has_text:
        return Reading.DAMAGED if content.damaged else Reading.NO_TEXT
    return Reading.READ_PARTLY if content.partly else Reading.READ
