"""A word with ``*``, ``?`` or ``~`` into a clause: a beginning, a shape, or a word with slips.

A question mark at the end is the end of a question. A tilde after the letters of a word counts
letters, as one after closing quotes counts words: no word is both. Stars around a word or several,
as in pasted Markdown, are no signs, nor are two in a row.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.retrieval.clauses import Clause, Demand, Form

LEAST_LETTERS = 2
"""Of a beginning or a shape: one letter stands for too many words."""
LEAST_INNER_LETTERS = 3
"""Of a shape that begins with a sign: every word there is has to be looked at."""
LEAST_FUZZY_LETTERS = 4
"""Most syllables of three letters are one slip from a dozen others."""
LEAST_FOR_TWO_SLIPS = 6

_EMPHASIS = re.compile(
    r"""(?<!\S)(\*{1,3})                # at the beginning of a word
        (?=[^\s*])([^*()|"“”„«»]*)(?<=\S)  # words without signs that set parts of a question apart
        \1(?![\w*?)])                   # at the end of one""",
    re.VERBOSE,
)
_BEGINNING = re.compile(r"[^\W_]+\*")
_SHAPE = re.compile(r"(?=.*[*?].*[^\W_])(?:[^\W_]|[*?])+")
_FUZZY = re.compile(r"([^\W_]+)~([12]?)")


def take_emphasis_off(text: str) -> str:
    """Return ``text`` without the stars that emphasise words: ``**so**``, ``*and so*``."""
    return _EMPHASIS.sub(r"\2", text)


def read_pattern(word: str, demand: Demand) -> Clause | None:
    """Return what a word with such signs stands for; None for any other word."""
    word = word.rstrip("?")
    if "**" in word:
        return None
    if _BEGINNING.fullmatch(word):
        letters = word.removesuffix("*")
        return Clause(letters, demand, Form.PREFIX) if len(letters) >= LEAST_LETTERS else None
    if _SHAPE.fullmatch(word):
        return _read_shape(word, demand)
    found = _FUZZY.fullmatch(word)
    if not found or len(found[1]) < LEAST_FUZZY_LETTERS:
        return None
    one = Clause(found[1], demand, Form.FUZZY, distance=1)
    two = found[2] == "2" and len(found[1]) >= LEAST_FOR_TWO_SLIPS
    return replace(one, distance=2) if two else one


def _read_shape(shape: str, demand: Demand) -> Clause | None:
    least = LEAST_LETTERS if shape[0].isalnum() else LEAST_INNER_LETTERS
    if sum(map(str.isalpha, shape)) < least:
        return None
    return Clause(shape, demand, Form.WILDCARD)


def split_signs(word: str) -> list[str]:
    """Return what stands between such signs, where a word is no pattern."""
    return re.split(r"[*?~]+", word)
