"""The bytes of a file into the name of what it is, whatever the file is called."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from indexer.extract.containers import DAMAGES
from indexer.extract.ole import OLE, ole_kind

_HEAD = 4096

_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"AT&TFORM", "djvu"),
    (b"%!PS", "ps"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"BZh91AY&SY", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"SQLite format 3\0", "sqlite"),
    (b"ID3", "mp3"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_MEMBERS = (
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("META-INF/container.xml", "epub"),
)
_ZIP_FOLDERS = (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx"))
_ZIP_MIMETYPES = (
    (b"application/epub+zip", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
)
_ODF_BODIES = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods"}
_ODF_BODY = re.compile(rb"<office:(text|presentation|spreadsheet)[ >]")
_PEEK = 1 << 20
"""Bytes of a member that are unpacked to know the kind of the whole."""

_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|"
    rb"script|style|div|table|p|h[1-6]|span|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
# Mailboxes begin a letter with a line of their own, and some programs with empty ones.
_MAIL = re.compile(
    rb"\s*(?:From [^\r\n]*\r?\n)?"
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}"
)
_MAIL_FIELD = re.compile(
    rb"^(?:From|Received|Return-Path|Message-ID|MIME-Version)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(
    rb"\A(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?"
    rb"Content-Type:\s*multipart/related",
    re.IGNORECASE,
)
"""A saved web page; so begin letters with pictures, too, but those were sent to somebody."""
_SENT = re.compile(rb"^(?:To|Received|Delivered-To|Message-ID): ", re.IGNORECASE | re.MULTILINE)

# A title in the first line, or any heading and one more mark that plain text has no use for.
_MD_TITLE = re.compile(rb"\s*# \S[^\r\n]*\r?\n\s*\n")
_MD_HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)
_MD_OTHER = re.compile(rb"\*\*\S|\]\(|^```|^[*+-] \S|^> |^\d+\. \S|^\|.*\|\s*$", re.MULTILINE)

_MOST_CONTROLS = 0.05

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes) -> str:
    """Return the kind of a file: pdf, docx, html, md, txt, what else it is, or "" if unknown."""
    head = data[:_HEAD]
    if head.startswith(OLE):
        return ole_kind(data)
    if head.startswith(_ZIP):
        # Before PDF, which may be the first of the files in it, stored as it is.
        return _zip_kind(data)
    if b"%PDF-" in head[:1024] or (b"startxref" in data[-2048:] and b"%PDF-" in data):
        return "pdf"
    return _signed_kind(head) or _text_kind(head, data)


def _signed_kind(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "mp4"
    for signature, kind in _SIGNATURES:
        # Two letters alone also begin ordinary words.
        if head.startswith(signature) and (len(signature) > 2 or b"\0" in head):
            return kind
    return ""


def _zip_kind(data: bytes) -> str:
    # Stored first and unpacked, so that it can be seen without unpacking.
    for mimetype, kind in _ZIP_MIMETYPES:
        if mimetype in data[:200]:
            return kind
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            return _kind_of_members(container)
    except (*DAMAGES, ValueError, OSError, RuntimeError):
        # The directory at the end is gone; the first names still stand among the data.
        return next((kind for name, kind in _ZIP_FOLDERS if name.encode() in data), "zip")


def _kind_of_members(container: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lower(): name for name in container.namelist()}
    for name, kind in _ZIP_MEMBERS:
        if name.lower() in names:
            return kind
    if "[content_types].xml" in names:
        for folder, kind in _ZIP_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return kind
    return _odf_kind(container, names) or "zip"


def _odf_kind(container: zipfile.ZipFile, names: dict[str, str]) -> str:
    """Return the kind of an OpenDocument file, whose type should stand first, but may not stand."""
    if "content.xml" not in names:
        return ""
    for name in ("mimetype", "meta-inf/manifest.xml"):
        said = _beginning(container, names[name]) if name in names else b""
        for mimetype, kind in _ZIP_MIMETYPES:
            if mimetype in said:
                return kind
    body = _ODF_BODY.search(_beginning(container, names["content.xml"]))
    return _ODF_BODIES[body[1]] if body else ""


def _beginning(container: zipfile.ZipFile, name: str) -> bytes:
    with container.open(name) as member:
        return member.read(_PEEK)


def _text_kind(head: bytes, data: bytes) -> str:
    if head.startswith(_BOMS[1:]):
        return "html" if re.search(rb"<\0?h\0?t\0?m\0?l", head, re.IGNORECASE) else "txt"
    if b"\0" in head:
        return "txt" if _is_utf_16(head) else ""
    if _HTML.match(head.removeprefix(_BOMS[0])):
        return "html"
    if _PAGE.match(head) and not _SENT.search(head):
        return "mht"
    if _MAIL.match(head) and _MAIL_FIELD.search(head):
        return "eml"
    return _plain_kind(head, data)


def _plain_kind(head: bytes, data: bytes) -> str:
    if _control_share(head) > _MOST_CONTROLS:
        return ""
    if _MD_TITLE.match(head.removeprefix(_BOMS[0])):
        return "md"
    return "md" if _MD_HEADING.search(data) and _MD_OTHER.search(data) else "txt"


def _is_utf_16(head: bytes) -> bool:
    """Whether every other byte is as often zero as in Latin letters of two bytes each."""
    half = max(1, len(head) // 2)
    return any(head[side::2].count(0) > 0.4 * half for side in (0, 1)) and not all(
        head[side::2].count(0) > 0.4 * half for side in (0, 1)
    )


def _control_share(head: bytes) -> float:
    # Form feeds, tabs and line ends are text; so is the escape of old printers' files.
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    return controls / len(head) if head else 1.0
