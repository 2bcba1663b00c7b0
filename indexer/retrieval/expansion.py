"""The plain words of a question into words that say the same: other names, the other language.

The longest match counts, from left to right; a name before a word of the glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.language.analyser import tokenise
from indexer.retrieval.clauses import Demand, Expansion, Form, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.language.analyser import Token
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.names import Names
    from indexer.retrieval.word_list import WordList

MOST_ADDED = 4
"""Words or names added for one of the question."""
MOST_IN_ALL = 32


class Expander:
    """What adds to questions: the names of the generation and the glossary."""

    def __init__(self, names: Names, words: WordList) -> None:
        self._names = names
        self._words = words

    def is_english(self, clauses: Iterable[Clause]) -> bool:
        """Tell whether the plain words of a question look English."""
        return self._words.is_english(
            [
                clause.text[token.start : token.end]
                for clause in clauses
                if clause.form is Form.WORDS and clause.demand is not Demand.NOT
                for token in tokenise(clause.text)
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
                added = one.added[: min(MOST_ADDED, left)]
                if added and one.original not in found:
                    found[one.original] = Expansion(one.original, added, one.source)
                    left -= len(added)
        return tuple(found.values())

    def _expand(self, text: str, *, english: bool) -> Iterator[Expansion]:
        tokens = tokenise(text)
        at = 0
        while at < len(tokens):
            longest = max(self._names.longest(tokens[at]), self._words.longest(tokens[at]))
            size = min(longest, len(tokens) - at)
            found = None
            while size and not (found := self._look_up(text, tokens, at, size, english=english)):
                size -= 1
            if found:
                yield found
            at += size or 1

    def _look_up(
        self, text: str, tokens: Sequence[Token], at: int, size: int, *, english: bool
    ) -> Expansion | None:
        some = tokens[at : at + size]
        original = text[some[0].start : some[-1].end]
        if names := self._names.others(text, tokens, at, size):
            return Expansion(original, names, Source.NAME)
        if english:
            words = self._words.to_vietnamese([text[one.start : one.end] for one in some])
        else:
            words = self._words.to_english(some) if size > 1 else ()
        return Expansion(original, words, Source.GLOSSARY) if words else None
