"""Runs typed in fonts of old encodings into Unicode, a paragraph at a time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.encodings import Encoding, legacy_font
from indexer.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """A piece of text, and the old encoding that its font is named for, if any."""

    text: str
    encoding: Encoding | None = None

    def read(self, encodings: frozenset[str]) -> str:
        """Return the text; decoded, if its encoding is among the names ``encodings``."""
        if self.encoding is not None and self.encoding.name in encodings:
            return self.encoding.repair(self.text)
        return self.text


class Decoder:
    """Decodes the paragraphs of one file, and knows which encodings it met."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        """The names of the old encodings that text was typed in so far."""

    def encodings(self, pieces: Sequence[Coded]) -> frozenset[str]:
        """Return the names of the encodings in which the pieces of a paragraph are typed."""
        encodings = encodings_of(pieces)
        self.found |= encodings
        return encodings

    def text(self, pieces: Sequence[Coded]) -> str:
        """Return the text of a paragraph."""
        encodings = self.encodings(pieces)
        return "".join(piece.read(encodings) for piece in pieces)


def encoding_of_font(name: str) -> Encoding | None:
    """Return the old encoding that the font called ``name`` is named for."""
    font = legacy_font(name)
    return font.encoding if font is not None else None


def encodings_of(pieces: Sequence[Coded]) -> frozenset[str]:
    """Return the names of the encodings in which the pieces of a paragraph are typed indeed.

    Many files name an old font for text that is Unicode, so what counts is in which of the two
    readings more Vietnamese syllables with accents stand; as it is, where they are as many.
    """
    names = {piece.encoding.name for piece in pieces if piece.encoding is not None}
    return frozenset(name for name in names if _is_typed(name, pieces))


def _is_typed(name: str, pieces: Sequence[Coded]) -> bool:
    written = "".join(piece.text if _has(piece, name) else " " for piece in pieces)
    if written.isascii():
        return False
    read = "".join(
        piece.encoding.repair(piece.text) if piece.encoding and _has(piece, name) else " "
        for piece in pieces
    )
    # Marks of VNI compose over the border of two runs.
    read = unicodedata.normalize("NFC", read)
    return _accented_syllables(read) > _accented_syllables(written)


def _has(piece: Coded, name: str) -> bool:
    return piece.encoding is not None and piece.encoding.name == name


def _accented_syllables(text: str) -> int:
    return sum(not word.isascii() and is_syllable(word) for word in _WORD.findall(text))
