"""A text into the terms of its layers: the same for pages that are indexed and words that ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from indexer.language.fold import fold
from indexer.language.normalise import normalise, normalise_with_offsets

ANALYSER_VERSION = "1"
"""Changes whenever the terms of a text would; the index carries it."""

Segmenter = Callable[[str], list[str]]
"""A text into its words and signs in order."""

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable, number or foreign word."""

    text: str
    """In lower case, accents kept."""
    folded: str
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
class Analyser:
    """The one analyser for both sides; a segmenter is its only ingredient."""

    segment: Segmenter

    def analyse(self, text: str) -> Analysis:
        """Return the tokens and words of ``text``."""
        return Analysis(tokenise(text), self._words(text))

    def _words(self, text: str) -> tuple[str, ...]:
        words = (_TOKEN.findall(word.lower()) for word in self.segment(normalise(text)))
        return tuple(" ".join(parts) for parts in words if parts)


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order, their offsets into ``text`` as given."""
    normalised = normalise_with_offsets(text)
    return tuple(
        Token(
            match.group().lower(),
            fold(match.group()),
            normalised.original(match.start()),
            normalised.original(match.end()),
        )
        for match in _TOKEN.finditer(normalised.text)
    )
