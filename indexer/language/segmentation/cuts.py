"""Tokens and the labels of them all into the words of each text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into words of one or more tokens."""

    tokens: list[str]
    """In their standard spelling."""
    bounds: list[int]
    """The place of the first token of each word, then the number of tokens."""

    def words(self) -> list[str]:
        """Return the words in order, the tokens of each joined by a space."""
        tokens = self.tokens
        return [
            tokens[first] if end - first == 1 else " ".join(tokens[first:end])
            for first, end in pairwise(self.bounds)
        ]

    def spans(self) -> list[range]:
        """Return the places among ``tokens`` of the tokens of each word."""
        return [range(first, end) for first, end in pairwise(self.bounds)]
