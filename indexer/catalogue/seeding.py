"""The program's own authority records into a catalogue, once per version of them.

What a librarian changed or merged stays; what a librarian added stays. A record that the
program's list no longer has stays too, since works may point at it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from indexer.catalogue.authorities import Authorities
from indexer.catalogue.authority_rules import join_names
from indexer.catalogue.authority_sheet import read_authorities
from indexer.catalogue.database import upsert
from indexer.catalogue.sources import Sources
from indexer.catalogue.tables import FACTS, SOURCES
from indexer.catalogue.territories import territories, territories_version
from indexer.records.authorities import Authority
from indexer.records.files import SourceKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

SEEDS = Path(__file__).parent / "seeds" / "authorities.csv"

_FACT = "seeds"


def is_planted(connection: Connection) -> bool:
    """Whether the catalogue has the seeds of this program."""
    found = connection.execute(select(FACTS.c.text).where(FACTS.c.name == _FACT)).scalar()
    return found == seeds_version()


def plant(connection: Connection) -> None:
    """Bring the seeds of this program into the catalogue, and the source of single paths."""
    if is_planted(connection):
        return
    Authorities(connection).seed(seed_records())
    paths = SOURCES.c.kind == SourceKind.PATHS.value
    if not connection.execute(select(func.count()).where(paths)).scalar():
        Sources(connection).add(SourceKind.PATHS, b"")
    upsert(connection, FACTS, [{"name": _FACT, "text": seeds_version()}])


@cache
def seeds_version() -> str:
    """Return what changes when the seeds do."""
    content = hashlib.sha256(SEEDS.read_bytes()).hexdigest()
    return f"{content[:16]}, {territories_version()}"


def seed_records() -> tuple[Authority, ...]:
    """Return the seeds: the table of names joined with the territories of CLDR.

    Raises :class:`SheetWrong` when the table is damaged.
    """
    records = {record.key: record for record in territories()}
    for record in read_authorities(SEEDS):
        territory = records.get(record.key)
        names = join_names(territory.names, record.names) if territory else record.names
        records[record.key] = Authority(record.key, record.kind, names, record.parent)
    return tuple(records.values())
