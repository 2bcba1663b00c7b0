"""A text into the terms of its layers: the same for pages that are indexed and words that ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple, cast

from indexer.language.compounds import NO_COMPOUNDS, Compounds
from indexer.language.fold import fold
from indexer.language.normalise import Normalised, normalise_with_offsets
from indexer.language.segmentation import Cut
from indexer.language.segmentation.memo import Memo
from indexer.language.written import WRITTEN

ANALYSER_VERSION = "3"
"""Changes whenever the cuts of a text would."""

Segmenter = Callable[[Sequence[str]], Sequence[list[str]]]
"""Texts into the words and signs of each, in order."""

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
class Layers:
    """The layers of a text; all but the words have one term per token, the bigrams one less."""

    accented: tuple[str, ...]
    """The tokens with their accents."""
    folded: tuple[str, ...]
    """The tokens without accents."""
    words: tuple[str, ...]
    """Words and compounds, accented and in lower case, their syllables joined by a space."""

    @property
    def bigrams(self) -> tuple[str, ...]:
        """The pairs of neighbouring folded tokens, joined by a space."""
        return tuple([f"{first} {second}" for first, second in pairwise(self.folded)])


@dataclass(frozen=True, slots=True)
class Analysis(Layers):
    """The layers of a text with the places of its tokens."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text read token by token, and the text that is to be segmented."""

    normalised: Normalised
    terms: list[str]
    folded: list[str]
    starts: list[int]
    """Offsets in the normalised text."""
    ends: list[int]
    sizes: list[int]
    """Letters and digits of each token in ``standard``."""
    standard: str
    """Normalised, spaces put back into glued words, syllables in their standard spelling."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, their offsets in the text as given."""
        places = map(self.normalised.originals, (self.starts, self.ends))
        rows = zip(self.terms, self.folded, *places, strict=True)
        return tuple(map(_make_token, repeat(Token), rows))


@dataclass(frozen=True, slots=True)
class Analyser:
    """The one analyser for both sides: a segmenter, and the compounds that mend what it cuts."""

    segment: Segmenter
    compounds: Compounds = NO_COMPOUNDS

    @property
    def version(self) -> str:
        """Equal for analysers that give the same layers."""
        return analyser_version(self.compounds)

    def analyse(self, text: str) -> Analysis:
        """Return the tokens and words of ``text``."""
        prepared = prepare(text)
        (cut,) = self._cut((prepared,))
        return Analysis(
            accented=tuple(prepared.terms),
            folded=tuple(prepared.folded),
            words=self.compounds.repair(cut),
            tokens=prepared.tokens,
        )

    def cut(self, texts: Sequence[str]) -> list[Cut]:
        """Return the terms of each of ``texts`` cut into words, whatever the compounds are.

        Many texts cost less together.
        """
        return self._cut([prepare(text) for text in texts])

    def layers(self, cut: Cut) -> Layers:
        """Return the layers of a text that :meth:`cut` cut."""
        return self.layers_many((cut,))[0]

    def layers_many(self, cuts: Sequence[Cut]) -> list[Layers]:
        """Return what :meth:`layers` returns for each of ``cuts``; many cost less together."""
        return [
            Layers(
                accented=tuple(cut.tokens),
                folded=tuple([_FOLDED[term] for term in cut.tokens]),
                words=words,
            )
            for cut, words in zip(cuts, self.compounds.repair_many(cuts), strict=True)
        ]

    def _cut(self, texts: Sequence[Prepared]) -> list[Cut]:
        segmented = self.segment([one.standard for one in texts])
        return [
            Cut(one.terms, _bounds(one.sizes, segments))
            for one, segments in zip(texts, segmented, strict=True)
        ]


def analyser_version(compounds: Compounds) -> str:
    """Return the version of an analyser with ``compounds``."""
    return f"{ANALYSER_VERSION}-{compounds.digest}"


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order, their offsets into ``text`` as given."""
    return prepare(text).tokens


def prepare(text: str) -> Prepared:
    """Return the tokens of ``text`` and what a segmenter has to cut, as ``analyse`` does."""
    normalised = normalise_with_offsets(text)
    read = Prepared(normalised, [], [], [], [], [], "")
    standard: list[str] = []
    at = 0
    for found in _WORD.finditer(normalised.text):
        start, end = found.span()
        word = WRITTEN[found[0]]
        if word.is_standard:
            read.terms.append(word.term)
            read.folded.append(word.folded)
            read.starts.append(start)
            read.ends.append(end)
            read.sizes.append(end - start)
            continue
        for part in word.parts:
            read.terms.append(part.term)
            read.folded.append(part.folded)
            read.starts.append(start + part.start)
            read.ends.append(start + part.end)
        read.sizes.extend(map(len, word.standard.split(" ")))
        standard += (normalised.text[at:start], word.standard)
        at = end
    standard.append(normalised.text[at:])
    return replace(read, standard="".join(standard))


_FOLDED = Memo(fold)


def _count_letters(segment: str) -> int:
    return sum(map(len, _WORD.findall(segment)))


_LETTERS = Memo(_count_letters)


def _bounds(sizes: Sequence[int], segments: Sequence[str]) -> list[int]:
    """Return before which tokens the words of ``segments`` begin, then the number of tokens.

    Both are runs of the same letters. Should a segmenter have changed some, each token is a word.
    """
    places = {start: at for at, start in enumerate(accumulate(sizes, initial=0))}
    cuts = list(accumulate(map(_LETTERS.__getitem__, segments), initial=0))
    if cuts[-1] not in places or places[cuts[-1]] != len(sizes):
        return [*range(len(sizes) + 1)]
    # A segment without letters begins no word, nor does one that begins within a token.
    return [places[cut] for cut in dict.fromkeys(cuts) if cut in places]
