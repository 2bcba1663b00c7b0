"""The glossary into the Vietnamese words of English ones, and the other way round."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from indexer.language.analyser import tokenise
from indexer.retrieval.english import STOP_WORDS, base_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.language.analyser import Token

_CAPITALS = 4
"""An abbreviation of so many letters may be another word in lower case (AIDS, UN, AD)."""

_CAPITALISED = frozenset(("May", "Polish", "Lent", "Hue", "Turkey", "Java", "Jordan"))
"""Names that are common words in lower case."""

_REVERSE = 2
"""English words given for a Vietnamese one, the commonest forms."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form of one language with the equivalents in the other."""

    form: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Equivalent:
    """An English form for a Vietnamese term."""

    rank: int
    """Where the term stands among those of the English word: 0 is the commonest."""
    texts: tuple[str, ...]
    """The term's tokens."""
    form: str


class WordList:
    """Terms of both languages, looked up by their words; nothing changes once it is made."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        english: dict[tuple[str, ...], _Entry] = {}
        vietnamese: defaultdict[tuple[str, ...], list[_Equivalent]]
        vietnamese = defaultdict(list)
        syllables: set[str] = set()
        for row in rows:
            forms = row["english"].split("; ")
            others = tuple(row["vietnamese"].split("; "))
            for form in forms:
                key = tuple(token.text for token in tokenise(form.lower()))
                english.setdefault(key, _Entry(form, others))
            for rank, other in enumerate(others):
                tokens = tokenise(other)
                syllables.update(token.folded for token in tokens)
                if len(tokens) > 1:
                    texts = tuple(token.text for token in tokens)
                    found = vietnamese[tuple(token.folded for token in tokens)]
                    found += [_Equivalent(rank, texts, form) for form in forms[:_REVERSE]]
        self._english = english
        self._first: dict[str, int] = {}
        for key in (*english, *vietnamese):
            self._first[key[0]] = max(len(key), self._first.get(key[0], 0))
        self._vietnamese = {
            key: sorted(found, key=lambda one: one.rank) for key, found in vietnamese.items()
        }
        self._syllables = frozenset(syllables)

    @classmethod
    def read(cls) -> Self:
        """Read the glossary that comes with the program."""
        source = files("indexer.retrieval").joinpath("glossary", "glossary.csv")
        with source.open(encoding="utf-8") as file:
            return cls(csv.DictReader(file))

    def longest(self, token: Token) -> int:
        """Return of how many words a term is at most that begins with ``token``; 1 if unknown."""
        return max(self._first.get(token.folded, 1), self._first.get(token.text, 1))

    def to_vietnamese(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the equivalents of English words as typed, the commonest first."""
        if len(words) == 1 and words[0].lower() in STOP_WORDS:
            return ()
        *before, last = (word.lower() for word in words)
        for form in base_forms(last):
            entry = self._english.get((*before, form))
            if entry is not None and _is_written(entry.form, " ".join(words)):
                return entry.others
        return ()

    def to_english(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Return the equivalents of a Vietnamese term of two syllables or more.

        A syllable without accents may be any, as everywhere.
        """
        found = self._vietnamese.get(tuple([token.folded for token in tokens]), ())
        return tuple(dict.fromkeys(one.form for one in found if admits(tokens, one.texts)))

    def is_english(self, words: Sequence[str]) -> bool:
        """Tell whether a question looks English: more English words than Vietnamese syllables.

        What may be either counts as Vietnamese, capitalised words without accents as neither.
        """
        english = vietnamese = 0
        for word in words:
            low = word.lower()
            if not low.isascii():
                vietnamese += 1
            elif low in self._syllables:
                vietnamese += word.islower()
            else:
                english += low in STOP_WORDS or bool(self.to_vietnamese([word]))
        certain = sum(word in _CERTAIN for word in words)
        return english > 0 and english + 2 * certain >= vietnamese


_AMBIGUOUS = (
    "a",
    "an",
    "am",
    "at",
    "can",
    "do",
    "he",
    "him",
    "i",
    "in",
    "it",
    "me",
    "my",
    "no",
    "on",
)
_CERTAIN = STOP_WORDS.difference(_AMBIGUOUS, ("so", "to", "s", "t", "don", "the"))
"""Words that hold English sentences together and are hardly ever Vietnamese without accents."""


@cache
def read_word_list() -> WordList:
    """Return the glossary, read once in a process."""
    return WordList.read()


def admits(tokens: Sequence[Token], texts: Sequence[str]) -> bool:
    """Tell whether typed tokens admit a spelling of the same folded syllables."""
    pairs = zip(tokens, texts, strict=True)
    return all(token.text in {text, token.folded} for token, text in pairs)


def _is_written(form: str, typed: str) -> bool:
    """Tell whether what was typed may be ``form``, which some words are in capitals only."""
    if form.isupper() and len(form) <= _CAPITALS:
        return form in typed
    return form not in _CAPITALISED or typed[0].isupper()
