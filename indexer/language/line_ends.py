"""Words that a line end broke into the places where they are joined again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.language.spelling import is_spelt

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"-[ \t]*\r?\n[ \t]*(?=[a-z]{2})")
_BEFORE = re.compile(r"(?<![\w-])[A-Za-z]?[a-z]+\Z")
_AFTER = re.compile(r"[a-z]+(?![\w-])")
_LONGEST = 30
"""No part of a word is longer."""

_FIRST_OF_TWO = frozenset(
    """
    all anti co cross ex free full half hard high ill inter-governmental intra large long low macro
    medium micro mid mini multi near neo newly non north one over part policy post pre pro problem
    quasi result self semi short single small socio soft south state still sub time top two three
    four five ten under user well west east work world cost decision
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""First words of English compounds that bear their hyphen in the middle of a line too."""

_SECOND_OF_TWO = frozenset(
    """
    added aged and based being building bound building by called centred class date depth driven
    economic effective first for free friendly fold friendly general going government governmental
    in income intensive level like line made makers making off on oriented out owned political
    quality reliance related rich round run saving scale sector sharing side speaking specific
    sponsored state taking term test the time to up wide year
    """.split()  # noqa: SIM905 - as above
)


def broken_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end in ``text`` of each hyphen and line end that broke a word.

    Only words of plain Latin letters are joined: Vietnamese breaks no syllables, so a hyphen beside
    one of its letters, or between two of its syllables ("xi-măng", "Cu-ba"), is the author's, and
    so is that of a longer chain ("In-đô-nê-xi-a"), of a compound, and of what stands elsewhere in
    ``text`` with a hyphen within the line.
    """
    for found in _BREAK.finditer(text):
        before = _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        after = _AFTER.match(text, found.end(), found.end() + _LONGEST)
        if before and after and _is_one_word(before[0], after[0], text):
            yield found.span()


def _is_one_word(before: str, after: str, text: str) -> bool:
    if len(before) < 2 or before.lower() in _FIRST_OF_TWO or after in _SECOND_OF_TWO:
        return False
    if is_spelt(before.lower()) and is_spelt(after):
        return False
    return f"{before}-{after}" not in text
