"""Signs that look like others into the ones that are meant, one table for the whole program."""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = {
    0x00D0: "Đ",  # Ð, the Icelandic eth, typed for Đ and lower-cased to ð
    0x00F0: "đ",
    0x0189: "Đ",  # Ɖ, the African D
    0x0256: "đ",
    0x01A2: "Ư",  # Ƣ, the Tatar gha, in texts converted by old programs
    0x01A3: "ư",
}
_SPACES: Final = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_HYPHENS: Final = (0x2010, 0x2011)
_WITHOUT_WIDTH: Final = (
    *(0x00AD, 0x034F, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),  # zero-width space and joiners, marks of direction
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    *range(0xFE00, 0xFE10),  # variation selectors
)


def _styled() -> dict[int, str]:
    """Return ligatures (ﬁ), full-width signs (Ａ) and the bold letters of mathematics (𝐀) as plain.

    What Unicode gives for them beside Latin letters and signs, such as Arabic, is left out.
    """
    codes = (*range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800))
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {code: text for code, text in plain.items() if text.isascii()}


LOOK_ALIKES: Final[dict[int, str | None]] = {
    **_styled(),
    **_LETTERS,
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_WITHOUT_WIDTH, None),
}
"""For ``str.translate``; what maps to None has no width and goes."""
