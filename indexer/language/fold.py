"""Letters with accents into letters without: one folding for the index and for every box."""

from __future__ import annotations

import unicodedata
from typing import Final


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that fills itself."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).lower())
        bare = "".join(part for part in decomposed if not unicodedata.combining(part))
        self[code] = bare.replace("đ", "d").replace("ð", "d")
        return self[code]


_TABLE: Final = _Folding()


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, đ as d; folding twice changes nothing."""
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def has_accent(text: str) -> bool:
    """Whether folding takes an accent (or the bar of đ) off ``text``."""
    return fold(text) != text.lower()
