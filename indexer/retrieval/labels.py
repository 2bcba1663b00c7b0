"""Titles and names, each with the works that bear it, into those that begin in some way.

A label is found from the beginning of any of its words, compared folded. One for each set of tiers
and generation; whether a work may be seen is asked again on every request.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from threading import Lock
from typing import TYPE_CHECKING

from indexer.language.analyser import tokenise
from indexer.records.authorities import Authority, NameForm
from indexer.records.works import Field, Tier, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from indexer.catalogue.snapshot import Snapshot
    from indexer.records.works import Value

_NAMED = (
    Field.AUTHOR,
    Field.PARTNER,
    Field.COUNTRY,
    Field.UNIT,
    Field.ORGANISER,
    Field.FUNDER,
)
FIELDS = frozenset((Field.TITLE, *_NAMED))
"""The fields whose values make labels."""

_COMPARED = 64
"""Characters that decide the order of labels; what is typed beyond is left to who asks."""

_LANGUAGES = frozenset({"vi", "en", "mul"})


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A title or a name as it is written."""

    text: str
    works: tuple[Work, ...]
    """The works that bear it, without their values."""
    record: str = ""
    """The key of the authority record of which it is a name."""
    rank: int = 0
    """Its place among the names of the record, the preferred ones first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a label."""

    label: Label
    word: int
    """Its number among the tokens, from 0."""
    terms: tuple[str, ...]
    """The terms of the label from that word on, with their accents."""


def title_labels(works: Iterable[Work]) -> Iterator[Label]:
    """Yield the titles of ``works``."""
    bearers: defaultdict[str, list[Work]] = defaultdict(list)
    for work in works:
        for text in {value.text for value in work.of(Field.TITLE)}:
            bearers[text].append(replace(work, values=()))
    for text, borne in bearers.items():
        yield Label(text, tuple(borne))


def name_labels(works: Iterable[Work], authorities: Mapping[str, Authority]) -> Iterator[Label]:
    """Yield the names of people and bodies that the values of ``works`` hold.

    Of an authority record every name in the library's languages is a label.
    """
    bearers: defaultdict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in works:
        for one in {_name(value) for field in _NAMED for value in work.of(field)}:
            bearers[one].append(replace(work, values=()))
    for (text, key), borne in bearers.items():
        record = authorities.get(key)
        for rank, name in enumerate(_names(record) if record else (text,)):
            yield Label(name, tuple(borne), key, rank)


def _name(value: Value) -> tuple[str, str]:
    """Return the text and the key of a name; of what has a key, that alone."""
    return ("" if value.authority else value.text, value.authority)


def _names(record: Authority) -> list[str]:
    """Return the names in the library's languages, the preferred ones first."""
    names = [name for name in record.names if name.language in _LANGUAGES]
    order = list(NameForm)
    return [name.text for name in sorted(names, key=lambda name: order.index(name.form))]


class Labels:
    """Labels in the order of their words; nothing changes once it is made."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._labels: list[Label] = []
        self._terms: list[str] = []
        folded: list[str] = []
        for label in labels:
            if tokens := tokenise(label.text):
                self._labels.append(label)
                self._terms.append(" ".join(token.text for token in tokens))
                folded.append(" ".join(token.folded for token in tokens))
        # One text and two arrays of places in it: a hundred thousand titles take few megabytes.
        self._text = "\n".join(folded)
        self._starts = array("L", accumulate((len(one) + 1 for one in folded), initial=0))[:-1]
        inner = (
            start + at + 1
            for start, one in zip(self._starts, folded, strict=True)
            for at, letter in enumerate(one)
            if letter == " "
        )
        self._first = array("L", sorted(self._starts, key=self._compared))
        self._inner = array("L", sorted(inner, key=self._compared))

    def beginning(self, folded: str, most: int) -> Iterator[Place]:
        """Yield the words from which a label goes on as ``folded``, first words first.

        At most ``most`` first words and ``most`` others, in the order of the alphabet; ``folded``
        are tokens with single blanks between, the last one perhaps a beginning.
        """
        prefix = folded[:_COMPARED]
        for places in (self._first, self._inner):
            low = bisect_left(places, prefix, key=lambda at: self._text[at : at + len(prefix)])
            high = bisect_right(
                places, prefix, lo=low, key=lambda at: self._text[at : at + len(prefix)]
            )
            yield from map(self._place, places[low : min(high, low + most)])

    def _compared(self, at: int) -> str:
        return self._text[at : at + _COMPARED]

    def _place(self, at: int) -> Place:
        number = bisect_right(self._starts, at) - 1
        word = self._text.count(" ", self._starts[number], at)
        return Place(self._labels[number], word, tuple(self._terms[number].split(" ")[word:]))


@dataclass(frozen=True, slots=True)
class Catalogued:
    """What the records of the works of some tiers hold to be completed."""

    titles: Labels
    names: Labels


class TierLabels:
    """The labels of each set of tiers, made when first asked for; threads may share it."""

    def __init__(self, snapshot: Snapshot, asked: Iterable[frozenset[Tier]] = ()) -> None:
        """Make those of the tiers ``asked`` at once, so that no reader has to wait for them."""
        self._snapshot = snapshot
        self._lock = Lock()
        self._made = {tiers: self._make(tiers) for tiers in asked}

    def of(self, tiers: frozenset[Tier]) -> Catalogued:
        """Return the labels of all works that ``tiers`` may see on some day.

        Raises :class:`IndexDamaged`.
        """
        with self._lock:
            if tiers not in self._made:
                self._made[tiers] = self._make(tiers)
            return self._made[tiers]

    def asked(self) -> tuple[frozenset[Tier], ...]:
        """Return the sets of tiers that readers have asked for."""
        with self._lock:
            return tuple(self._made)

    def _make(self, tiers: frozenset[Tier]) -> Catalogued:
        works = [one for one in self._snapshot.bare_works(FIELDS) if _ever_seen(one, tiers)]
        keys = {value.authority for work in works for value in work.values if value.authority}
        names = name_labels(works, self._snapshot.authorities(keys))
        return Catalogued(Labels(title_labels(works)), Labels(names))


def _ever_seen(work: Work, tiers: frozenset[Tier]) -> bool:
    return work.tier in tiers or (work.embargo is not None and Tier.RESTRICTED in tiers)
