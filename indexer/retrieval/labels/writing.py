"""A snapshot into the file of its labels; what stands in a former file still is taken over."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, TypeVar

from indexer.catalogue.atomic import refusals, sync_directory
from indexer.catalogue.frozen import with_checksum
from indexer.errors.places import DiskFull
from indexer.language.analyser import tokenise
from indexer.records.works import Tier
from indexer.retrieval.labels.bearing import FIELDS, Entity, entities_of, texts_of
from indexer.retrieval.labels.layout import (
    APPLICATION_ID,
    COMPARED,
    SCHEMA,
    VERSION,
    LabelKind,
    shelf_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.language.analyser import Token
    from indexer.records.authorities import Authority
    from indexer.records.works import Field, Work

_T = TypeVar("_T")

_BATCH = 500

_CACHE = 64 << 10
"""KiB: places come in no order, and a page that has to be written and read again costs dear."""


class Source(Protocol):
    """What labels are made of; a snapshot is one."""

    def sums(self, table: str) -> Mapping[str, int]:
        """Return the checksums of the rows of ``works`` or ``authorities``, by id or key."""

    def bare_works(self, ids: Iterable[str], fields: frozenset[Field]) -> Iterable[Work]:
        """Yield works of every tier, with their values of some fields."""

    def authorities(self, keys: Iterable[str]) -> Mapping[str, Authority]:
        """Return the records of keys, each under the key it was asked by."""


def write_labels(source: Source, path: Path, former: Path | None = None) -> None:
    """Write the labels of ``source`` to ``path``, whole or not at all.

    A ``former`` file that cannot be read counts as none. Raises :class:`DiskFull` and
    :class:`DirectoryUnreadable`.
    """
    with refusals(path), TemporaryDirectory(dir=path.parent, prefix=".") as directory:
        aside = Path(directory) / path.name
        if former is None or not _take_over(source, former, aside):
            try:
                _make(source, aside)
            except sqlite3.OperationalError as error:
                raise DiskFull(path, str(error)) from error
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
        sync_directory(path.parent)


def _take_over(source: Source, former: Path, aside: Path) -> bool:
    """Bring a copy of ``former`` up to date; tell whether that could be done."""
    try:
        shutil.copyfile(former, aside)
        with closing(_connect(aside)) as database:
            found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in _HEADER]
            if found == list(_HEADER.values()):
                _Update(database, source).run()
                return True
    except (FileNotFoundError, sqlite3.DatabaseError, UnicodeDecodeError):
        pass
    with suppress(FileNotFoundError):
        aside.unlink()
    return False


_HEADER = {"application_id": APPLICATION_ID, "user_version": VERSION}


def _make(source: Source, aside: Path) -> None:
    with closing(_connect(aside)) as database:
        for name, number in _HEADER.items():
            database.execute(f"PRAGMA {name} = {number}")
        database.executescript(SCHEMA)
        _Update(database, source).run()


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    # Whether it came through whole is for the fsync of the finished file.
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute(f"PRAGMA cache_size = -{_CACHE}")
    return database


@dataclass(frozen=True, slots=True)
class _Changed:
    """The keys of rows that are other ones now."""

    stale: frozenset[str]
    """Known and gone or different."""
    fresh: frozenset[str]
    """New or different."""


class _Update:
    """A file of labels brought in line with a snapshot."""

    def __init__(self, database: sqlite3.Connection, source: Source) -> None:
        self._database = database
        self._source = source
        self._touched: set[int] = set()
        """Entities whose bearers or records have changed."""

    def run(self) -> None:
        """Change what has to be changed, and nothing else."""
        self._database.execute("BEGIN")
        works = self._compare("works")
        self._forget(works.stale)
        self._bear(works.fresh)
        records = self._compare("authorities")
        self._touch("entities", "id", "record", records.stale | records.fresh)
        for some in _batches(sorted(self._touched)):
            self._label(some)
        self._database.execute("COMMIT")

    def _compare(self, table: str) -> _Changed:
        sums = self._source.sums(table)
        query = "SELECT key, crc FROM sums WHERE source = ?"
        known = dict(self._database.execute(query, (table,)))
        changed = _Changed(
            frozenset(key for key, crc in known.items() if sums.get(key) != crc),
            frozenset(key for key, crc in sums.items() if known.get(key) != crc),
        )
        gone = ((table, key) for key in changed.stale)
        self._database.executemany("DELETE FROM sums WHERE source = ? AND key = ?", gone)
        new = ((table, key, sums[key]) for key in changed.fresh)
        self._database.executemany("INSERT INTO sums VALUES (?, ?, ?)", new)
        return changed

    def _touch(self, table: str, entity: str, column: str, keys: Iterable[str]) -> None:
        for some in _batches(sorted(keys)):
            places = ", ".join("?" * len(some))
            query = f"SELECT {entity} FROM {table} WHERE {column} IN ({places})"  # noqa: S608 - our own names
            self._touched.update(one for (one,) in self._database.execute(query, some))

    def _forget(self, works: frozenset[str]) -> None:
        self._touch("bearers", "entity", "work", works)
        keys = ((work,) for work in works)
        self._database.executemany("DELETE FROM bearers WHERE work = ?", keys)

    def _bear(self, ids: frozenset[str]) -> None:
        for works in _batches(self._source.bare_works(ids, FIELDS)):
            borne = [(work, entities_of(work)) for work in works]
            numbers = self._number(sorted(set().union(*(some for _, some in borne))))
            self._touched.update(numbers.values())
            rows = ((numbers[one], *_bearer(work)) for work, some in borne for one in some)
            self._database.executemany("INSERT INTO bearers VALUES (?, ?, ?, ?)", rows)

    def _number(self, entities: list[Entity]) -> dict[Entity, int]:
        """Return the numbers of entities, new ones for those that were not there."""
        rows = [(one.kind, one.record, one.text) for one in entities]
        insert = "INSERT OR IGNORE INTO entities (kind, record, text) VALUES (?, ?, ?)"
        self._database.executemany(insert, rows)
        query = "SELECT id FROM entities WHERE kind = ? AND record = ? AND text = ?"
        numbers = (self._database.execute(query, row).fetchone()[0] for row in rows)
        return dict(zip(entities, numbers, strict=True))

    def _label(self, numbers: list[int]) -> None:
        places = ", ".join("?" * len(numbers))
        query = f"SELECT id, kind, record, text FROM entities WHERE id IN ({places})"  # noqa: S608 - numbers of ours
        rows = self._database.execute(query, numbers).fetchall()
        entities = {row[0]: Entity(LabelKind(row[1]), row[2], row[3]) for row in rows}
        keys = {entity.record for entity in entities.values() if entity.record}
        records = self._source.authorities(keys)
        for number, entity in entities.items():
            self._label_one(number, entity, texts_of(entity, records))

    def _label_one(self, number: int, entity: Entity, texts: list[str]) -> None:
        query = "SELECT DISTINCT tier, embargo <> '' FROM bearers WHERE entity = ?"
        borne = self._database.execute(query, (number,)).fetchall()
        shelves = ";".join(sorted(shelf_of(Tier(one[0]), embargoed=one[1]) for one in borne))
        wanted = [(rank, text, shelves) for rank, text in enumerate(texts) if shelves]
        query = "SELECT rank, text, shelves, id FROM labels WHERE entity = ? ORDER BY rank"
        present = self._database.execute(query, (number,)).fetchall()
        if wanted != [row[:3] for row in present]:
            for _, text, stood, label in present:
                self._unplace(entity.kind, label, text, stood)
            self._database.execute("DELETE FROM labels WHERE entity = ?", (number,))
            for rank, text, _ in wanted:
                self._place(number, entity, rank, text, shelves)
        if not shelves:
            self._database.execute("DELETE FROM entities WHERE id = ?", (number,))

    def _place(self, number: int, entity: Entity, rank: int, text: str, shelves: str) -> None:
        tokens = tokenise(text)
        if not tokens:
            return
        terms = " ".join(token.text for token in tokens)
        columns = with_checksum(number, entity.record, rank, text, terms)
        row = (*columns[:-1], shelves, columns[-1])
        insert = "INSERT INTO labels (entity, record, rank, text, terms, shelves, crc)"
        cursor = self._database.execute(f"{insert} VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        label = int(cursor.lastrowid or 0)
        places = _places(entity.kind, label, tokens, shelves)
        self._database.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", places)

    def _unplace(self, kind: LabelKind, label: int, text: str, shelves: str) -> None:
        columns = ("shelf", "kind", "inner", "folded", "label", "word")
        condition = " AND ".join(f"{column} = ?" for column in columns)
        places = _places(kind, label, tokenise(text), shelves)
        self._database.executemany(f"DELETE FROM places WHERE {condition}", places)  # noqa: S608 - our own names


def _places(
    kind: LabelKind, label: int, tokens: Sequence[Token], shelves: str
) -> Iterator[tuple[str, int, int, str, int, int]]:
    folded = [token.folded for token in tokens]
    for word in range(len(folded)):
        rest = " ".join(folded[word:])[:COMPARED]
        for shelf in shelves.split(";"):
            yield shelf, kind, int(word > 0), rest, label, word


def _bearer(work: Work) -> tuple[str, str, str]:
    return work.id, work.tier.value, work.embargo.isoformat() if work.embargo else ""


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while some := list(islice(rest, _BATCH)):
        yield some
