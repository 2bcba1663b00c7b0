"""Text as it was read into one form of every letter, with the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOK_ALIKES: dict[int, str | None] = {
    0x00D0: "Đ",  # Ð, the Icelandic eth, typed for Đ and lower-cased to ð
    0x00F0: "đ",
    0x0189: "Đ",  # Ɖ, the African D
    0x0256: "đ",
    **dict.fromkeys((0x00A0, 0x202F, *range(0x2000, 0x200B)), " "),  # spaces of other widths
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),  # without any width
}

_STRANGE = re.compile("[" + "".join(map(chr, _LOOK_ALIKES)) + "]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text in one form, and the places from which its offsets differ from the original's."""

    text: str
    _here: tuple[int, ...] = ()
    """Ascending offsets in ``text`` of the pieces that were changed or follow a change."""
    _there: tuple[int, ...] = ()
    """The original offsets of the same pieces."""

    def original(self, offset: int) -> int:
        """Return the offset in the original of what stands at ``offset``; the end maps to the end.

        Within a piece that was changed the offset is that of the piece's beginning or later.
        """
        at = bisect_right(self._here, offset) - 1
        return offset if at < 0 else self._there[at] + offset - self._here[at]


def normalise(text: str) -> str:
    """Return ``text`` in NFC with look-alikes replaced; doing it twice changes nothing."""
    return unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES))


def normalise_with_offsets(text: str) -> Normalised:
    """Return what :func:`normalise` returns, with the map back to the offsets of ``text``."""
    if unicodedata.is_normalized("NFC", text) and not _STRANGE.search(text):
        return Normalised(text)
    pieces: list[str] = []
    here: list[int] = []
    there: list[int] = []
    length = 0
    for start, piece in _pieces(text):
        if not here or length - here[-1] != start - there[-1]:
            here.append(length)
            there.append(start)
        pieces.append(normalise(piece))
        length += len(pieces[-1])
    here.append(length)
    there.append(len(text))
    whole = normalise(text)
    if "".join(pieces) != whole:
        # Letters that compose across pieces (rare scripts): only the ends are mapped.
        return Normalised(whole, (0, len(whole)), (0, len(text)))
    return Normalised(whole, tuple(here), tuple(there))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with the marks and widthless signs that follow it, and its offset."""
    start = 0
    for at, character in enumerate(text):
        if at and not _joins(character):
            yield start, text[start:at]
            start = at
    if text:
        yield start, text[start:]


def _joins(character: str) -> bool:
    code = ord(character)
    if code < 0x300:
        return code == 0x00AD
    # Hangul vowels and finals compose with the letter before them, although they are no marks.
    return (
        unicodedata.combining(character) != 0
        or 0x1160 <= code <= 0x11FF
        or _LOOK_ALIKES.get(code, "") is None
    )
