"""A text into the terms of its layers: the same for pages that are indexed and words that ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import NamedTuple, cast

from indexer.language.normalise import normalise_with_offsets
from indexer.language.spelling import term
from indexer.language.written import WRITTEN

ANALYSER_VERSION = "2"
"""Changes whenever the terms of a text would; the index carries it."""

Segmenter = Callable[[str], list[str]]
"""A text into its words and signs in order."""

# Token(...) runs Python code for each token; this is a third faster.
_make_token = cast("Callable[[type[Token], tuple[str, str, int, int]], Token]", tuple.__new__)

_WORD = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """A syllable, number or foreign word.

    A named tuple, since a page has a thousand and it is made faster than a frozen dataclass.
    """

    text: str
    """The term: in lower case, accents kept, the same for all equal spellings (``spelling``)."""
    folded: str
    """The term without accents."""
    start: int
    """Offset in the text as given."""
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The layers of a text; all but the words have one term per token, the bigrams one less."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    """Segmented words, accented and in lower case, their syllables joined by a space."""

    @property
    def accented(self) -> tuple[str, ...]:
        """The tokens with their accents."""
        return tuple(token.text for token in self.tokens)

    @property
    def folded(self) -> tuple[str, ...]:
        """The tokens without accents."""
        return tuple(token.folded for token in self.tokens)

    @property
    def bigrams(self) -> tuple[str, ...]:
        """The pairs of neighbouring folded tokens, joined by a space."""
        return tuple(f"{first} {second}" for first, second in pairwise(self.folded))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text's tokens, and the text that is to be segmented."""

    tokens: tuple[Token, ...]
    standard: str
    """Normalised, spaces put back into glued words, syllables in their standard spelling."""


@dataclass(frozen=True, slots=True)
class Analyser:
    """The one analyser for both sides; a segmenter is its only ingredient."""

    segment: Segmenter

    def analyse(self, text: str) -> Analysis:
        """Return the tokens and words of ``text``."""
        prepared = prepare(text)
        return Analysis(prepared.tokens, make_words(self.segment(prepared.standard)))


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order, their offsets into ``text`` as given."""
    return prepare(text).tokens


def prepare(text: str) -> Prepared:
    """Return the tokens of ``text`` and what a segmenter has to cut, as ``analyse`` does."""
    normalised = normalise_with_offsets(text)
    terms: list[str] = []
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    standard: list[str] = []
    at = 0
    for found in _WORD.finditer(normalised.text):
        start, end = found.span()
        word = WRITTEN[found[0]]
        if word.is_standard:
            terms.append(word.term)
            folded.append(word.folded)
            starts.append(start)
            ends.append(end)
            continue
        for part in word.parts:
            terms.append(part.term)
            folded.append(part.folded)
            starts.append(start + part.start)
            ends.append(start + part.end)
        standard += (normalised.text[at:start], word.standard)
        at = end
    standard.append(normalised.text[at:])
    rows = zip(terms, folded, *map(normalised.originals, (starts, ends)), strict=True)
    return Prepared(tuple(map(_make_token, repeat(Token), rows)), "".join(standard))


def make_words(segments: list[str]) -> tuple[str, ...]:
    """Return the terms of ``segments``, the words and signs of a prepared text."""
    words = (_WORD.findall(segment.lower()) for segment in segments)
    return tuple(" ".join(map(term, parts)) for parts in words if parts)
