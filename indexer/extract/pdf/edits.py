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

# That it begins with one set of characters is what makes its search fast.
_UNCLEAN = "[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff](?:(?<=\r)\n)?"
_EDITS = re.compile(_UNCLEAN)
_EDITS_WITH_MARKS = re.compile(_UNCLEAN + "|[^\\s\u0300-\u036f][\u0300-\u036f]+")
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
    composed = unicodedata.is_normalized("NFC", raw)
    for edit in (_EDITS if composed else _EDITS_WITH_MARKS).finditer(raw):
        piece = _replacement(edit)
        pieces += (raw[at : edit.start()], piece)
        at = edit.end()
        dropped += not piece and edit[0] != HYPHEN
        ends.append(at)
        shifts.append(shifts[-1] + len(edit[0]) - len(piece))
    pieces.append(raw[at:])
    text = "".join(pieces)
    return Cleaned(text, dropped, np.array(ends, np.int32), np.array(shifts, np.int32))


def _replacement(edit: re.Match[str]) -> str:
    found = edit[0]
    if found[0] == "\r":
        return "\n"
    if found == HYPHEN:
        return _joint(edit)
    return "" if len(found) == 1 else unicodedata.normalize("NFC", found)


def _joint(edit: re.Match[str]) -> str:
    """Return the hyphen of a broken word, or nothing where it stood for the break alone.

    Vietnamese breaks no syllables, so between two of them the hyphen is the author's ("xi-măng"),
    as it is beside digits and before capitals ("QĐ-UBND").
    """
    before = _BEFORE.search(edit.string, max(0, edit.start() - 40), edit.start())
    after = _AFTER.match(edit.string, edit.end())
    if before is None or after is None or not after[0][0].islower():
        return "-"
    return "-" if is_syllable(before[0]) and is_syllable(after[0]) else ""
