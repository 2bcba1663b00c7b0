"""A letter as Outlook keeps it into the same letter as others send it (MS-OXMSG, MS-OXPROPS)."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from io import BytesIO
from typing import TYPE_CHECKING

import olefile

from indexer.extract.encodings import decode
from indexer.extract.html import decode_html
from indexer.extract.mail import letter_content
from indexer.extract.regular import NotRead
from indexer.extract.rtf import read_rtf
from indexer.extract.rtf.packed import unpacked
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from indexer.extract.budget import Budget
    from indexer.extract.content import Content

KIND = "msg"
READER = "olefile"

_CLASS, _SEALED = "001A", "ipm.note.smime"
"""What a letter is; in the envelope of S/MIME, whose signed letters have a longer name."""
_HEADERS = {"Subject": "0037", "To": "0E04", "Cc": "0E03"}
_SENDER, _ADDRESS = "0C1A", "0C1F"
_PLAIN, _HTML, _PACKED_RTF = "1000", "1013", "1009"
_CONTENT_ID, _TYPE = "3712", "370E"
_PROPERTIES = "__properties_version1.0"
_NAMES = ("3707", "3704", "3001")
"""Of an attachment: long, short, as it is shown."""
_DATA, _OBJECT = "37010102", "3701000D"
"""Of an attachment: its bytes; a letter within, or a document of another program."""
_HIDDEN, _FLAGS, _IN_TEXT = 0x7FFE, 0x3714, 4
"""Of an attachment: not shown as one; a flag says that the text refers to it."""
_SENT = (0x0039, 0x0E06)
"""Sent, else delivered."""
_CODE_PAGES = (0x3FDE, 0x3FFD)
_TIME = 0x0040
_TOP_HEADER, _INNER_HEADER, _ATTACHED_HEADER = 32, 24, 8
"""Bytes before the properties of fixed length of a letter, one within it, an attachment; each
takes 16."""
_PROPERTY = struct.Struct("<HHIQ")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_msg(data: bytes, budget: Budget) -> Content:
    """Return a letter as if it had been saved as EML.

    Raises :class:`NotRead`.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as store:
            letter = _Store(store).letter(budget)
    except (OSError, ValueError, IndexError, TypeError, struct.error) as error:
        # olefile's own errors are OSErrors; what is wrong in its tables shows as the others.
        raise NotRead(Reading.DAMAGED, f"damaged letter: {type(error).__name__}", KIND) from error
    return letter_content(letter, budget, READER)


class _Store:
    """The properties of one letter, of that in ``folder`` if it is within another."""

    def __init__(self, store: olefile.OleFileIO[str], folder: str = "") -> None:
        self._store = store
        self._folder = folder
        names = ("/".join(name) for name in store.listdir())
        self._names = frozenset(
            name.removeprefix(folder) for name in names if name.startswith(folder)
        )
        header = _INNER_HEADER if folder else _TOP_HEADER
        self._fixed = dict(_fixed(self._stream(_PROPERTIES), header))
        pages = (self._fixed.get(key) for key in _CODE_PAGES)
        self._code_page = next((f"cp{page & 0xFFFF}" for page in pages if page), "cp1252")

    def letter(self, budget: Budget) -> Message:
        """Return the letter as other programs send it. Raises :class:`NotRead`."""
        if self._text(_CLASS).lower() == _SEALED:
            raise NotRead(Reading.ENCRYPTED, "a letter in a sealed envelope (S/MIME)", KIND)
        letter = MIMEMultipart()
        sender, address = self._text(_SENDER), self._text(_ADDRESS)
        letter["From"] = f"{sender} <{address}>" if "@" in address else sender or address
        for name, key in _HEADERS.items():
            letter[name] = self._text(key)
        if sent := self._sent():
            letter["Date"] = format_datetime(sent)
        letter.attach(self._body(budget))
        for folder in sorted({name.split("/")[0] for name in self._names}):
            if folder.startswith("__attach"):
                letter.attach(self._attachment(f"{folder}/", budget))
        return letter

    def _attachment(self, folder: str, budget: Budget) -> Message:
        names = (self._text(key, folder) for key in _NAMES)
        name = next((name for name in names if name), folder.rstrip("/"))
        within = f"{folder}{_stream_name(_OBJECT)}/"
        fixed = dict(_fixed(self._stream(folder + _PROPERTIES), _ATTACHED_HEADER))
        data = self._stream(folder + _stream_name(_DATA))
        if self._text(_TYPE, folder).lower().startswith("multipart/"):
            # A signed letter, whole.
            return message_from_bytes(data)
        attachment: Message
        if within + _PROPERTIES in self._names:
            attachment = MIMEMessage(_Store(self._store, self._folder + within).letter(budget))
        else:
            attachment = MIMENonMultipart("application", "octet-stream")
            attachment.set_payload(data)
        in_text = fixed.get(_HIDDEN) or fixed.get(_FLAGS, 0) & _IN_TEXT
        if in_text:
            attachment["Content-ID"] = self._text(_CONTENT_ID, folder)
        disposition = "inline" if in_text else "attachment"
        attachment.add_header("Content-Disposition", disposition, filename=name)
        return attachment

    def _body(self, budget: Budget) -> Message:
        """Return the text: plain, else as a page, else as Outlook sets it."""
        if (plain := self._text(_PLAIN)).strip():
            return MIMEText(plain, "plain", "utf-8")
        html = self._text(_HTML) or self._page(self._stream(_stream_name(_HTML, "0102")))
        if html.strip():
            return MIMEText(html, "html", "utf-8")
        rtf = unpacked(self._stream(_stream_name(_PACKED_RTF, "0102")))
        pages = read_rtf(rtf, budget).pages if rtf else ()
        return MIMEText("\n".join(page.text for page in pages), "plain", "utf-8")

    def _page(self, data: bytes) -> str:
        return decode_html(data, self._code_page).text if data else ""

    def _sent(self) -> datetime | None:
        ticks = next((self._fixed[key] for key in _SENT if self._fixed.get(key)), 0)
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def _text(self, key: str, folder: str = "") -> str:
        """Return a property that is text, in UTF-16 or in the code page of the letter."""
        wide = self._stream(folder + _stream_name(key, "001F"))
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\0", "")
        narrow = self._stream(folder + _stream_name(key, "001E")).replace(b"\0", b"")
        return decode(narrow, self._code_page).text if narrow else ""

    def _stream(self, name: str) -> bytes:
        if name not in self._names:
            return b""
        with self._store.openstream(self._folder + name) as stream:
            return bytes(stream.read())


def _stream_name(key: str, sort: str = "") -> str:
    return f"__substg1.0_{key}{sort}"


def _fixed(properties: bytes, header: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers and values of the properties of fixed length, behind the header."""
    whole = len(properties) - (len(properties) - header) % _PROPERTY.size
    for sort, key, _, value in _PROPERTY.iter_unpack(properties[header:whole]):
        yield key, value if sort == _TIME else value & 0xFFFFFFFF
