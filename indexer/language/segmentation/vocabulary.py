"""Tokens into integers that hold all the model asks of a single token."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from indexer.language.segmentation.memo import Memo

ID_BITS: Final = 20
ID_MASK: Final = (1 << ID_BITS) - 1
UNKNOWN: Final = 0
BEGIN: Final = 1
"""Id and kind of the places before the first token."""
END: Final = 2
"""Id and kind of the places after the last token."""
FIRST_ID: Final = 3

# A packed token, from its lowest bit: id as written, id in lower case, three facts, kind (0, or
# BEGIN or END outside the text).
LOWER_SHIFT: Final = ID_BITS
DIGIT_SHIFT: Final = 2 * ID_BITS
TITLE_SHIFT: Final = DIGIT_SHIFT + 1
KNOWN_SHIFT: Final = DIGIT_SHIFT + 2
KIND_SHIFT: Final = DIGIT_SHIFT + 3

PACKED_BEGIN: Final = BEGIN | BEGIN << LOWER_SHIFT | BEGIN << KIND_SHIFT
PACKED_END: Final = END | END << LOWER_SHIFT | END << KIND_SHIFT

_NUMBER_RANGE: Final = range(-(2**31), 2**31)
_DIGITS: Final = frozenset("0123456789")

# Letters that were given a capital in Unicode 15.1 to 17, which the original knows and Python 3.11
# does not: to it they are lower-case letters.
_NEW_SMALL_LETTERS: Final = frozenset(
    chr(code)
    for codes in (
        (0x19B, 0x264, 0x1C8A, 0xA7CD, 0xA7CF, 0xA7D3, 0xA7D5, 0xA7DB),
        range(0x10D70, 0x10D86),
        range(0x16EBB, 0x16ED4),
    )
    for code in codes
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens the model knows, numbered from ``FIRST_ID``."""

    written: dict[str, int]
    """Ids of tokens as written, ``BOS`` and ``EOS`` among them: the model cannot tell a token of
    that name from the edge of the text."""
    lower: dict[str, int]
    """Ids of tokens in lower case."""
    words: AbstractSet[str]
    """The words of one token in the dictionary."""

    def memo(self) -> Memo[int]:
        """Return a table from tokens to packed tokens."""
        return Memo(self.pack)

    def pack(self, token: str) -> int:
        """Return all that is known of ``token``."""
        lower = token.lower()
        return (
            self.written.get(token, UNKNOWN)
            | self.lower.get(lower, UNKNOWN) << LOWER_SHIFT
            | is_number(token) << DIGIT_SHIFT
            | is_title(token) << TITLE_SHIFT
            | (lower in self.words) << KNOWN_SHIFT
        )


def is_number(token: str) -> bool:
    """Return whether ``token`` is a signed integer of 32 bits in ASCII digits."""
    digits = token[1:] if token[:1] in {"+", "-"} else token
    if not digits or not _DIGITS.issuperset(digits):
        return False
    significant = digits.lstrip("0") or "0"
    sign = -1 if token[0] == "-" else 1
    return len(significant) <= 10 and sign * int(significant) in _NUMBER_RANGE


def is_title(token: str) -> bool:
    """Return whether no part of ``token`` begins with a small letter; digits and signs are none."""
    return all(_is_capital(part[0]) for part in token.split(" ") if part)


def _is_capital(character: str) -> bool:
    return character == character.upper() and character not in _NEW_SMALL_LETTERS
