"""Text into the share of it that people could read: valid syllables and plausible words."""

from __future__ import annotations

import re

from indexer.language.normalise import normalise
from indexer.language.spelling import is_spelt, standard_spelling

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[a-z]{1,24}")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]|\\(cid:\\d+\\)")


def is_syllable(text: str) -> bool:
    """Whether ``text`` is a possible Vietnamese syllable, in whatever case and tone placement."""
    return is_spelt(normalise(text).lower())


def readable_share(text: str) -> float:
    """Return the share (0 to 1) of the words of ``text`` that someone could read.

    A word counts as readable when it is a Vietnamese syllable, a plausible word of plain Latin
    letters, or of another script; broken characters (U+FFFD, private use, control codes,
    ``(cid:16)``) count as unreadable words. Text without any word has share 0.
    """
    broken = len(_BROKEN.findall(text))
    words = _WORD.findall(normalise(_BROKEN.sub(" ", text)).lower())
    readable = sum(map(_is_readable, words))
    return readable / (len(words) + broken) if words else 0.0


def _is_readable(word: str) -> bool:
    if standard_spelling(word) is not None:
        return True
    if _PLAIN_WORD.fullmatch(word):
        return len(word) == 1 or any(letter in "aeiouy" for letter in word) or len(word) <= 5
    # What is written in Han, Lao, Hangul or Cyrillic letters cannot be judged here.
    return all(ord(letter) >= 0x0370 and not 0x1E00 <= ord(letter) <= 0x1EFF for letter in word)
