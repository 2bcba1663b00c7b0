"""A letter, or a web page saved as one, into its text behind the lines of its head."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.content import Content, clean_properties
from indexer.extract.encodings import decode
from indexer.extract.flow import Block, paginate
from indexer.extract.html import decode_html, html_blocks
from indexer.extract.plain import text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

READER = "email"

_LINES = ("Subject", "From", "To", "Cc", "Date")
_TEXTS = frozenset({"text/plain", "text/html", "application/xhtml+xml"})
_ENCODED_WORDS = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)*")
"""A run of them; a letter may be divided between two."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A part of a letter that holds its text."""

    data: bytes
    charset: str
    html: bool


def read_eml(data: bytes, budget: Budget) -> Content:
    """Return a letter: subject, sender, receivers and date as first lines, then its text.

    Attachments are named in a warning. Raises :class:`indexer.extract.regular.NotRead`.
    """
    message = email.message_from_bytes(data)
    lines = [f"{name}: {value}" for name in _LINES if (value := _header(message, name))]
    attached = [name for part in _parts(message) if (name := _attachment(part))]
    warnings = (f"attachments not read: {', '.join(attached)}",) if attached else ()
    return _content(message, [Block("\n".join(lines))], warnings, budget)


def read_mht(data: bytes, budget: Budget) -> Content:
    """Return the text of a web page that was saved with all that belongs to it.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    return _content(email.message_from_bytes(data), [], (), budget)


def _content(
    message: Message, head: list[Block], warnings: tuple[str, ...], budget: Budget
) -> Content:
    encodings: dict[str, None] = {}
    blocks = Rationed(_blocks(message, head, encodings), budget)
    pages = paginate(blocks, READER)
    properties = clean_properties(
        {
            "title": _header(message, "Subject"),
            "author": _header(message, "From") if head else "",
            "created": _iso_date(message),
        }
    )
    return Content(
        pages,
        tuple(encodings),
        properties,
        (*warnings, *blocks.warnings),
        partly=blocks.cut_short,
    )


def _blocks(message: Message, head: list[Block], encodings: dict[str, None]) -> Iterator[Block]:
    yield from head
    body = _body(message)
    if body is None:
        return
    if body.html:
        decoded = decode_html(body.data, body.charset)
        blocks = html_blocks(decoded.text)
    else:
        decoded = decode(body.data, body.charset)
        blocks = text_blocks(decoded.text)
    encodings[decoded.encoding] = None
    yield from blocks


def _body(message: Message) -> _Body | None:
    """Return the plain text of a letter if it has any, else its first page of HTML."""
    bodies = [
        _Body(
            _payload(part),
            part.get_content_charset("") or "",
            part.get_content_subtype() != "plain",
        )
        for part in _parts(message)
        if part.get_content_type() in _TEXTS and not _attachment(part)
    ]
    full = [body for body in bodies if body.data.strip()]
    plain = [body for body in full if not body.html]
    return next(iter(plain or full), None)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no containers; a letter within a letter is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachment(part: Message) -> str:
    """Return the name of an attachment; "" for what belongs to the text."""
    name = _decoded(part.get_filename("") or "")
    if (
        part.get_content_disposition() == "attachment"
        or part.is_multipart()
        or (name and not part.get("Content-ID"))
    ):
        return name or part.get_content_type()
    return ""


def _header(message: Message, name: str) -> str:
    if name == "Date":
        return _date(message, "%d/%m/%Y %H:%M") or _decoded(_raw(message, name))
    return _decoded(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """Return a header as it stands in the file; bytes that are no ASCII are UTF-8 there."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return next(values, "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(value: str) -> str:
    """Return a header's words out of their encodings (RFC 2047), which many programs get wrong."""
    text = _ENCODED_WORDS.sub(lambda words: _words(words[0]), value)
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _words(encoded: str) -> str:
    try:
        return str(make_header(decode_header(encoded)))
    except (MessageError, LookupError, ValueError):
        return encoded


def _iso_date(message: Message) -> str:
    return _date(message, "%Y-%m-%dT%H:%M:%S")


def _date(message: Message, pattern: str) -> str:
    try:
        return parsedate_to_datetime(_raw(message, "Date")).strftime(pattern)
    except (TypeError, ValueError, OverflowError):
        return ""
