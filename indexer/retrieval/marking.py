"""A page and the leaves of a question into the places they admit, each with its weight."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.fitting import select_fitting
from indexer.engine.tree import Fuzzy, Phrase, Prefix, Term, Wildcard
from indexer.language.analyser import Token
from indexer.language.normalise import Normalised, normalise_with_offsets
from indexer.language.written import WRITTEN, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.engine.tree import Leaf

_WORD = re.compile(r"([^\W_]+)")
"""As the analyser's; splitting by it keeps the words, which is faster than a match for each."""

Pattern = Prefix | Wildcard | Fuzzy
"""A leaf that stands for several terms."""

_parts = attrgetter("parts")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read into the terms of its tokens; a token's offsets are computed when asked for."""

    normalised: Normalised
    pieces: Sequence[str]
    """What stands between the words and the words in turn; joined, the normalised text."""
    words: Sequence[tuple[Part, ...]]
    """The tokens of each word."""
    parts: Sequence[Part]
    """The tokens, in order."""

    def tokens(self, first: int, last: int) -> list[Token]:
        """Return the tokens from ``first`` up to ``last``, as ``tokenise`` gives them."""
        if first >= last:
            return []
        at = first
        if len(self.words) < len(self.parts):
            ends = [*accumulate(map(len, self.words))]
            at = bisect_right(ends, first)
            first -= ends[at - 1] if at else 0
            last -= ends[at - 1] if at else 0
        else:
            first, last = 0, last - first
        begin = len("".join(self.pieces[: 2 * at + 1]))
        parts: list[Part] = []
        offsets: list[int] = []
        while len(parts) < last:
            for part in self.words[at]:
                parts.append(part)
                offsets += (begin + part.start, begin + part.end)
            begin += len(self.pieces[2 * at + 1]) + len(self.pieces[2 * at + 2])
            at += 1
        originals = self.normalised.originals(offsets)
        spans = zip(parts, originals[::2], originals[1::2], strict=True)
        found = [Token(part.term, part.folded, start, end) for part, start, end in spans]
        return found[first:last]


def read(text: str) -> Reading:
    """Return ``text`` read into tokens: those of ``tokenise``, several times faster."""
    normalised = normalise_with_offsets(text)
    pieces = _WORD.split(normalised.text)
    words = [*map(_parts, map(WRITTEN.__getitem__, pieces[1::2]))]
    return Reading(normalised, pieces, words, [*chain.from_iterable(words)])


def weigh(parts: Sequence[Part], leaves: Mapping[Leaf, float]) -> dict[int, float]:
    """Return where ``leaves`` admit a token, in order, with the weight of the heaviest one.

    A folded term admits every spelling, an accented one only its own; a phrase admits its terms
    where all of them stand together.
    """
    weights: defaultdict[int, float] = defaultdict(float)
    by_text = _Terms(leaves)
    exact, opened = by_text.exact, by_text.opened
    admitted = [at for at, part in enumerate(parts) if part.folded in opened or part.term in exact]
    for at in admitted:
        for leaf, weight in (*exact.get(parts[at].term, ()), *opened.get(parts[at].folded, ())):
            size = len(leaf.terms) if isinstance(leaf, Phrase) else 1
            if isinstance(leaf, Term) or _stands(leaf, parts[at : at + size]):
                for place in range(at, at + size):
                    weights[place] = max(weights[place], weight)
    for pattern, weight in by_text.patterns:
        texts = [_text(part, pattern.layer) for part in parts]
        fitting = _fitting(pattern, set(texts))
        for at, text in enumerate(texts):
            if text in fitting:
                weights[at] = max(weights[at], weight)
    return dict(sorted(weights.items()))


class _Terms:
    """Leaves by the first term that they admit, so that few tokens are looked at."""

    def __init__(self, leaves: Mapping[Leaf, float]) -> None:
        self.exact: defaultdict[str, list[tuple[Term | Phrase, float]]] = defaultdict(list)
        self.opened: defaultdict[str, list[tuple[Term | Phrase, float]]] = defaultdict(list)
        self.patterns: list[tuple[Pattern, float]] = []
        for leaf, weight in leaves.items():
            if isinstance(leaf, Prefix | Wildcard | Fuzzy):
                self.patterns.append((leaf, weight))
                continue
            if not isinstance(leaf, Term | Phrase):
                # Whoever asks for more has its terms marked one by one.
                continue
            term = leaf if isinstance(leaf, Term) else next(iter(leaf.terms), None)
            if term and term.layer is Layer.ACCENTED:
                self.exact[term.text].append((leaf, weight))
            elif term and term.layer is Layer.FOLDED:
                self.opened[term.text].append((leaf, weight))


def _fitting(pattern: Pattern, texts: Iterable[str]) -> frozenset[str]:
    """Return which of ``texts`` a pattern stands for."""
    if isinstance(pattern, Prefix):
        return frozenset(text for text in texts if text.startswith(pattern.text))
    return select_fitting(texts, pattern)


def _stands(phrase: Phrase, parts: Sequence[Part]) -> bool:
    """Whether ``parts`` are the terms of ``phrase``."""
    return len(parts) == len(phrase.terms) and all(
        _text(part, term.layer) == term.text for term, part in zip(phrase.terms, parts, strict=True)
    )


def _text(part: Part, layer: Layer) -> str:
    return part.term if layer is Layer.ACCENTED else part.folded
