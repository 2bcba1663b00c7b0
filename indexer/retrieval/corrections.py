"""A question with a slip in it into the questions that may have been meant.

A slip is another accent, another letter or two, or the keys of an input method that was not on.
What is proposed keeps the quotes, signs and fields typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Term
from indexer.language.analyser import Token
from indexer.language.fold import fold
from indexer.language.keystrokes import syllable_of_keys
from indexer.language.spelling import is_spelt
from indexer.retrieval.clauses import Demand, Form
from indexer.retrieval.likeliest import Choice, count_pairs, likeliest, spellings_of
from indexer.retrieval.tokens import tokens_of
from indexer.retrieval.typed import begins_so, write_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.retrieval.clauses import Clause

_MOST_WORDS = 32
"""Words of a question that are looked at."""

_MOST_DOUBTED = 4
"""Words for which others are looked up: a slip is rare, looking up takes time."""

_NEAREST = 40
"""Folded syllables looked at beside a doubted one: a short one has dozens of neighbours."""

_UNLINKED = 4
"""Of these, so many are weighed where none stands beside a neighbour of the doubted word."""

_SPELLINGS = 4
"""Spellings of each of those."""

_TINY = 2
"""What stands no more often in the library may itself be a slip there."""

_KEYS_COST = 0.5
_ACCENT_COST = 1.5
_EDIT_COST = 3.0
"""How unlikely each slip is: as the logarithm of how much more often the right word must stand
there. Keys of an input method make no word by chance; an accent is missed more easily than a
letter."""

_CORRECTED = frozenset({Form.WORDS, Form.PHRASE, Form.NEAR, Form.AUTHOR})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole question that may have been meant."""

    text: str
    mends_unknown: bool
    """Whether a word of the question stands nowhere in the library."""


def propose(
    text: str, clauses: Sequence[Clause], lexicon: Lexicon, *, few: bool
) -> tuple[Proposal, ...]:
    """Return the questions that ``text`` may have been meant as, the likeliest first; two at most.

    ``clauses`` are those of ``text``. With ``few`` results words are doubted that do not stand
    beside their neighbours in the library, too; else only those that stand hardly anywhere.
    """
    changed: list[_Mended] = []
    unknown = False
    left = _MOST_DOUBTED
    for tokens in _correctable(text, clauses):
        run = _Run(tuple(tokens[:_MOST_WORDS]), lexicon)
        doubted = run.doubted(few=few)[:left]
        left -= len(doubted)
        mended = run.mend(doubted)
        if mended.is_changed:
            changed.append(mended)
            unknown = unknown or run.has_unknown(doubted)
    if not changed or not all(mended.is_proved(lexicon) for mended in changed):
        return ()
    written = (
        _replace(text, [part for mended in changed for part in write(mended, text)])
        for write in (_Mended.spell_out, _Mended.spell_as_typed)
    )
    return tuple(Proposal(one, unknown) for one in dict.fromkeys(written) if one != text)


def _correctable(text: str, clauses: Iterable[Clause]) -> Iterator[list[Token]]:
    """Yield the tokens of ``text`` that each clause of words consists of."""
    rest = iter(tokens_of(text))
    for clause in _flatten(clauses):
        tokens = []
        for wanted in tokens_of(clause.text):
            # The names of fields belong to no clause: what is not wanted is passed over.
            token = next((one for one in rest if one.text == wanted.text), None)
            if token is None:
                return
            tokens.append(token)
        if clause.form in _CORRECTED and clause.demand is not Demand.NOT:
            yield tokens


