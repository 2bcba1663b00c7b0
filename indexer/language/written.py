"""A written word into the terms it stands for, remembered from one text to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from indexer.language.fold import fold
from indexer.language.glue import unglue
from indexer.language.segmentation.memo import Memo
from indexer.language.spelling import standard_spelling, term


class Part(NamedTuple):
    """A syllable, number or foreign word as a part of a written word.

    A named tuple, since hundreds of thousands are kept: Python's collector passes over those.
    """

    term: str
    folded: str
    start: int
    """Offset in the written word."""
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a run of letters and digits says; the terms of the first part are at hand."""

    term: str
    folded: str
    parts: tuple[Part, ...]
    """One, or more where spaces were lost."""
    standard: str
    """The parts as most people write them, in their case, with the spaces."""
    is_standard: bool
    """Whether that is how it is written, which is so for nearly all and makes it one part."""


def read_word(word: str) -> Written:
    """Return what ``word`` says: letters and digits in NFC, in any case."""
    parts: list[Part] = []
    at = 0
    pieces = unglue(word)
    for piece in pieces:
        one = term(piece.lower())
        parts.append(Part(one, fold(one), at, at + len(piece)))
        at += len(piece)
    first = parts[0]
    standard = " ".join(map(_standard, pieces))
    return Written(first.term, first.folded, tuple(parts), standard, standard == word)


WRITTEN: Final = Memo(read_word)
"""What ``read_word`` returned; bounded, since words recur and rubbish does not."""


def _standard(piece: str) -> str:
    """Return ``piece`` in its usual spelling; bare letters may be English and stay."""
    if piece.isascii():
        return piece
    standard = standard_spelling(piece.lower())
    if standard is None or standard == piece.lower():
        return piece
    if piece.isupper() and len(piece) > 1:
        return standard.upper()
    return standard.capitalize() if piece[0].isupper() else standard
