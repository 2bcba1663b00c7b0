"""What pages state, and the records of works, into what a generation has learnt.

The lessons of works that are taken over come from the former generation: nothing is read again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.records.serial import digest
from indexer.records.works import Field, Tier
from indexer.retrieval.learning.associations import (
    ASSOCIATIONS_VERSION,
    Parallel,
    associate,
)
from indexer.retrieval.learning.lessons import (
    Associated,
    Holder,
    Lessons,
    Sighting,
)
from indexer.retrieval.word_list import read_word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from indexer.build.blocks import Outline
    from indexer.language.analyser import Analyser
    from indexer.records.works import Work

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_ALIKE = 2.5
"""Of two texts that say the same, the longer has so many times the words at most."""


class Learner:
    """What one generation learns."""

    def __init__(self, wanted: Sequence[Outline], former: Lessons, kept: frozenset[str]) -> None:
        self._works = [one.work for one in wanted]
        self._former = {one.tier: one for one in former.associated}
        self._sightings = [one for one in former.sightings if one.work in kept]

    def learn(self, sightings: Iterable[Sighting]) -> None:
        """Take what works that are indexed anew state."""
        self._sightings += sightings

    def lessons(self, analyser: Analyser, today: date) -> Lessons:
        """Return everything learnt; ``analyser`` cuts the titles if any of them is new."""
        parallels: defaultdict[Tier, list[Parallel]] = defaultdict(list)
        for work in sorted(self._works, key=lambda one: one.id):
            parallels[work.tier_on(today)] += find_parallels(work)
        associated = (self._associate(tier, parallels[tier], analyser) for tier in Tier)
        return Lessons(self._holders(), tuple(self._sightings), tuple(associated))

    def lessons_by_day(self) -> Lessons:
        """Return everything learnt, but no new associations.

        The titles of all works would be needed for them; a night has these.
        """
        holders = self._holders()
        associated = (_held(one, holders) for one in self._former.values())
        return Lessons(holders, tuple(self._sightings), tuple(associated))

    def _holders(self) -> dict[str, Holder]:
        return {work.id: Holder(work.tier, work.embargo) for work in self._works}

    def _associate(self, tier: Tier, parallels: list[Parallel], analyser: Analyser) -> Associated:
        taught_by = digest((ASSOCIATIONS_VERSION, parallels))
        former = self._former.get(tier)
        if former is not None and former.taught_by == taught_by:
            return former

        def words(text: str) -> tuple[str, ...]:
            return analyser.analyse(text).words

        return Associated(tier, taught_by, tuple(associate(parallels, words, read_word_list())))


def _held(taught: Associated, holders: Mapping[str, Holder]) -> Associated:
    """Return what ``holders`` teach of what was taught."""
    left = (
        replace(one, works=tuple(work for work in one.works if work in holders))
        for one in taught.associations
    )
    return replace(taught, associations=tuple(left))


def find_parallels(work: Work) -> Iterator[Parallel]:
    """Yield the titles, abstracts and keywords that a work has in both languages.

    An abstract is taken sentence by sentence, if both have as many.
    """
    for field in (Field.TITLE, Field.ABSTRACT, Field.KEYWORD):
        joint = "; " if field is Field.KEYWORD else " "
        texts = {
            language: joint.join(
                value.text
                for value in work.values
                if (value.field, value.language) == (field, language)
            )
            for language in ("en", "vi")
        }
        for english, vietnamese in _sentences(texts["en"], texts["vi"]):
            if _may_say_the_same(english, vietnamese):
                yield Parallel(work.id, english, vietnamese)


def _sentences(english: str, vietnamese: str) -> Iterator[tuple[str, str]]:
    left, right = _SENTENCE.split(english), _SENTENCE.split(vietnamese)
    if len(left) == len(right):
        yield from zip(left, right, strict=True)


def _may_say_the_same(english: str, vietnamese: str) -> bool:
    left, right = len(english.split()), len(vietnamese.split())
    return 0 < left <= _ALIKE * right and right <= _ALIKE * left
