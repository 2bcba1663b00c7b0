"""The plain words of a question into words that say the same: other names, the other language.

The longest match counts, from left to right; of the same words a name before one that was learnt,
and a word of the glossary before an association.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.retrieval.clauses import Demand, Expansion, Form, Source
from indexer.retrieval.learning.learnt import NOTHING_LEARNT
from indexer.retrieval.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.language.analyser import Token
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.learning.learnt import LearntWords
    from indexer.retrieval.names import Names
    from indexer.retrieval.word_list import WordList

MOST_ADDED = 4
"""Words or names added for one of the question."""
MOST_IN_ALL = 32


class Expander:
    """What adds to a question of one reader: names, what was learnt, and the glossary."""

    def __init__(
        self,
        names: Names,
        words: WordList,
        learnt: LearntWords = NOTHING_LEARNT,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """``without`` holds words typed that get none, and words that are not added."""
        self._names = names
        self._words = words
        self._learnt = learnt
        self._without = frozenset(map(str.casefold, without))

    def is_english(self, clauses: Iterable[Clause]) -> bool:
        """Tell whether the plain words of a question look English."""
        return self._words.is_english(
            [
                clause.text[token.start : token.end]
                for clause in clauses
                if clause.form is Form.WORDS and clause.demand is not Demand.NOT
                for token in tokens_of(clause.text)
            ]
        )

    def expand(self, clauses: Iterable[Clause], *, english: bool) -> tuple[Expansion, ...]:
        """Return what is added to the plain words among ``clauses``, each place once."""
        left = MOST_IN_ALL
        found: dict[str, Expansion] = {}
        for clause in clauses:
            if clause.form is not Form.WORDS or clause.demand is not Demand.SHOULD:
                continue
            for one in self._expand(clause.text, english=english):
                added = self._wanted(one)[:left]
                if added and one.original not in found:
                    found[one.original] = Expansion(one.original, added, one.source)
                    left -= len(added)
        return tuple(found.values())

    def _wanted(self, one: Expansion) -> tuple[str, ...]:
        if one.original.casefold() in self._without:
            return ()
        added = one.added[:MOST_ADDED]
        return tuple(text for text in added if text.casefold() not in self._without)

    def _expand(self, text: str, *, english: bool) -> Iterator[Expansion]:
        tokens = tokens_of(text)
        at = 0
        while at < len(tokens):
            size = min(self._longest(tokens[at]), len(tokens) - at)
            found = None
            while size and not (found := self._look_up(text, tokens, at, size, english=english)):
                size -= 1
            if found:
                yield found
            at += size or 1

    def _longest(self, token: Token) -> int:
        return max(source.longest(token) for source in (self._names, self._words, self._learnt))

    def _look_up(
        self, text: str, tokens: Sequence[Token], at: int, size: int, *, english: bool
    ) -> Expansion | None:
        some = tokens[at : at + size]
        original = text[some[0].start : some[-1].end]
        if names := self._names.others(text, tokens, at, size):
            return Expansion(original, names, Source.NAME)
        if names := self._learnt.others(text, tokens, at, size):
            return Expansion(original, names, Source.ACRONYM)
        if words := self._translate(text, some, english=english):
            return Expansion(original, words, Source.GLOSSARY)
        if words := self._associate(original, some, english=english):
            return Expansion(original, words, Source.ASSOCIATION)
        return None

    def _translate(self, text: str, some: Sequence[Token], *, english: bool) -> tuple[str, ...]:
        if english:
            return self._words.to_vietnamese([text[one.start : one.end] for one in some])
        return self._words.to_english(some) if len(some) > 1 else ()

    def _associate(self, typed: str, some: Sequence[Token], *, english: bool) -> tuple[str, ...]:
        if english:
            return self._learnt.to_vietnamese(typed) if len(some) == 1 else ()
        return self._learnt.to_english(some) if len(some) > 1 else ()
