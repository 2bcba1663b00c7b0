"""A few texts into their lexicon in memory; words of several syllables are joined by ``_``."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.engine import Counted
from indexer.engine.tree import Phrase, Prefix, Term
from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.retrieval.corrections import count_edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.tree import Leaf
    from indexer.language.analyser import Token


class TextLexicon:
    """Counts of everything, by looking at everything."""

    def __init__(self, *texts: str) -> None:
        self._read = [text.replace("_", " ") for text in texts]
        self._texts = [tokenise(text) for text in self._read]
        self._words = Counter(
            " ".join(token.text for token in tokenise(word.replace("_", " ")))
            for text in texts
            for word in text.split()
        )

    def spellings(self, folded: str) -> Mapping[str, int]:
        """Return the spellings of a syllable or of two."""
        stand = self._pairs() if " " in folded else self._syllables()
        return {text: count for text, count in stand.items() if fold(text) == folded}

    def capitals(self, text: str) -> float:
        """Return the share of capitals, wherever they stand."""
        large = [
            one[token.start].isupper()
            for one, tokens in zip(self._read, self._texts, strict=True)
            for token in tokens
            if token.text == text
        ]
        return sum(large) / max(len(large), 1)

    def words(self, prefix: str, limit: int) -> Sequence[Counted]:
        """Return the most frequent words that begin so."""
        found = [
            Counted(text, count)
            for text, count in self._words.items()
            if fold(text).startswith(prefix)
        ]
        return sorted(found, key=lambda one: (-one.count, one.text))[:limit]

    def nearest(self, folded: str, limit: int) -> Sequence[Counted]:
        """Return syllables with one or two slips."""
        counts: Counter[str] = Counter()
        for text, count in self._syllables().items():
            counts[fold(text)] += count
        near = {text: count_edits(folded, text) for text in counts}
        chosen = sorted((edits, text) for text, edits in near.items() if 0 < edits <= 2)
        return [Counted(text, counts[text]) for _, text in chosen[:limit]]

    def frequency(self, leaf: Leaf) -> int:
        """Return how many texts hold a leaf."""
        return sum(_holds(tokens, leaf) for tokens in self._texts)

    def _syllables(self) -> Counter[str]:
        return Counter(token.text for tokens in self._texts for token in tokens)

    def _pairs(self) -> Counter[str]:
        return Counter(f"{a.text} {b.text}" for tokens in self._texts for a, b in pairwise(tokens))


def _holds(tokens: Sequence[Token], leaf: Leaf) -> bool:
    if isinstance(leaf, Prefix):
        return any(_text(token, leaf.layer).startswith(leaf.text) for token in tokens)
    assert isinstance(leaf, Term | Phrase)
    terms = leaf.terms if isinstance(leaf, Phrase) else (leaf,)
    starts = range(len(tokens) - len(terms) + 1)
    return any(_stands(tokens[start : start + len(terms)], terms) for start in starts)


def _stands(tokens: Sequence[Token], terms: Sequence[Term]) -> bool:
    return all(
        _text(token, term.layer) == term.text for token, term in zip(tokens, terms, strict=True)
    )


def _text(token: Token, layer: Layer) -> str:
    return token.folded if layer is Layer.FOLDED else token.text
