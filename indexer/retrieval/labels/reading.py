"""A file of labels into the titles and names that begin in some way, for one reader.

A label is found from the beginning of any of its words, compared folded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from indexer.catalogue.frozen import FrozenDatabase
from indexer.records.works import Tier
from indexer.retrieval.labels.layout import APPLICATION_ID, COMPARED, VERSION, LabelKind, shelves_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_COUNTED = 500

_BEHIND_ALL = "\U0010ffff"

_PLACES = """
SELECT places.folded, places.label, places.word,
       labels.entity, labels.record, labels.rank, labels.text, labels.terms, labels.crc
FROM places JOIN labels ON labels.id = places.label
WHERE shelf = ? AND kind = ? AND inner = ? AND folded >= ? AND folded < ?
ORDER BY folded, label, word LIMIT ?
"""

_BEARERS = """
SELECT count(*), min(work) FROM (
    SELECT work FROM bearers
    WHERE entity = ? AND work NOT IN (SELECT value FROM json_each(?))
    AND CASE WHEN embargo > ? THEN 'restricted' ELSE tier END IN (SELECT value FROM json_each(?))
    LIMIT ?
)
"""
"""As :meth:`Work.tier_on`; dates in ISO form compare as texts, an empty one is the smallest."""


@dataclass(frozen=True, slots=True)
class Label:
    """A title or a name as it is written."""

    entity: int
    """What it is a name of: what has several names is one."""
    record: str
    """The key of the authority record of which it is a name."""
    rank: int
    """Its place among the names of the record, the preferred ones first."""
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a label."""

    label: Label
    word: int
    """Its number among the tokens, from 0."""
    terms: tuple[str, ...]
    """The terms of the label from that word on, with their accents."""


@dataclass(frozen=True, slots=True)
class Borne:
    """The works that bear a label and may be seen."""

    works: int
    """How many they are, 500 at most: what is more frequent is told apart by nobody."""
    work: str
    """One of them."""


def open_labels(path: Path) -> FrozenDatabase:
    """Open a file of labels.

    Raises :class:`IndexMissing`, :class:`IndexVersionWrong`, :class:`IndexDamaged`.
    """
    return FrozenDatabase(path, APPLICATION_ID, VERSION)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one generation, for one reader; all methods raise :class:`IndexDamaged`."""

    database: FrozenDatabase | None
    """None where an earlier program wrote the generation: then there are no labels."""
    tiers: frozenset[Tier]
    day: date
    withdrawn: frozenset[str]

    def beginning(self, kind: LabelKind, folded: str, most: int) -> Iterator[Place]:
        """Yield the words from which a label goes on as ``folded``, first words first.

        At most ``most`` first words and ``most`` others of each shelf, in the order of the
        alphabet; ``folded`` are tokens with single blanks between, the last one perhaps a
        beginning. Whether anybody who may be seen bears it is told by :meth:`borne`.
        """
        prefix = folded[:COMPARED]
        for inner in (False, True):
            found: set[tuple[Any, ...]] = set()
            for shelf in shelves_of(self.tiers):
                values = (shelf, kind, inner, prefix, prefix + _BEHIND_ALL, most)
                found.update(self.database.rows(_PLACES, values) if self.database else ())
            yield from map(self._place, sorted(found))

    def borne(self, label: Label) -> Borne | None:
        """Return the works that bear what ``label`` names, if any of them may be seen."""
        if self.database is None:
            return None
        hidden, tiers = json.dumps(sorted(self.withdrawn)), json.dumps(sorted(self.tiers))
        values = (label.entity, hidden, self.day.isoformat(), tiers, _MOST_COUNTED)
        ((works, work),) = self.database.rows(_BEARERS, values)
        return Borne(works, work) if works else None

    def _place(self, row: tuple[Any, ...]) -> Place:
        _, _, word, *columns, crc = row
        entity, record, rank, text, terms = columns
        if self.database:
            self.database.check_row(tuple(columns), crc)
        return Place(Label(entity, record, rank, text), word, tuple(terms.split(" ")[word:]))
