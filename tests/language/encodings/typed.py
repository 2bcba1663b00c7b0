"""Vietnamese text into the bytes that it was typed as in an old encoding."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.language.encodings import Encoding


def typed(text: str, encoding: Encoding) -> bytes:
    """Return the bytes for ``text``: of each letter, or of its base and the marks after it."""
    codes = bytearray()
    for letter in text:
        if letter in encoding.signs:
            codes.append(encoding.signs.index(letter))
            continue
        marks = unicodedata.normalize("NFD", letter)
        splits = [
            (unicodedata.normalize("NFC", marks[:at]), set(marks[at:]))
            for at in range(len(marks) - 1, 0, -1)
        ]
        base, rest = next(
            (base, rest)
            for base, rest in splits
            if base in encoding.signs and _sign(rest, letter, encoding)
        )
        codes += bytes([encoding.signs.index(base), *_sign(rest, letter, encoding)])
    return bytes(codes)


def _sign(marks: set[str], letter: str, encoding: Encoding) -> list[int]:
    """Return the byte of a sign that adds ``marks`` alone, the one in the case of ``letter``."""
    found = [byte for byte, sign in enumerate(encoding.signs) if sign and set(sign) == marks]
    return found[:1] if letter.isupper() else found[-1:]
