"""Letters with accents into letters without: one folding for the index and for every box."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, đ as d; folding twice changes nothing."""
    return unicodedata.normalize("NFC", "".join(map(_fold_character, text)))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character.lower())
    bare = "".join(part for part in decomposed if not unicodedata.combining(part))
    return bare.replace("đ", "d").replace("ð", "d")


def has_accent(text: str) -> bool:
    """Whether folding takes an accent (or the bar of đ) off ``text``."""
    return fold(text) != text.lower()