def _flatten(clauses: Iterable[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        for alternative in clause.alternatives:
            yield from _flatten(alternative)


@dataclass(frozen=True, slots=True)
class _Replacement:
    token: Token
    text: str


def _replace(text: str, parts: Iterable[_Replacement]) -> str:
    for part in sorted(parts, key=lambda part: -part.token.start):
        text = text[: part.token.start] + part.text + text[part.token.end :]
    return text


@dataclass(frozen=True, slots=True)
class _Mended:
    """Words of a question with the likeliest spelling of each."""

    tokens: tuple[Token, ...]
    choices: tuple[Choice, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any word is another one than typed."""
        return any(choice.cost for choice in self.choices)

    def is_proved(self, lexicon: Lexicon) -> bool:
        """Tell whether each word that would be written stands in a passage that may be seen."""
        return all(
            lexicon.frequency(Term(Layer.ACCENTED, choice.text))
            for token, choice in zip(self.tokens, self.choices, strict=True)
            if choice.text != token.text
        )

    def spell_out(self, text: str) -> Iterator[_Replacement]:
        """Yield the words that change, and those typed without accents with theirs.

        Where one is no Vietnamese syllable, those stay as typed: "in the" is not "ìn thế".
        """
        fill = all(is_spelt(choice.text) for choice in self.choices)
        for token, choice in zip(self.tokens, self.choices, strict=True):
            if choice.text != token.text and (choice.cost or fill):
                own = text[token.start : token.end]
                yield _Replacement(token, write_like(own, choice.text))

    def spell_as_typed(self, text: str) -> Iterator[_Replacement]:
        """Yield the words that change alone, bare if all were typed bare."""
        bare = all(token.text == token.folded for token in self.tokens)
        for token, choice in zip(self.tokens, self.choices, strict=True):
            if choice.cost:
                spelt = fold(choice.text) if bare else choice.text
                yield _Replacement(token, write_like(text[token.start : token.end], spelt))


class _Run:
    """Words of a question that stand together, and what each may have been meant as."""

    def __init__(self, tokens: tuple[Token, ...], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._typed = [spellings_of(token, lexicon) for token in tokens]
        self._counts = [sum(one.count for one in choices) for choices in self._typed]

    def doubted(self, *, few: bool) -> list[int]:
        """Return the places of the words that may be slips."""
        return [at for at in range(len(self._tokens)) if self._is_doubted(at, few=few)]

    def has_unknown(self, places: Iterable[int]) -> bool:
        """Tell whether a word at one of ``places`` stands nowhere in the library."""
        return not all(self._counts[at] for at in places)

    def mend(self, doubted: Sequence[int]) -> _Mended:
        """Return the likeliest spelling of each word, others for those ``doubted`` included."""
        if not doubted:
            return _Mended((), ())
        run = [
            (*typed, *self._others(at)) if at in doubted else typed
            for at, typed in enumerate(self._typed)
        ]
        return _Mended(self._tokens, likeliest(run, self._lexicon))

    @cached_property
    def _links(self) -> list[int]:
        """For each two neighbours how often they stand side by side in the library."""
        links = []
        for before, here in zip(self._typed, self._typed[1:], strict=False):
            pairs = count_pairs(before, here, self._lexicon)
            texts = {f"{one.text} {other.text}" for one in before for other in here}
            links.append(sum(count for pair, count in pairs.items() if pair in texts))
        return links

    def _is_doubted(self, at: int, *, few: bool) -> bool:
        token, count = self._tokens[at], self._counts[at]
        if len(token.folded) < 2 or token.folded.isdigit():
            return False
        alone = len(self._tokens) == 1
        if count > _TINY and (alone or not few):
            return False
        return not count or not any(self._links[max(at - 1, 0) : at + 1])

    def _others(self, at: int) -> Iterator[Choice]:
        """Yield what may have been meant by the word at ``at`` beside what it admits."""
        token = self._tokens[at]
        if keyed := syllable_of_keys(token.folded):
            yield from self._keyed(keyed)
        if token.text != token.folded:
            for text, count in self._lexicon.spellings(token.folded).items():
                if text != token.text:
                    yield Choice(text, count, _ACCENT_COST)
        for near in self._near(at):
            cost = _EDIT_COST * count_edits(token.folded, near)
            for text, count in islice(self._lexicon.spellings(near).items(), _SPELLINGS):
                strange = token.text != token.folded and _marks(token.text) != _marks(text)
                yield Choice(text, count, cost + _ACCENT_COST * strange)

    def _near(self, at: int) -> list[str]:
        """Return folded syllables like that at ``at``: those that stand beside its neighbours."""
        texts = [one.text for one in self._lexicon.nearest(self._tokens[at].folded, _NEAREST)]
        before = [one.folded for one in self._tokens[max(at - 1, 0) : at]]
        after = [one.folded for one in self._tokens[at + 1 : at + 2]]
        linked = [
            text
            for text in texts
            if any(self._lexicon.spellings(f"{one} {text}") for one in before)
            or any(self._lexicon.spellings(f"{text} {one}") for one in after)
        ]
        return linked or texts[:_UNLINKED]

    def _keyed(self, keyed: str) -> Iterator[Choice]:
        for text, count in self._lexicon.spellings(fold(keyed)).items():
            # The keys of some accents may be missing: "hop5" for hợp.
            cost = 0.0 if begins_so(keyed, text) else _ACCENT_COST
            yield Choice(text, count, _KEYS_COST + cost)


def _marks(text: str) -> list[str]:
    return sorted(filter(unicodedata.combining, unicodedata.normalize("NFD", text)))


def count_edits(one: str, other: str) -> int:
    """Return how many letters are missing, too many, wrong or exchanged with their neighbour.

    Optimal string alignment, as the lexicon's :meth:`~indexer.engine.engine.Lexicon.nearest`.
    """
    earlier: list[int] = []
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            best = min(before[column] + 1, here[-1] + 1, before[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and one[row - 2] == against
            if swapped and letter == other[column - 2]:
                best = min(best, earlier[column - 2] + 1)
            here.append(best)
        earlier, before = before, here
    return before[-1]
