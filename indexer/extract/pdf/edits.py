"""Raw text of pdfium into clean text in NFC, with the way from raw offsets to clean ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.language.syllables import is_syllable

Offsets = NDArray[np.int32]

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line, whose end it drops."""

_MARKS = "\u0300-\u036f"
_EDITS = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff{_MARKS}]"
    f"(?:(?<=\r)\n|(?<=[{_MARKS}])[{_MARKS}]+)?"
)
"""Begins with one set of characters, which is what makes its search fast; marks without the letter
that bears them."""
_BEFORE = re.compile(r"[^\W\d_]+\Z")
_AFTER = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text and its relation to the raw one."""

    text: str
    dropped: int
    """Control characters that were taken out."""
    _ends: Offsets
    """Raw offsets, ascending, after which the next of ``_shifts`` holds."""
    _shifts: Offsets
    """What is to be subtracted from raw offsets; one more than ``_ends``."""

    def places(self, raw: Offsets) -> Offsets:
        """Return the clean offsets of raw ones that do not stand within a changed piece."""
        shifts: Offsets = self._shifts[np.searchsorted(self._ends, raw, side="right")]
        return raw - shifts


def clean(raw: str) -> Cleaned:
    """Return ``raw`` with plain line ends, without control characters, in NFC.

    A word that was broken at a line's end is joined; its hyphen stays where it may be its own.
    """
    pieces: list[str] = []
    ends: list[int] = []
    shifts = [0]
    dropped = 0
    at = 0
    for edit in _EDITS.finditer(raw):
        start, end = edit.span()
        if _is_mark(raw[start]):
            start -= 1
            if start < at or raw[start].isspace():
                continue  # no letter bears it
        piece = _replacement(raw, start, end)
        pieces += (raw[at:start], piece)
        at = end
        dropped += not piece and raw[start] != HYPHEN
        ends.append(at)
        shifts.append(shifts[-1] + end - start - len(piece))
    pieces.append(raw[at:])
    text = "".join(pieces)
    return Cleaned(text, dropped, np.array(ends, np.int32), np.array(shifts, np.int32))


def _is_mark(letter: str) -> bool:
    return _MARKS[0] <= letter <= _MARKS[-1]


def _replacement(raw: str, start: int, end: int) -> str:
    if raw[start] == "\r":
        return "\n"
    if raw[start] == HYPHEN:
        return _joint(raw, start)
    return "" if end - start == 1 else unicodedata.normalize("NFC", raw[start:end])


def _joint(raw: str, at: int) -> str:
    """Return the hyphen of a broken word, or nothing where it stood for the break alone.

    Vietnamese breaks no syllables, so between two of them the hyphen is the author's ("xi-măng"),
    as it is beside digits and before capitals ("QĐ-UBND").
    """
    before = _BEFORE.search(raw, max(0, at - 40), at)
    after = _AFTER.match(raw, at + 1)
    if before is None or after is None or not after[0][0].islower():
        return "-"
    return "-" if is_syllable(before[0]) and is_syllable(after[0]) else ""
