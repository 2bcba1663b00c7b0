"""What is learnt from works: who states which acronym where, and words that go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from indexer.records.works import Tier
from indexer.retrieval.learning.acronyms import Stated, find_acronyms
from indexer.retrieval.learning.associations import Association

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine.blocks import Block, Passage

LESSONS_VERSION = "1"
"""Changes when the lessons of the same pages would."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A statement in a work, with the first page it stands on."""

    stated: Stated
    work: str
    sha256: str
    """Empty when it stands in the record alone."""
    page: int
    count: int
    """How often the work says it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may read a work."""

    tier: Tier
    embargo: date | None = None

    def tier_on(self, day: date) -> Tier:
        """Return the tier that holds on ``day``, as :meth:`Work.tier_on`."""
        return Tier.RESTRICTED if self.embargo is not None and day < self.embargo else self.tier


@dataclass(frozen=True, slots=True)
class Associated:
    """The associations that works of one tier teach."""

    tier: Tier
    taught_by: str
    """A digest of the titles and abstracts: the same ones teach the same."""
    associations: tuple[Association, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that a generation has learnt."""

    holders: Mapping[str, Holder] = field(default_factory=dict)
    """Every work of the generation."""
    sightings: tuple[Sighting, ...] = ()
    associated: tuple[Associated, ...] = ()


def learn_acronyms(block: Block) -> tuple[Sighting, ...]:
    """Return what the passages of a work state, each acronym with each name once."""
    places: dict[Stated, Passage] = {}
    counts: Counter[Stated] = Counter()
    for passage in block.passages:
        for stated in find_acronyms(passage.text):
            # The head repeats what stands on a page: the page is the better evidence.
            if stated not in places or (passage.sha256 and not places[stated].sha256):
                places[stated] = passage
            counts[stated] += 1
    return tuple(
        Sighting(stated, block.work, place.sha256, place.page, counts[stated])
        for stated, place in places.items()
    )


def by_statement(sightings: Iterable[Sighting]) -> dict[Stated, list[Sighting]]:
    """Return the sightings of each statement, in their order."""
    found: dict[Stated, list[Sighting]] = {}
    for one in sightings:
        found.setdefault(one.stated, []).append(one)
    return found
