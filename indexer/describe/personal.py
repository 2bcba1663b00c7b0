"""Pages into a count of the numbers in them that belong to persons: papers and telephones.

Only where they stand is told, never a digit of them: what is said of a file goes into logs. In
what is suggested of a document, and in the words that prove it, they are dots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.records.files import Page
    from indexer.records.works import Value


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
_LONG = re.compile(r"\d[\d .-]{5}")
_DIGIT = re.compile(r"\d")
_DOT = "•"


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


def without_personal(values: Iterable[Value], pages: Sequence[Page]) -> tuple[Value, ...]:
    """Return ``values`` that were found in ``pages`` with such numbers masked, in evidence too."""
    texts = {page.index: page.text for page in pages}
    masked = []
    for value in values:
        evidence = value.evidence
        around = texts.get(evidence.page, "") if evidence else ""
        if evidence:
            evidence = replace(evidence, words=mask(evidence.words, around))
        masked.append(replace(value, text=mask(value.text, around), evidence=evidence))
    return tuple(masked)


def mask(text: str, around: str = "") -> str:
    """Return ``text`` with dots for the digits of personal numbers; ``around`` is its page."""
    for patterns in _sought(around or text).values():
        for pattern in patterns:
            text = pattern.sub(lambda found: _DIGIT.sub(_DOT, found[0]), text)
    return text


def _counts(text: str) -> dict[Personal, int]:
    return {
        kind: len({found for pattern in patterns for found in pattern.findall(text)})
        for kind, patterns in _sought(text).items()
    }


def _sought(text: str) -> dict[Personal, tuple[re.Pattern[str], ...]]:
    """Return the forms of the numbers that may stand in ``text``, by the words in it."""
    # Most pages have no run of digits that long.
    if not _LONG.search(text):
        return {}
    words = fold(text)
    return {
        Personal.IDENTITY_CARD: (_CITIZEN, _OLD_CARD)
        if _OLD_CARD_WORDS.search(words)
        else (_CITIZEN,),
        Personal.PASSPORT: (_PASSPORT,) if _PASSPORT_WORDS.search(words) else (),
        Personal.PHONE: (_PHONE,),
    }
