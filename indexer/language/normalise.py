"""Text as it was read into one form of every letter, with the way back to the original offsets."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from indexer.language.glue import unglue
from indexer.language.line_ends import broken_words
from indexer.language.look_alikes import LOOK_ALIKES
from indexer.language.spelling import is_spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BEYOND = "\U0001d400-\U0001d7ff"
"""The styled letters beyond U+FFFF as a range: one by one they make sets slow to search for."""

_STRANGE_LOW = "".join(chr(code) for code in LOOK_ALIKES if code < 0x10000)
_STRANGE = re.compile(f"[{re.escape(_STRANGE_LOW)}{_BEYOND}]")
_LINE_END = r"(?<=\u00ad)[ \t]*\r?\n[ \t]*(?=[^\W\d_])"
_SOFT_BREAK = re.compile(_LINE_END)
"""A soft hyphen stands at a line end for nothing but the break."""

_SPANISH = "ñ"
_N_TILDE_WORD = re.compile(r"[^\W\d_]*[ñÑ][^\W\d_]*")
_N_TILDE = str.maketrans("ñÑ", "đĐ")


@dataclass(frozen=True, slots=True)
class Shifts:
    """The way from offsets in an edited text back to those before the edits."""

    here: tuple[int, ...]
    """Ascending offsets in the edited text of the pieces that were changed or follow a change."""
    there: tuple[int, ...]
    """The offsets of the same pieces before."""

    def before(self, offset: int) -> int:
        """Return the offset before the edits; within a changed piece it is in that piece."""
        at = bisect_right(self.here, offset) - 1
        if at < 0:
            return offset
        before = self.there[at] + offset - self.here[at]
        return before if at + 1 == len(self.there) else min(before, self.there[at + 1])

    def all_before(self, offsets: Sequence[int]) -> list[int]:
        """Return what ``before`` returns for each of ``offsets``, which ascend."""
        steps = [*zip(self.here, self.there, strict=True)]
        steps.append((sys.maxsize, sys.maxsize))
        shift, limit, following = 0, sys.maxsize, 0
        found: list[int] = []
        for offset in offsets:
            while steps[following][0] <= offset:
                shift = steps[following][1] - steps[following][0]
                following += 1
                limit = steps[following][1]
            found.append(min(offset + shift, limit))
        return found


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text in one form, and the edits that its offsets went through, the first ones first."""

    text: str
    shifts: tuple[Shifts, ...] = ()

    def original(self, offset: int) -> int:
        """Return the offset in the original of what stands at ``offset``; the end maps to the end.

        Within a piece that was changed the offset is that of the piece's beginning or later.
        """
        for shift in reversed(self.shifts):
            offset = shift.before(offset)
        return offset

    def originals(self, offsets: Sequence[int]) -> Sequence[int]:
        """Return the original of each of ``offsets``, which ascend; faster than one by one."""
        for shift in reversed(self.shifts):
            offsets = shift.all_before(offsets)
        return offsets


class _Edit(NamedTuple):
    start: int
    end: int
    replacement: str


def normalise(text: str) -> str:
    """Return ``text`` in NFC with look-alikes replaced; doing it twice changes nothing.

    Widthless signs, soft hyphens and the hyphens of words that a line end broke are gone; ñ is đ
    where most words with it become syllables by that, as no Spanish ones do.
    """
    return normalise_with_offsets(text).text


def normalise_with_offsets(text: str) -> Normalised:
    """Return what :func:`normalise` returns, with the map back to the offsets of ``text``."""
    shifts: list[Shifts] = []
    if _STRANGE.search(text) or not unicodedata.is_normalized("NFC", text):
        text, shift = _one_form(text)
        shifts.append(shift)
    while breaks := [_Edit(start, end, "") for start, end in broken_words(text)]:
        text, shift = _apply(text, breaks)
        shifts.append(shift)
    if _SPANISH in text or _SPANISH.upper() in text:
        text = _bar_d(text)
    return Normalised(text, tuple(shifts))


def _one_form(text: str) -> tuple[str, Shifts]:
    whole = unicodedata.normalize("NFC", _SOFT_BREAK.sub("", text).translate(LOOK_ALIKES))
    edited, shifts = _apply(text, _letter_edits(text))
    if edited != whole:
        # Letters that compose in ways we do not follow (rare scripts): only the ends are mapped.
        return whole, Shifts((0, len(whole)), (0, len(text)))
    return whole, shifts


def _letter_edits(text: str) -> Iterator[_Edit]:
    changing = _changing()
    last = 0
    for found in changing.pattern.finditer(text):
        start, end = found.span()
        if start > last and text[start] in changing.marks:
            start -= 1  # the letter that bears the marks
        last = end
        one_form = text[start : found.end("letters")].translate(LOOK_ALIKES)
        yield _Edit(start, end, unicodedata.normalize("NFC", one_form))


@dataclass(frozen=True, slots=True)
class _Changing:
    """What one form of all letters may change, in the planes below U+10000."""

    marks: frozenset[str]
    """What joins the letter before it or has no width."""
    pattern: re.Pattern[str]
    """Finds such characters in a row, and the line end after a soft hyphen.

    It begins with one set of characters, which is what makes its search fast.
    """


@cache
def _changing() -> _Changing:
    low = [chr(code) for code in range(0x300, 0x10000) if not 0xD800 <= code < 0xE000]
    marks = {character for character in low if unicodedata.combining(character)}
    marks.update(map(chr, range(0x1160, 0x1200)))  # Hangul vowels and finals, which compose too
    marks.update(chr(code) for code, plain in LOOK_ALIKES.items() if plain is None)
    letters = {letter for letter in low if not unicodedata.is_normalized("NFC", letter)}
    letters.update(_STRANGE_LOW)
    either = re.escape("".join(sorted(marks | letters)))
    pattern = rf"(?P<letters>[{either}{_BEYOND}]+)(?:{_LINE_END})?"
    return _Changing(frozenset(marks), re.compile(pattern))


def _apply(text: str, edits: Iterable[_Edit]) -> tuple[str, Shifts]:
    """Return ``text`` with ``edits`` made, which are in order, and the way back."""
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    at = length = 0
    for edit in edits:
        length += edit.start - at
        pieces += (text[at : edit.start], edit.replacement)
        here += (length, length + len(edit.replacement))
        there += (edit.start, edit.end)
        length += len(edit.replacement)
        at = edit.end
    return "".join((*pieces, text[at:])), Shifts(tuple(here), tuple(there))


def _bar_d(text: str) -> str:
    """Return ``text`` with đ for ñ if most words with ñ were Vietnamese ones with đ."""
    words = [word for word in _N_TILDE_WORD.findall(text) if len(word) > 1]
    wrong = set(filter(_is_vietnamese_with_d, words))
    if not wrong or 2 * sum(word in wrong for word in words) < len(words):
        return text
    return _N_TILDE_WORD.sub(
        lambda found: (
            found[0].translate(_N_TILDE) if len(found[0]) == 1 or found[0] in wrong else found[0]
        ),
        text,
    )


def _is_vietnamese_with_d(word: str) -> bool:
    word = word.translate(_N_TILDE)
    return is_spelt(word.lower()) or len(unglue(word)) > 1
