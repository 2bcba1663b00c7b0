"""Where documents come from, and which files were seen there, in and out of the catalogue."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from indexer.catalogue.database import batches, upsert
from indexer.catalogue.tables import SIGHTINGS, SOURCES
from indexer.records.files import Sighting, Source, SourceKind
from indexer.records.works import Intake, Kind, State, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

_DEFAULT = Intake()


class Sources:
    """The registered sources and their sightings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kind: SourceKind, path: bytes, intake: Intake = _DEFAULT) -> Source:
        """Register the source at ``path``; one that is registered already is returned as it is.

        Whether it overlaps with another one is for the caller to judge.
        """
        found = self.by_path(path)
        if found is not None:
            return found
        added = datetime.now(UTC)
        row = {"kind": kind.value, "path": path, "added": added, **_intake_columns(intake)}
        made = self._connection.execute(insert(SOURCES).values(row)).inserted_primary_key
        if made is None:
            message = "the database gave no number to a new source"
            raise RuntimeError(message)
        return Source(made[0], kind, path, added, intake)

    def all(self) -> tuple[Source, ...]:
        """Return all sources in the order they were added."""
        return tuple(map(_source, self._connection.execute(select(SOURCES).order_by("id"))))

    def by_path(self, path: bytes) -> Source | None:
        """Return the source with this very path, None if it is not registered."""
        row = self._connection.execute(select(SOURCES).where(SOURCES.c.path == path)).first()
        return _source(row) if row else None

    def paths_source(self) -> Source:
        """Return the one source of files that were added singly; every catalogue has it."""
        wanted = SOURCES.c.kind == SourceKind.PATHS.value
        return _source(self._connection.execute(select(SOURCES).where(wanted)).one())

    def remove(self, source_id: int) -> None:
        """Forget a folder and what was seen there; its files and works stay."""
        wanted = (SOURCES.c.id == source_id) & (SOURCES.c.kind != SourceKind.PATHS.value)
        self._connection.execute(delete(SOURCES).where(wanted))

    def sightings(self, source_id: int) -> tuple[Sighting, ...]:
        """Return all sightings of a source by path, the vanished ones too."""
        return self._sightings(SIGHTINGS.c.source == source_id)

    def sightings_below(self, source_id: int, roots: Iterable[bytes]) -> tuple[Sighting, ...]:
        """Return the sightings at ``roots`` and below them, the vanished ones too."""
        found: dict[bytes, Sighting] = {}
        for root in roots:
            # Paths below it sort from "root/" to before "root0", the byte after "/".
            stem = root.rstrip(b"/")
            below = (SIGHTINGS.c.path > stem + b"/") & (SIGHTINGS.c.path < stem + b"0")
            some = self._sightings(
                (SIGHTINGS.c.source == source_id) & ((SIGHTINGS.c.path == root) | below)
            )
            found |= {one.path: one for one in some}
        return tuple(found[path] for path in sorted(found))

    def sightings_of(self, sha256: str) -> tuple[Sighting, ...]:
        """Return all sightings of a file, the vanished ones too."""
        return self._sightings(SIGHTINGS.c.sha256 == sha256)

    def record(self, *sightings: Sighting) -> None:
        """Store sightings, each in the place of what was seen before at its source and path.

        The moment when something was first seen there stays.
        """
        # The last sighting of a path wins; one statement may not meet a row twice.
        rows: dict[tuple[int, bytes], dict[str, Any]] = {}
        for one in sightings:
            rows[one.source, one.path] = _sighting_row(one)
        upsert(self._connection, SIGHTINGS, list(rows.values()), keep=frozenset({"first_seen"}))

    def vanish(self, source_id: int, paths: Iterable[bytes], when: datetime) -> None:
        """Note that nothing is at ``paths`` any more; what vanished before keeps its moment."""
        for hashes in batches(map(_hash, paths)):
            wanted = (SIGHTINGS.c.source == source_id) & SIGHTINGS.c.path_hash.in_(hashes)
            statement = update(SIGHTINGS).where(wanted, SIGHTINGS.c.vanished.is_(None))
            self._connection.execute(statement.values(vanished=when))

    def _sightings(self, wanted: Any) -> tuple[Sighting, ...]:  # noqa: ANN401 - SQLAlchemy's own type is as wide
        found = map(_sighting, self._connection.execute(select(SIGHTINGS).where(wanted)))
        return tuple(sorted(found, key=lambda sighting: (sighting.source, sighting.path)))


def _source(row: Row[Any]) -> Source:
    return Source(row.id, SourceKind(row.kind), row.path, row.added, _intake(row))


def _sighting(row: Row[Any]) -> Sighting:
    return Sighting(
        row.source,
        row.path,
        row.size,
        row.modified_ns,
        row.sha256,
        row.first_seen,
        row.last_seen,
        row.vanished,
        _intake(row),
    )


def _sighting_row(sighting: Sighting) -> dict[str, Any]:
    return {
        "source": sighting.source,
        "path_hash": _hash(sighting.path),
        "path": sighting.path,
        "size": sighting.size,
        "modified_ns": sighting.modified_ns,
        "sha256": sighting.sha256,
        "first_seen": sighting.first_seen,
        "last_seen": sighting.last_seen,
        "vanished": sighting.vanished,
        **_intake_columns(sighting.intake),
    }


def _intake(row: Row[Any]) -> Intake:
    kind = Kind(row.work_kind) if row.work_kind else None
    return Intake(Tier(row.tier), State(row.state), kind)


def _intake_columns(intake: Intake) -> dict[str, str | None]:
    kind = intake.kind.value if intake.kind else None
    return {"tier": intake.tier.value, "state": intake.state.value, "work_kind": kind}


def _hash(path: bytes) -> str:
    return hashlib.blake2b(path, digest_size=16).hexdigest()
