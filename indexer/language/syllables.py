"""Text into the share of it that people could read: valid syllables and plausible words."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.language.normalise import normalise
from indexer.language.spelling import is_spelt, known_spellings, standard_spelling

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[a-z]{1,24}")
_BROKEN_SIGN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BROKEN = re.compile(rf"{_BROKEN_SIGN.pattern}|\(cid:\d+\)")


def is_syllable(text: str) -> bool:
    """Whether ``text`` is a possible Vietnamese syllable, in whatever case and tone placement."""
    return is_spelt(normalise(text).lower())


def readable_share(text: str) -> float:
    """Return the share (0 to 1) of the words of ``text`` that someone could read.

    A word counts as readable when it is a Vietnamese syllable, a plausible word of plain Latin
    letters, or of another script; broken characters (U+FFFD, private use, control codes,
    ``(cid:16)``) count as unreadable words. Text without any word has share 0.
    """
    broken = 0
    # Two fast searches instead of a slow one: nearly all text has neither.
    if _BROKEN_SIGN.search(text) or "(cid:" in text:
        text, broken = _BROKEN.subn(" ", text)
    chunks = normalise(text).lower().split()
    # Most are bare syllables; only the rest is taken apart.
    known = known_spellings()
    others = [chunk for chunk in chunks if chunk not in known]
    words = _WORD.findall(" ".join(others))
    count = len(chunks) - len(others) + len(words)
    readable = len(chunks) - len(others) + sum(map(_is_readable, words))
    return readable / (count + broken) if count else 0.0


@lru_cache(maxsize=1 << 14)
def _is_readable(word: str) -> bool:
    if standard_spelling(word) is not None:
        return True
    if _PLAIN_WORD.fullmatch(word):
        return len(word) == 1 or any(letter in "aeiouy" for letter in word) or len(word) <= 5
    # What is written in Han, Lao, Hangul or Cyrillic letters cannot be judged here.
    return all(ord(letter) >= 0x0370 and not 0x1E00 <= ord(letter) <= 0x1EFF for letter in word)
