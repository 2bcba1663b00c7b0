"""Pages into a count of the numbers in them that belong to persons: papers and telephones.

Only where they stand is told, never a digit of them: what is said of a file goes into logs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.files import Page


class Personal(StrEnum):
    """What sort of number it is."""

    PASSPORT = "passport numbers"
    IDENTITY_CARD = "identity card numbers"
    PHONE = "telephone numbers of persons"


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of one sort in a file."""

    kind: Personal
    count: int
    pages: tuple[int, ...]
    """By index, ascending."""


# Twelve digits: province of birth, century and sex, year, six at random (Decree 137/2015/ND-CP,
# article 13); nine digits before that, which only the words beside them tell from other numbers.
_CITIZEN = re.compile(r"(?<![\d.,/-])0(?:[0-8]\d|9[0-6])[0-3]\d{8}(?![\d/-]|[.,]\d)")
_OLD_CARD = re.compile(r"(?<![\d.,/-])(?:\d{9}|\d{3} \d{3} \d{3})(?![\d/-]|[.,]\d)")
_OLD_CARD_WORDS = re.compile(r"\b(?:cmnd|cmtnd|cmt|chung minh (?:nhan dan|thu)|can cuoc|cccd)\b")
_PASSPORT = re.compile(r"(?<![\w/-])[A-Z]{1,2}\d{6,8}(?![\w/-])")
_PASSPORT_WORDS = re.compile(r"\b(?:ho chieu|passport)\b")
# Mobile networks begin with 3, 5, 7, 8, 9; numbers at desks are those of an office.
_PHONE = re.compile(r"(?<![\d.,/+-])(?:\+?84[ .-]?|0)[35789]\d(?:[ .-]?\d){7}(?![\d/-]|[.,]\d)")


def find_personal(pages: Sequence[Page]) -> tuple[Found, ...]:
    """Return which sorts of personal numbers stand in ``pages``, how many, and where."""
    places: dict[Personal, list[int]] = {kind: [] for kind in Personal}
    for page in pages:
        for kind, count in _counts(page.text).items():
            places[kind] += [page.index] * count
    return tuple(
        Found(kind, len(found), tuple(dict.fromkeys(found)))
        for kind, found in places.items()
        if found
    )


def _counts(text: str) -> dict[Personal, int]:
    # Most pages have no run of digits that long.
    if not re.search(r"\d[\d .-]{5}", text):
        return {}
    words = fold(text)
    cards = _CITIZEN.findall(text)
    if _OLD_CARD_WORDS.search(words):
        cards += _OLD_CARD.findall(text)
    return {
        Personal.IDENTITY_CARD: len(set(cards)),
        Personal.PASSPORT: len(set(_PASSPORT.findall(text)))
        if _PASSPORT_WORDS.search(words)
        else 0,
        Personal.PHONE: len(set(_PHONE.findall(text))),
    }
