"""A text into its folded form of the same length, so that what is found there is found here."""

from __future__ import annotations

from functools import lru_cache

from indexer.language.fold import fold

_KEPT = 256
"""Texts: every rule asks for the same few pages."""


class _EvenFolding(dict[int, str]):
    """A table for ``str.translate`` that fills itself, one character for one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(character)
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_TABLE = _EvenFolding()


@lru_cache(maxsize=_KEPT)
def fold_evenly(text: str) -> str:
    """Return ``text`` folded letter by letter: offsets in it are offsets in ``text``."""
    return text.translate(_TABLE)
