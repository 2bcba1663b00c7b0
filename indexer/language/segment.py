"""A text into its words, each of one or more syllables, by underthesea's model."""

from __future__ import annotations

from typing import cast

from underthesea import word_tokenize


def segment(text: str) -> list[str]:
    """Return the words and signs of ``text`` in order; syllables of a word are spaced as read."""
    return cast("list[str]", word_tokenize(text))
