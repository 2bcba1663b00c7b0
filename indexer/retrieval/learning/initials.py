"""The letters of an acronym and the words beside it into how many words the letters stand for.

The letters are matched from the last word backwards, as by Schwartz and Hearst, "A simple algorithm
for identifying abbreviation definitions in biomedical text" (PSB 2003), but stricter: every word
that names something gives at least its first letter. A Vietnamese name is written by syllables, so
its acronym has a letter for each: HVCTQG HCM.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FUNCTION_WORDS = frozenset(
    """
    và của về các những cho với tại trong ở là thuộc theo vì do bởi trên
    of the and for in on to a an at by with from de la le les du des et der die das für und
    """.split()  # noqa: SIM905 - fifty quotes read worse
)
"""Words that an acronym may pass over, in lower case."""

_DIGRAPHS = frozenset(("th", "tr", "ph", "nh", "ng", "kh", "ch", "gh", "gi", "qu"))
"""Initials of two letters, of which an acronym may give both: ThS, TrĐH."""

_SPOKEN = {"w": "uong"}
"""TW is "Trung ương"."""

_MOST_GIVEN = 3
"""Letters that one foreign word gives at most: "Korea" gives KO, "Southeast" SE."""


@dataclass(frozen=True, slots=True)
class _Rules:
    exact: bool
    """Whether đ and d differ: the acronym holds a Đ."""
    foreign: bool
    """Whether a word may give more letters than its initial."""


def find_name(letters: str, words: Sequence[str]) -> int:
    """Return how many of the last ``words`` the ``letters`` stand for, 0 if for none.

    ``letters`` are those of the acronym without signs, as written: a small one goes on with the
    word before it (ThS). Letters without Đ may leave the bar of đ out.
    """
    tail = tuple(words[-2 * len(letters) :])
    exact = any(letter in "Đđ" for letter in letters)
    found = min(_taken(letters, tail, _Rules(exact, foreign=False)), default=0)
    if not found and letters.isascii():
        foreign = [at for at, word in enumerate(tail, 1) if not word.isascii()]
        tail = tail[foreign[-1] :] if foreign else tail
        found = min(_taken(letters, tail, _Rules(exact=False, foreign=True)), default=0)
        # "HAN" is no "Hà Nội", nor is a name of two words one of six letters.
        found = found if 2 * found >= len(letters) else 0
    return found


def _taken(letters: str, words: tuple[str, ...], rules: _Rules) -> Iterator[int]:
    """Yield the numbers of last words that all letters may stand for."""
    if not words or not letters:
        return
    word = words[-1]
    small = word.lower() in FUNCTION_WORDS
    for size in range(1, min(_MOST_GIVEN, len(letters)) + 1):
        if not _gives(word, letters[-size:], rules):
            continue
        if size < len(letters):
            yield from (1 + more for more in _taken(letters[:-size], words[:-1], rules))
        elif not small:
            yield 1
    if small:
        yield from (1 + more for more in _taken(letters, words[:-1], rules))


def _gives(word: str, letters: str, rules: _Rules) -> bool:
    """Tell whether a word may give these letters, its first among them."""
    plain, wanted = _plain(word, exact=rules.exact), _plain(letters, exact=rules.exact)
    if _SPOKEN.get(wanted) == fold(word):
        return True
    if letters[0].islower() or plain[:1] != wanted[:1]:
        return False
    if len(wanted) == 1:
        return True
    if rules.foreign:
        rest = iter(plain)
        return all(letter in rest for letter in wanted)
    return wanted in _DIGRAPHS and plain.startswith(wanted)


@lru_cache(maxsize=4096)
def _plain(text: str, *, exact: bool) -> str:
    """Return ``text`` without tones and hats, with the bar of đ if it counts."""
    return "đ".join(map(fold, text.lower().split("đ"))) if exact else fold(text)
