"""A snapshot into the records that a reader of given tiers may see on a given day.

Whoever asks names the tiers and the day; nothing here has a default for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from cattrs import BaseValidationError

from indexer.catalogue.frozen import FrozenDatabase
from indexer.catalogue.snapshot.layout import APPLICATION_ID, KEYS, VERSION
from indexer.errors.index import IndexDamaged
from indexer.records.authorities import Authority
from indexer.records.files import File
from indexer.records.readable import Holder, Readable
from indexer.records.serial import from_plain
from indexer.records.works import Field, State, Tier, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_T = TypeVar("_T")

_TIER_ON = "CASE WHEN embargo > ? THEN 'restricted' ELSE tier END"
"""As :meth:`Work.tier_on`; dates in ISO form compare as texts, an empty one is the smallest."""

_BATCH = 500
_MOST_NAMED = 5_000
"""Authority records kept once they were read, some kilobytes each."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which works, in which order."""

    condition: str
    order: str
    values: tuple[str, ...] = ()


class Snapshot:
    """A snapshot, opened for reading by any number of threads."""

    def __init__(self, path: Path) -> None:
        """Open a snapshot, as :meth:`open` does."""
        self._path = path
        self._database = FrozenDatabase(path, APPLICATION_ID, VERSION)
        self._named: dict[str, Authority | None] = {}
        """The authority records asked for, most of them on every page, and what is none."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the snapshot at ``path``.

        Raises :class:`IndexMissing`, :class:`IndexVersionWrong`, :class:`IndexDamaged`; all
        methods raise :class:`IndexDamaged` when they come upon damage.
        """
        return cls(path)

    def close(self) -> None:
        """Close the connections of all threads."""
        self._database.close()

    def work(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return a published work, if these tiers may see it on this day."""
        return self.works((work,), tiers, day).get(work)

    def works(self, ids: Iterable[str], tiers: frozenset[Tier], day: date) -> dict[str, Work]:
        """Return those of ``ids`` that these tiers may see on this day, in their order."""
        asked = list(dict.fromkeys(ids))
        rows = self._rows_of("works", "id", asked)
        found = {work.id: work for work in (self._record(row, Work) for row in rows)}
        return {
            work_id: found[work_id]
            for work_id in asked
            if work_id in found and found[work_id].tier_on(day) in tiers
        }

    def children(self, work: str, tiers: frozenset[Tier], day: date) -> tuple[Work, ...]:
        """Return the papers of a volume that these tiers may see, in their order."""
        choice = _Choice("parent = ? AND parent <> ''", "position, id", (work,))
        return self._visible(choice, tiers, day)

    def parent(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return the volume of a paper, if these tiers may see both."""
        paper = self.work(work, tiers, day)
        return self.work(paper.parent, tiers, day) if paper and paper.parent else None

    def recent(self, tiers: frozenset[Tier], day: date, limit: int) -> tuple[Work, ...]:
        """Return the works that came last, newest first."""
        return self._visible(_Choice("1", "created DESC, id"), tiers, day, limit)

    def bare_works(self, ids: Iterable[str], fields: frozenset[Field]) -> Iterator[Work]:
        """Yield works with their values of ``fields`` alone, without evidence and files.

        Of all tiers: whoever keeps them asks :meth:`Work.tier_on` whenever they are shown.
        """
        asked = sorted(ids)
        for start in range(0, len(asked), _BATCH):
            for row in self._rows_of("works", "id", asked[start : start + _BATCH]):
                yield self._bare_work(row, fields)

    def sums(self, table: str) -> dict[str, int]:
        """Return the checksums of the rows of ``works`` or ``authorities``, by id or key."""
        query = f"SELECT {KEYS[table]}, crc FROM {table}"  # noqa: S608 - our own names
        return dict(self._database.rows(query))

    def count(self, tiers: frozenset[Tier], day: date) -> int:
        """Return how many works these tiers may see."""
        places = ", ".join("?" * len(tiers))
        query = f"SELECT count(*) FROM works WHERE {_TIER_ON} IN ({places})"  # noqa: S608 - only places
        ((number,),) = self._database.rows(query, (day.isoformat(), *map(str, tiers)))
        return int(number)

    def file(self, sha256: str, tiers: frozenset[Tier], day: date) -> File | None:
        """Return a file, if these tiers may see every work in it.

        A file with a work that is not published is never returned.
        """
        return self._files((sha256,), tiers, day).get(sha256)

    def readable(self, sha256: str, tiers: frozenset[Tier], day: date) -> Readable | None:
        """Return a file of published works, with those of its works that these tiers may see."""
        rows = self._rows_of("files", "sha256", [sha256])
        if not rows:
            return None
        holders = self._holders(rows[0][2])
        # What the rows say beside the records is covered by their checksums, and read much faster.
        works = self._rows_of("works", "id", list({one.work for one in holders}))
        seen = {row[0] for row in works if _holder(row[1], row[2]).tier_on(day) in tiers}
        return Readable(self._record(rows[0], File), holders, frozenset(seen))

    def files(self, work: str, tiers: frozenset[Tier], day: date) -> tuple[File, ...]:
        """Return the files of a work that these tiers may see, in their order."""
        found = self.work(work, tiers, day)
        hashes = [file.sha256 for file in found.files] if found else []
        return tuple(self._files(hashes, tiers, day).values())

    def authority(self, key: str) -> Authority | None:
        """Return an authority record, or the one it was merged into."""
        return self.authorities((key,)).get(key)

    def authorities(self, keys: Iterable[str]) -> dict[str, Authority]:
        """Return the records of ``keys``, each under the key it was asked by."""
        asked = list(dict.fromkeys(keys))
        kept = self._named
        unknown = [key for key in asked if key not in kept]
        if unknown:
            found = self._read_authorities(unknown)
            # A new table each time: other threads are in the midst of reading the former one.
            kept = {**kept, **{key: found.get(key) for key in unknown}}
            self._named = kept if len(kept) <= _MOST_NAMED else {}
        return {key: record for key in asked if (record := kept[key])}

    def _read_authorities(self, keys: list[str]) -> dict[str, Authority]:
        targets = {key: key for key in keys}
        targets.update({row[0]: row[1] for row in self._rows_of("redirects", "key", keys)})
        rows = self._rows_of("authorities", "key", list(set(targets.values())))
        found = {row[0]: self._record(row, Authority) for row in rows}
        return {key: found[target] for key, target in targets.items() if target in found}

    def all_authorities(self) -> tuple[Authority, ...]:
        """Return all authority records by key."""
        rows = self._rows("SELECT * FROM authorities ORDER BY key", ())
        return tuple(self._record(row, Authority) for row in rows)

    def verify(self) -> None:
        """Read everything there is; raises :class:`IndexDamaged` at the first damage."""
        ((found,),) = self._database.rows("PRAGMA integrity_check(1)")
        if found != "ok":
            raise IndexDamaged(self._path, str(found).splitlines()[0])
        kinds: dict[str, type[Any]] = {"works": Work, "files": File, "authorities": Authority}
        for table, kind in kinds.items():
            for row in self._rows(f"SELECT * FROM {table}", ()):  # noqa: S608 - our own names
                self._record(row, kind)
        self._rows("SELECT * FROM redirects", ())

    def _files(self, hashes: Iterable[str], tiers: frozenset[Tier], day: date) -> dict[str, File]:
        asked = list(dict.fromkeys(hashes))
        rows = {row[0]: row for row in self._rows_of("files", "sha256", asked)}
        return {
            sha256: self._record(rows[sha256], File)
            for sha256 in asked
            if sha256 in rows and self._may_see(rows[sha256][1], tiers, day)
        }

    def _may_see(self, holders: str, tiers: frozenset[Tier], day: date) -> bool:
        return all(
            tier and _holder(tier, embargo).tier_on(day) in tiers
            for tier, embargo in json.loads(holders)
        )

    def _holders(self, ranges: str) -> tuple[Holder, ...]:
        try:
            return tuple(Holder(*one) for one in json.loads(ranges))
        except (ValueError, TypeError) as error:
            raise IndexDamaged(self._path, "no ranges of pages") from error

    def _visible(
        self, choice: _Choice, tiers: frozenset[Tier], day: date, limit: int = -1
    ) -> tuple[Work, ...]:
        places = ", ".join("?" * len(tiers))
        query = (
            f"SELECT * FROM works WHERE {choice.condition} AND {_TIER_ON} IN ({places})"  # noqa: S608 - no text of a user
            f" ORDER BY {choice.order} LIMIT {limit:d}"
        )
        rows = self._rows(query, (*choice.values, day.isoformat(), *map(str, tiers)))
        works = (self._record(row, Work) for row in rows)
        # The columns decided what is read; the record decides what is seen.
        return tuple(work for work in works if work.tier_on(day) in tiers)

    def _rows_of(self, table: str, column: str, keys: list[str]) -> list[tuple[Any, ...]]:
        rows = []
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH]
            places = ", ".join("?" * len(some))
            query = f"SELECT * FROM {table} WHERE {column} IN ({places})"  # noqa: S608 - our own names
            rows += self._rows(query, tuple(some))
        return rows

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        rows = self._database.rows(query, values)
        for row in rows:
            self._database.check_row(row[:-1], row[-1])
        return rows

    def _bare_work(self, row: tuple[Any, ...], fields: frozenset[Field]) -> Work:
        plain = self._plain(row)
        values = [one | {"evidence": None} for one in plain["values"] if one["field"] in fields]
        return self._structure(plain | {"values": values, "files": []}, Work)

    def _record(self, row: tuple[Any, ...], kind: type[_T]) -> _T:
        return self._structure(self._plain(row), kind)

    def _plain(self, row: tuple[Any, ...]) -> dict[str, Any]:
        try:
            plain: dict[str, Any] = json.loads(row[-2])
        except ValueError as error:
            raise IndexDamaged(self._path, "a record is no JSON") from error
        return plain

    def _structure(self, plain: dict[str, Any], kind: type[_T]) -> _T:
        try:
            return from_plain(plain, kind)
        except (ValueError, BaseValidationError) as error:
            raise IndexDamaged(self._path, f"no record of a {kind.__name__}") from error


def _holder(tier: str, embargo: str) -> Work:
    """Return what stands in for a work of a file: it has the rule of tiers and embargoes."""
    until = date.fromisoformat(embargo) if embargo else None
    return Work("", State.PUBLISHED, Tier(tier), embargo=until)
