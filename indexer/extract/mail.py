"""A letter, or a web page saved as one, into its text behind the lines of its head."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.content import Content, Enclosed, clean_properties
from indexer.extract.encodings import decode
from indexer.extract.flow import Block, paginate
from indexer.extract.html import decode_html, html_blocks
from indexer.extract.plain import text_blocks
from indexer.extract.regular import NotRead
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.extract.budget import Budget

READER = "email"

_LINES = ("Subject", "From", "To", "Cc", "Date")
_TEXTS = frozenset({"text/plain", "text/html", "application/xhtml+xml"})
_LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})
_ENCODED_WORDS = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)*")
"""A run of them; a letter may be divided between two."""


_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)
_SEALED = frozenset(
    {
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/pgp-encrypted",
    }
)
"""Letters in an envelope that only the receiver opens (RFC 8551, RFC 3156)."""


def read_eml(data: bytes, budget: Budget) -> Content:
    """Return a letter: subject, sender, receivers and date as first lines, then its text.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    # Mailboxes that were cut into letters leave empty lines before the head.
    return letter_content(email.message_from_bytes(data.lstrip()), budget, READER)


def letter_content(message: Message, budget: Budget, reader: str) -> Content:
    """Return a letter, its attachments named in its head; they and letters within are enclosed.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    top, *others = _letters(message)
    enclosed = list(_enclosed_in(top.parts))
    for letter in others:
        enclosed.append(Enclosed(letter.name, _content(letter, budget, reader)))
        enclosed += _enclosed_in(letter.parts)
    return replace(_content(top, budget, reader), enclosed=tuple(enclosed))


def read_mht(data: bytes, budget: Budget) -> Content:
    """Return the text of a web page that was saved with all that belongs to it.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    message = email.message_from_bytes(data)
    parts = tuple(_parts(message))
    page = _Letter(message, "", parts, is_page=True)
    enclosed = tuple(replace(each, inline=True) for each in _enclosed_in(parts))
    return replace(_content(page, budget, READER), enclosed=enclosed)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, or a letter within one."""

    message: Message
    name: str
    """As an attachment; often empty."""
    parts: tuple[Message, ...]
    is_page: bool = False
    """A web page, which has no head."""

    def blocks(self, encodings: dict[str, None]) -> Iterator[Block]:
        """Yield its text behind its head; add the ``encodings`` of its parts."""
        if not self.is_page:
            yield Block("\n".join(self._head()))
        for part in self.parts:
            yield from _text(part, encodings)

    def _head(self) -> Iterator[str]:
        for name in _LINES:
            if value := _header(self.message, name):
                yield f"{name}: {value}"
        if attached := [name for part in self.parts if (name := _attachment(part))]:
            yield f"Attachments: {', '.join(attached)}"


def _content(letter: _Letter, budget: Budget, reader: str) -> Content:
    encodings: dict[str, None] = {}
    blocks = Rationed(letter.blocks(encodings), budget)
    pages = paginate(blocks, reader)
    properties = {
        "title": _header(letter.message, "Subject"),
        "author": "" if letter.is_page else _header(letter.message, "From"),
        "created": _iso_date(letter.message),
    }
    return Content(
        pages,
        tuple(encodings),
        clean_properties(properties),
        blocks.warnings,
        partly=blocks.cut_short,
    )


def _letters(message: Message) -> Iterator[_Letter]:
    """Yield a letter, then those within it."""
    waiting = [_Letter(message, "", tuple(_parts(message)))]
    while waiting:
        letter = waiting.pop(0)
        yield letter
        waiting += [
            _Letter(inner, _name(part), tuple(_parts(inner)))
            for part in letter.parts
            for inner in _letters_in(part)
        ]


def _enclosed_in(parts: Iterable[Message]) -> Iterator[Enclosed]:
    """Yield what is attached, then what belongs to the text and is none; no letters.

    Raises :class:`NotRead` for an envelope that is sealed.
    """
    inline: list[Enclosed] = []
    for part in parts:
        if part.get_content_type() in _SEALED:
            raise NotRead(Reading.ENCRYPTED, "a letter in a sealed envelope (S/MIME or PGP)")
        if name := _attachment(part):
            if part.get_content_type() not in _SIGNATURES:
                yield Enclosed(name, _data(part))
        elif part.get_content_type() not in _TEXTS and not _letters_in(part):
            inline.append(Enclosed(_name(part), _data(part), inline=True))
    yield from inline


def _text(part: Message, encodings: dict[str, None]) -> Iterator[Block]:
    """Yield the text of a part; nothing of attachments."""
    data = _payload(part) if part.get_content_type() in _TEXTS and not _attachment(part) else b""
    if not data.strip():
        return
    charset = part.get_content_charset("") or ""
    is_plain = part.get_content_subtype() == "plain"
    decoded = decode(data, charset) if is_plain else decode_html(data, charset)
    encodings[decoded.encoding] = None
    yield from text_blocks(decoded.text) if is_plain else html_blocks(decoded.text)


def _letters_in(part: Message) -> list[Message]:
    """Return the letter that a part is; none if it is encoded, since the parser passes over that.

    It should not be (RFC 2046, 5.2.1).
    """
    if part.get_content_type() not in _LETTERS or _is_encoded(part):
        return []
    return _inner(part)


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_encoded(part: Message) -> bool:
    return _raw(part, "Content-Transfer-Encoding").strip().lower() == "base64"


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no containers; of alternatives the text of one alone."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            parts = [each for each in inner if isinstance(each, Message)]
            if part.get_content_subtype() == "alternative" and parts:
                best = max(parts, key=_rank)
                others = (leaf for each in parts if each is not best for leaf in _parts(each))
                yield from (leaf for leaf in others if _attachment(leaf))
                parts = [best]
            waiting += reversed(parts)
        else:
            yield part


def _rank(alternative: Message) -> int:
    """Return 2 for plain text, 1 for any other text, 0 for none; the first of the best is read."""
    kinds = {
        part.get_content_subtype()
        for part in _parts(alternative)
        if part.get_content_type() in _TEXTS and not _attachment(part) and _payload(part).strip()
    }
    return 2 if "plain" in kinds else int(bool(kinds))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _data(part: Message) -> bytes:
    """Return the bytes of a part; of one in parts, such as a report of delivery, their lines."""
    inner = _inner(part)
    if not inner:
        return _payload(part)
    if _is_encoded(part):
        return _payload(_encoded(str(inner[0].get_payload())))
    lines = (f"{name}: {value}" for each in inner for name, value in each.raw_items())
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _encoded(text: str) -> Message:
    part = Message()
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(text)
    return part


def _name(part: Message) -> str:
    return _decoded(part.get_filename("") or "")


def _attachment(part: Message) -> str:
    """Return the name of an attachment; "" for what belongs to the text."""
    if _letters_in(part):
        return ""
    name = _name(part)
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
