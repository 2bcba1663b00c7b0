"""The words at the end of a text into words of the lexicon in which the text may go on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Phrase, Term
from indexer.language.analyser import Token
from indexer.language.fold import fold
from indexer.language.spelling import is_spelt
from indexer.retrieval.accents import Accents
from indexer.retrieval.naming import admit
from indexer.retrieval.typed import write_like

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.retrieval.typed import Typed

_LONGEST = 3
"""Syllables typed that may be the beginning of one word."""

_CONTEXT = 6
"""Syllables before the word that get accents, if they were typed without."""

_CANDIDATES = 40
"""Words of the lexicon looked at for each beginning."""

_PROVED = 8
"""Of these, so many are looked for in the passages."""

_PROVING = 2
"""Syllables before a word with which it has to stand there."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that goes on where the last ``size`` words typed began."""

    syllables: tuple[str, ...]
    size: int
    count: int
    """How often it stands in the library."""
    links: int = 0
    """How often its first syllable stands there after the one typed before it."""


def continue_words(typed: Typed, lexicon: Lexicon) -> list[str]:
    """Return whole texts in which ``typed`` may go on with one word, the most frequent first.

    Syllables typed without accents get theirs. Each text stands in a passage of the lexicon's
    tiers: the word after the two syllables before it, or, where no word does, the word alone.
    """
    linked, others = _words(typed, lexicon)
    return _prove(typed, linked, lexicon) or _prove(typed, others, lexicon)


def _prove(typed: Typed, words: Sequence[_Word], lexicon: Lexicon) -> list[str]:
    accents = Accents(lexicon)
    proved: Counter[str] = Counter()
    for word in sorted(words, key=_by_use)[:_PROVED]:
        spelt = _spell_context(typed, word, accents)
        proved[_write(typed, word, spelt)] += lexicon.frequency(_phrase(typed, word, spelt))
    return [text for text, frequency in proved.most_common() if frequency]


def _by_use(word: _Word) -> tuple[int, int]:
    return -min(word.links or word.count, word.count), -word.count


def _words(typed: Typed, lexicon: Lexicon) -> tuple[list[_Word], list[_Word]]:
    """Return the words that stand after what was typed before them, and all others."""
    spellings = lru_cache(maxsize=None)(lexicon.spellings)
    linked: list[_Word] = []
    others: list[_Word] = []
    for word in _candidates(typed, lexicon):
        if word.size:
            others.append(word)
        if word.size == len(typed.tokens):
            linked.append(word)
        elif count := _count_link(typed, word, spellings):
            linked.append(replace(word, links=count))
    return linked, others


def _candidates(typed: Typed, lexicon: Lexicon) -> Iterator[_Word]:
    for size in range(min(_LONGEST, len(typed.tokens)), 0, -1):
        found: dict[tuple[str, ...], int] = {}
        for beginning in typed.beginnings(size):
            # After a blank a word has to go on with another syllable.
            wanted = f"{beginning} " if typed.is_finished else beginning
            for one in lexicon.words(wanted, _CANDIDATES):
                found[tuple(one.text.split())] = one.count
        for syllables, count in found.items():
            if typed.admits(size, syllables):
                yield _Word(syllables, size, count)
    if typed.is_finished:
        for one in lexicon.words("", _CANDIDATES):
            yield _Word(tuple(one.text.split()), 0, one.count)


def _before(typed: Typed, word: _Word) -> Sequence[Token]:
    return typed.tokens[: len(typed.tokens) - word.size][-_CONTEXT:]


def _count_link(typed: Typed, word: _Word, spellings: Callable[[str], Mapping[str, int]]) -> int:
    """Return how often the word's first syllable stands after the one typed before it."""
    before = _before(typed, word)[-1]
    pairs = spellings(f"{before.folded} {fold(word.syllables[0])}")
    bare = before.text == before.folded
    return sum(
        count
        for pair, count in pairs.items()
        if pair.endswith(f" {word.syllables[0]}") and (bare or pair.startswith(f"{before.text} "))
    )


def _spell_context(typed: Typed, word: _Word, accents: Accents) -> list[str]:
    """Return the syllables before the word with the accents they likely have.

    Where one of them is no Vietnamese syllable, all stay as they are: "in the" is not "ìn thế".
    """
    before = _before(typed, word)
    first = Token(word.syllables[0], fold(word.syllables[0]), 0, 0)
    spelt = [one.text for one in accents.restore([*before, first])[:-1]]
    return spelt if all(map(is_spelt, spelt)) else [token.text for token in before]


def _phrase(typed: Typed, word: _Word, spelt: Sequence[str]) -> Phrase:
    """Return what has to stand in a passage."""
    terms = [Term(Layer.ACCENTED, syllable) for syllable in word.syllables]
    if word.links:
        before = list(zip(_before(typed, word), spelt, strict=True))[-_PROVING:]
        terms[:0] = [
            admit(token) if text == token.text else Term(Layer.ACCENTED, text)
            for token, text in before
        ]
    return Phrase(tuple(terms))


def _write(typed: Typed, word: _Word, spelt: Sequence[str]) -> str:
    """Return the text typed with the word and what is before it spelt out, in the case typed."""
    tokens = [*_before(typed, word), *typed.tokens[len(typed.tokens) - word.size :]]
    syllables = [*spelt, *word.syllables]
    run = typed.text[tokens[0].start :].strip()
    capitals = run if run.isupper() else ""
    models = [capitals or typed.text[token.start : token.end] for token in tokens]
    models += [capitals] * (len(syllables) - len(tokens))
    written = [
        typed.text[token.start : token.end]
        if token and syllable == token.text
        else write_like(model, syllable)
        for token, model, syllable in zip_longest(tokens, models, syllables)
    ]
    return typed.text[: tokens[0].start] + " ".join(written)
