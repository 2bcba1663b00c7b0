"""The bytes of a text file into text, with the name of the encoding that they were in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from indexer.extract.regular import NotRead
from indexer.language.encodings import (
    TCVN3,
    VISCII,
    VNI,
    VPS,
    Encoding,
    bytes_of,
    is_unicode_vietnamese,
)
from indexer.language.syllables import is_syllable, readable_share
from indexer.records.files import Reading

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_VIETNAMESE = "cp1258"
_WESTERN = "cp1252"
_SAMPLE = 1 << 18
_ENOUGH = 0.9
_OLD = (TCVN3, VNI, VISCII, VPS)
_TELLING = 1 << 14
"""Letters from the first accented one, by which old encodings are told."""
_ACCENTED = re.compile("[^\x00-\x7f]")
_ACCENTED_BYTE = re.compile(b"[^\x00-\x7f]")
_FEWEST = 4
_VIETNAMESE_SHARE = 0.2
"""Of words that bear accents; in Vietnamese it is about two thirds, with English between less."""
_CLEARLY = 1.5
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f]){2,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return ``data`` as text: by its mark, else UTF-8, else as ``declared``, else as guessed.

    A text without a font to tell it by was typed in an old Vietnamese encoding as a whole, if
    clearly more of it can be read so; also when it was saved as Unicode afterwards. What fits no
    encoding is decoded as cp1252 in any case, since single wrong letters must not lose a text.
    Raises :class:`NotRead` for bytes that are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _mended(Decoded(data.decode(encoding, "replace"), encoding.removesuffix("-sig")))
    if b"\0" in data[:_SAMPLE]:
        return _mended(_decode_utf_16(data))
    try:
        return _mended(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as error:
        # A long text that is UTF-8 but for one broken letter is UTF-8.
        if error.start > 1000 and not data[: error.start].isascii():
            return Decoded(data.decode("utf-8", "replace"), "utf-8")
    encoding = declared if _is_known(declared) else _guess(data[:_SAMPLE])
    first = _ACCENTED_BYTE.search(data)
    telling = data[first.start() : first.start() + _TELLING] if first else b""
    old = _old_encoding(telling, telling.decode(encoding, "ignore"))
    if old is not None:
        return Decoded(old.decode(data), old.name)
    return Decoded(data.decode(encoding, "replace"), encoding)


def _mended(decoded: Decoded) -> Decoded:
    """Return text of an old encoding that was taken for cp1252 as what it says, else the same."""
    first = _ACCENTED.search(decoded.text)
    if first is None or is_unicode_vietnamese(set(decoded.text)):
        return decoded
    telling = decoded.text[first.start() : first.start() + _TELLING]
    try:
        old = _old_encoding(bytes_of(telling), telling)
        return Decoded(old.decode(bytes_of(decoded.text)), old.name) if old else decoded
    except UnicodeEncodeError:
        return decoded  # it has letters that no byte stands for


def _old_encoding(codes: bytes, text: str) -> Encoding | None:
    """Return the old encoding that makes Vietnamese of ``codes``, which else reads as ``text``.

    Single accents prove nothing: there must be several syllables with accents, as many as stand in
    Vietnamese, hardly an accented word that is none, and clearly more of them than in ``text``.
    """
    read = [(_count(encoding.decode(codes)), encoding) for encoding in _OLD]
    best, encoding = max(read, key=lambda each: each[0].syllables)
    enough = max(_FEWEST, _VIETNAMESE_SHARE * best.words, _ENOUGH * best.accented)
    if best.syllables < enough or best.syllables <= _CLEARLY * _count(text).syllables:
        return None
    return encoding


@dataclass(frozen=True, slots=True)
class _Count:
    """How many words a text has, with accents among them, and Vietnamese ones of these."""

    words: int
    accented: int
    syllables: int


def _count(text: str) -> _Count:
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    accented = [word for word in words if not word.isascii()]
    return _Count(len(words), len(accented), sum(map(is_syllable, accented)))


def _decode_utf_16(data: bytes) -> Decoded:
    half = max(1, len(data[:_SAMPLE]) // 2)
    zeros = [data[:_SAMPLE][side::2].count(0) / half for side in (0, 1)]
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    if max(zeros) < 0.3:
        raise NotRead(Reading.UNSUPPORTED, "bytes that are no text")
    return Decoded(data.decode(encoding, "replace"), encoding)


def _is_known(name: str) -> bool:
    try:
        # Raises for codecs of bytes to bytes as well, such as "hex" or "zip".
        b"x".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return False
    return True


def _guess(sample: bytes) -> str:
    """Return the encoding in which the most of ``sample`` can be read."""
    shares = {name: _share(sample, name) for name in (_VIETNAMESE, _WESTERN)}
    best = max(shares, key=shares.__getitem__)
    if shares[best] >= _ENOUGH:
        return best
    found = from_bytes(sample).best()
    if found is not None and _share(sample, found.encoding) > shares[best]:
        return found.encoding
    return best


def _share(sample: bytes, encoding: str) -> float:
    return readable_share(sample.decode(encoding, "ignore"))
