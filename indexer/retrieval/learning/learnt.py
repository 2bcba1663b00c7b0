"""What a generation has learnt into other names and translations, for one reader at a time.

Everything is asked for with the works that the reader may see at that moment: a name that only
hidden works state is not known to them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from indexer.language.fold import fold
from indexer.records.works import Tier
from indexer.retrieval.english import STOP_WORDS, base_forms
from indexer.retrieval.learning.acronyms import LONGEST, Fit, Stated, letters_of
from indexer.retrieval.learning.associations import FEWEST_WORKS
from indexer.retrieval.learning.lessons import by_statement
from indexer.retrieval.learning.store import NO_LESSONS, Stored
from indexer.retrieval.word_list import admits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.language.analyser import Token
    from indexer.retrieval.learning.associations import Association
    from indexer.retrieval.learning.lessons import Holder

_SURE = 3
"""Initials of so many letters prove a name by themselves."""

_FEWEST = 2
"""Works that have to state it otherwise: two letters go with many words, and where a name of
another language begins is guessed."""

_MOST_NAMES = 2
_SHARE = 1 / 3
"""A further name is stated by so many of the works that state the first, or it is left out."""

_MOST_COUNTED = 50
"""Works counted of a statement: which is the commonest shows before that."""

_SHORT = 3
"""Acronyms of so many letters count in capitals alone and are not added, as in ``names``."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and when."""

    tiers: frozenset[Tier]
    day: date
    withdrawn: frozenset[str]

    def may_see(self, work: str, holders: Mapping[str, Holder]) -> bool:
        """Tell whether the reader may see a work of a generation."""
        return work not in self.withdrawn and holders[work].tier_on(self.day) in self.tiers


@dataclass(frozen=True, slots=True)
class _Statement:
    stated: Stated
    acronym: tuple[str, ...]
    """Its terms."""
    name: tuple[str, ...]
    works: tuple[str, ...]


class Learnt:
    """Lessons, looked up by terms; nothing changes once it is made."""

    def __init__(self, stored: Stored) -> None:
        self.holders = stored.lessons.holders
        self.acronyms: defaultdict[tuple[str, ...], list[_Statement]] = defaultdict(list)
        self.names: defaultdict[tuple[str, ...], list[_Statement]] = defaultdict(list)
        self.english: defaultdict[str, list[Association]] = defaultdict(list)
        self.vietnamese: defaultdict[tuple[str, ...], list[Association]] = defaultdict(list)
        for stated, sightings in by_statement(stored.lessons.sightings).items():
            acronym, name = (tuple(terms.split()) for terms in stored.terms[stated])
            works = tuple(one.work for one in sightings)
            statement = _Statement(stated, acronym, name, works)
            self.acronyms[_fold(acronym)].append(statement)
            self.names[_fold(name)].append(statement)
        for tier in stored.lessons.associated:
            for association in tier.associations:
                self.english[association.english].append(association)
                self.vietnamese[_fold(association.vietnamese.split())].append(association)
        self.first: dict[str, int] = {}
        for key in (*self.acronyms, *self.names, *self.vietnamese):
            if 0 < len(key) <= LONGEST:
                self.first[key[0]] = max(len(key), self.first.get(key[0], 0))

    def of(self, reader: Reader) -> LearntWords:
        """Return what ``reader`` may know of it."""
        return LearntWords(self, reader)


class LearntWords:
    """What the works that a reader may see teach."""

    def __init__(self, learnt: Learnt, reader: Reader) -> None:
        self._learnt = learnt
        self._reader = reader

    def longest(self, token: Token) -> int:
        """Return of how many words a name or word is at most that begins with ``token``."""
        return self._learnt.first.get(token.folded, 0)

    def others(self, text: str, tokens: Sequence[Token], at: int, size: int) -> tuple[str, ...]:
        """Return the names of the acronym that ``size`` tokens of ``text`` are, or the acronyms.

        The most stated ones come first.
        """
        some = tokens[at : at + size]
        folded = tuple([token.folded for token in some])
        acronyms = self._learnt.acronyms.get(folded, ())
        names = self._learnt.names.get(folded, ())
        if not (acronyms or names):
            return ()
        typed = text[some[0].start : some[-1].end]
        meant = [
            one
            for one in acronyms
            if admits(some, one.acronym) and _is_meant(one.stated.acronym, typed)
        ]
        if meant:
            return self._most_stated((one.name, one, one.stated.name) for one in meant)
        named = [one for one in names if admits(some, one.name)]
        return self._most_stated(
            (one.acronym, one, one.stated.acronym)
            for one in named
            if len(letters_of(one.stated.acronym)) > _SHORT
        )

    def to_vietnamese(self, word: str) -> tuple[str, ...]:
        """Return what goes together with an English word, the surest first."""
        low = word.lower()
        if low in STOP_WORDS:
            return ()
        known = (self._sure(self._learnt.english.get(form, ())) for form in base_forms(low))
        return next((tuple(one.vietnamese for one in found) for found in known if found), ())

    def to_english(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Return what goes together with a Vietnamese word of two syllables or more."""
        found = self._learnt.vietnamese.get(tuple([token.folded for token in tokens]), ())
        if not found:
            return ()
        admitted = (one for one in found if admits(tokens, one.vietnamese.split()))
        return tuple(one.english for one in self._sure(admitted))

    def _most_stated(
        self, candidates: Iterable[tuple[tuple[str, ...], _Statement, str]]
    ) -> tuple[str, ...]:
        """Return the texts of the candidates, one per key, that enough visible works state."""
        works: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        texts: dict[tuple[str, ...], str] = {}
        fewest: dict[tuple[str, ...], int] = {}
        for key, statement, text in candidates:
            seen = self._seen(statement.works)
            if seen:
                works[key] |= seen
                texts.setdefault(key, text)
                needed = fewest_works(statement.stated)
                fewest[key] = min(needed, fewest.get(key, needed))
        enough = [key for key in texts if len(works[key]) >= fewest[key]]
        enough.sort(key=lambda key: (-len(works[key]), -len(key), key))
        least = _SHARE * len(works[enough[0]]) if enough else 0
        return tuple(texts[key] for key in enough[:_MOST_NAMES] if len(works[key]) >= least)

    def _sure(self, associations: Iterable[Association]) -> list[Association]:
        sure = [one for one in associations if len(self._seen(one.works)) >= FEWEST_WORKS]
        return sorted(sure, key=lambda one: -one.score)[:_MOST_NAMES]

    def _seen(self, works: Iterable[str]) -> set[str]:
        """Return those of ``works`` that the reader may see, the first of them if many."""
        return set(islice(filter(self._may_see, works), _MOST_COUNTED))

    def _may_see(self, work: str) -> bool:
        return self._reader.may_see(work, self._learnt.holders)


NOTHING_LEARNT = Learnt(NO_LESSONS).of(Reader(frozenset(), date.min, frozenset()))
"""For whoever asks without a library."""


def fewest_works(stated: Stated) -> int:
    """Return how many works have to state a name for it to be believed."""
    sure = stated.fit is Fit.LETTERS and len(letters_of(stated.acronym)) >= _SURE
    return 1 if sure else _FEWEST


def _fold(terms: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fold, terms))


def _is_meant(acronym: str, typed: str) -> bool:
    """Tell whether what was typed may be the acronym: short ones in capitals alone."""
    if len(letters_of(acronym)) <= _SHORT:
        return typed == acronym
    return typed.lower() not in STOP_WORDS
