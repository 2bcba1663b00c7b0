"""Titles into keys that sort as a Vietnamese dictionary does: by letters, then by tones.

The alphabet is a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z at their
Latin places; the tones follow in the order none, huyền, hỏi, ngã, sắc, nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from indexer.language.normalise import normalise

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NUMBER_WIDTH = 12
_KEPT = 1 << 14
"""Keys: the same partners, units and countries stand beside every search."""


@lru_cache(_KEPT)
def sort_key(text: str) -> str:
    """Return a key that compares by code points; punctuation and case do not count.

    Numbers compare by value and stand before letters.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _WORD.findall(normalise(text).lower()):
        if word[0].isdigit():
            letters.append(word.zfill(_NUMBER_WIDTH))
            continue
        spelled = [_letter_and_tone(character) for character in word]
        letters.append("".join(letter for letter, _ in spelled))
        tones.append(max((tone for _, tone in spelled), default="0"))
    return " ".join(letters) + "\x00" + "".join(tones)


@lru_cache(1024)
def _letter_and_tone(character: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    bare = "".join(mark for mark in decomposed if mark not in _TONES)
    letter = unicodedata.normalize("NFC", bare)
    return _PLACE.get(letter, letter), tone
