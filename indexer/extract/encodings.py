"""The bytes of a text file into text, with the name of the encoding that they were in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from indexer.extract.regular import NotRead
from indexer.language.syllables import readable_share
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return ``data`` as text: by its mark, else UTF-8, else as ``declared``, else as guessed.

    What fits no encoding is decoded as cp1252 in any case, since single wrong letters must not
    lose a text. Raises :class:`NotRead` for bytes that are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding.removesuffix("-sig"))
    if b"\0" in data[:_SAMPLE]:
        return _decode_utf_16(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # A long text that is UTF-8 but for one broken letter is UTF-8.
        if error.start > 1000 and not data[: error.start].isascii():
            return Decoded(data.decode("utf-8", "replace"), "utf-8")
    encoding = declared if _is_known(declared) else _guess(data[:_SAMPLE])
    return Decoded(data.decode(encoding, "replace"), encoding)


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
