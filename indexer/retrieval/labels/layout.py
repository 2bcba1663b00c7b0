"""The tables of a file of labels, and the shelves on which they stand by tier."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from indexer.records.works import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable

LABELS_NAME = "labels.sqlite"
"""What the file is called within a generation."""

APPLICATION_ID = 0x6B796C31
"""In the header of the file: these are labels."""

VERSION = 1
"""In the header as well; changes with the tables and with what makes a label."""

COMPARED = 32
"""Characters of a place; what is typed beyond is left to who asks."""

SCHEMA = """
CREATE TABLE sums (
    source TEXT NOT NULL, key TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE TABLE entities (
    id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, record TEXT NOT NULL, text TEXT NOT NULL,
    UNIQUE (kind, record, text)
);
CREATE TABLE bearers (
    entity INTEGER NOT NULL, work TEXT NOT NULL, tier TEXT NOT NULL, embargo TEXT NOT NULL,
    PRIMARY KEY (entity, work)
) WITHOUT ROWID;
CREATE INDEX bearers_work ON bearers (work);
CREATE TABLE labels (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, record TEXT NOT NULL, rank INTEGER NOT NULL,
    text TEXT NOT NULL, terms TEXT NOT NULL, shelves TEXT NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX labels_entity ON labels (entity);
CREATE TABLE places (
    shelf TEXT NOT NULL, kind INTEGER NOT NULL, inner INTEGER NOT NULL, folded TEXT NOT NULL,
    label INTEGER NOT NULL, word INTEGER NOT NULL,
    PRIMARY KEY (shelf, kind, inner, folded, label, word)
) WITHOUT ROWID;
"""
"""``sums`` are the checksums of the snapshot's rows of which the labels were made: by them a later
file is made from this one. An entity is what works bear: a title, a name, or a record with all its
names, each of which is a label. A place is a word of a label (``inner`` for all but the first),
with what follows it, once for each shelf."""


class LabelKind(IntEnum):
    """What a label is."""

    TITLE = 0
    NAME = 1


def shelf_of(tier: Tier, *, embargoed: bool) -> str:
    """Return where the labels of a work stand.

    Those under an embargo stand apart, so that none of them takes up the room of others.
    """
    return f"{tier}, embargoed" if embargoed else tier.value


def shelves_of(tiers: Iterable[Tier]) -> tuple[str, ...]:
    """Return where all stands that ``tiers`` may see on some day."""
    tiers = frozenset(tiers)
    later = Tier if Tier.RESTRICTED in tiers else sorted(tiers)
    open_now = [shelf_of(tier, embargoed=False) for tier in sorted(tiers)]
    return (*open_now, *(shelf_of(tier, embargoed=True) for tier in later))
