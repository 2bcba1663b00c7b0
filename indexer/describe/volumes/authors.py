"""Lines into whether they name the authors of a paper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.describe.people import DEGREES, NAME, people_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.document import Line

_RANKED = re.compile(rf"^\W*(?:{DEGREES}[\s,.]*)+(?P<name>{NAME})", re.IGNORECASE)
_BELONGS = re.compile(
    r"@|universit|\b(?:institut|academy|school|college|department|faculty|hoc vien|dai hoc|"
    r"truong|vien|khoa|vu hop tac|trung tam|bo mon|center|centre|laborato|hochschule|inc\b|cnrs\b)"
)
_LONGEST = 200
_NEAR = 4
"""How many lines below a bare name may say where it works."""
_ASIDE = re.compile(r"\[[^\]]*\]?|\([^)]*\)?|\{[^}]*\}?|\S*@\S*|(?<=,)\s*[a-z]\b")
_NOTES = re.compile(r"[\d*†‡§¶∗⋆¹²³⁰-⁹✉|]+")
"""What refers to an address, and cells of a row: a name ends there."""
_PARTS = re.compile(r"\s*(?:[;,&]|\s(?:and|và|et|und|y)\b)\s*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.-?)+$")
_PARTICLES = frozenset(
    {"de", "da", "di", "del", "della", "den", "der", "la", "le", "van", "von", "bin"}
)
_BROKEN_OFF = re.compile(r"\b[^\W\d_]\.$")
"""A name that goes on in the next line."""
_MOST_WORDS = 6
_REMEMBERED = 1 << 12
"""Lines, since each is looked at as one of several."""


def authors_in(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return the names in the line at ``at`` if it is a line of authors.

    It is nothing but names with degrees, begins with a degree, or holds capitalised names alone
    while one of the lines below names where they work.
    """
    text = lines[at].text
    if len(text) > _LONGEST or (text.endswith(".") and not _BROKEN_OFF.search(text)):
        return ()
    names = people_in(text)
    if names:
        return names
    ranked = _RANKED.match(text)
    if ranked and _is_name(ranked["name"]):
        return people_in(ranked.group()) or (_tidy(ranked["name"]),)
    if text.isupper() or belongs(lines[at]):
        return ()
    return bare_names(text) if _is_placed(lines[at + 1 : at + 1 + _NEAR]) else ()


def _is_placed(below: Sequence[Line]) -> bool:
    """Whether lines say where somebody works, with nothing but names and notes above that."""
    for line in below:
        if belongs(line):
            return True
        if not bare_names(line.text) and _says_more(line.text):
            return False
    return False


@lru_cache(maxsize=_REMEMBERED)
def _says_more(text: str) -> bool:
    """Whether words are left of a line without its notes and addresses."""
    return bool(_LETTERS.search(_NOTES.sub(" ", _ASIDE.sub(" ", text))))


def belongs(line: Line) -> bool:
    """Whether ``line`` names an institution, or an address for letters."""
    return _names_a_place(line.folded)


@lru_cache(maxsize=_REMEMBERED)
def _names_a_place(folded: str) -> bool:
    return bool(_BELONGS.search(folded))


@lru_cache(maxsize=_REMEMBERED)
def bare_names(text: str) -> tuple[str, ...]:
    """Return the names in a line that holds nothing else; notes and addresses let be."""
    plain = _NOTES.sub(" ; ", _ASIDE.sub(" ", text))
    parts = [part for part in _PARTS.split(plain.removeprefix("by ")) if part.strip()]
    return tuple(map(_tidy, parts)) if all(map(_is_person, parts)) else ()


def _is_person(text: str) -> bool:
    words = text.split()
    names = [word for word in words if word[0].isupper() and word.replace("-", "").isalpha()]
    others = [word for word in words if word not in names]
    passing = all(_INITIAL.match(word) or word in _PARTICLES for word in others)
    return bool(names) and 2 <= len(words) <= _MOST_WORDS and passing


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= _MOST_WORDS and all(word[:1].isupper() for word in words)


def _tidy(name: str) -> str:
    plain = " ".join(name.split())
    return plain.title() if plain.isupper() else plain
