"""Works with their values and files, in and out of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, insert, or_, select, update

from indexer.catalogue.database import batches
from indexer.catalogue.tables import WORK_FILES, WORK_VALUES, WORKS
from indexer.errors.works import WorkUnknown
from indexer.records.identifiers import new_work_id
from indexer.records.works import Evidence, Field, Origin, Role, State, Tier, Value, Work, WorkFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

_STATES = {state.value: state for state in State}
_TIERS = {tier.value: tier for tier in Tier}
_FIELDS = {field.value: field for field in Field}
_ORIGINS = {origin.value: origin for origin in Origin}
_ROLES = {role.value: role for role in Role}

_MANY = 500
"""Works from which on their parts are read with those of all others."""


class Works:
    """The works of the catalogue; purged ones are none, whatever is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def new_id(self) -> str:
        """Return an id that no work has or ever had."""
        while True:
            work_id = new_work_id()
            taken = select(exists().where(WORKS.c.id == work_id))
            if not self._connection.execute(taken).scalar_one():
                return work_id

    def add(self, work: Work) -> Work:
        """Add a work under its id and return it with its moments.

        Its parent and its files are there before. Raises :class:`ValueError` when the id is or
        was another work's.
        """
        return self.add_all((work,))[0]

    def add_all(self, works: Iterable[Work]) -> tuple[Work, ...]:
        """Add many works at once, parents before their papers; as :meth:`add`."""
        now = datetime.now(UTC)
        added = tuple(
            replace(work, created=work.created or now, changed=work.changed or work.created or now)
            for work in works
        )
        ids = [work.id for work in added]
        if len(set(ids)) != len(ids) or self._taken(ids):
            message = f"an id is taken: {ids}"
            raise ValueError(message)
        if added:
            rows = [{**_row(work), "id": work.id, "created": work.created} for work in added]
            self._connection.execute(insert(WORKS), rows)
            self._insert_parts(added)
        return added

    def replace(self, work: Work) -> Work:
        """Store all of a work anew, changed now; when it was created stays.

        Raises :class:`WorkUnknown`.
        """
        changed = replace(work, changed=datetime.now(UTC), created=self.get(work.id).created)
        self._connection.execute(update(WORKS).where(WORKS.c.id == work.id).values(_row(changed)))
        self._delete_parts(work.id)
        self._insert_parts((changed,))
        return changed

    def get(self, work_id: str) -> Work:
        """Return a work.

        Raises :class:`WorkUnknown`.
        """
        found = self._load(WORKS.c.id == work_id)
        if not found:
            raise WorkUnknown(work_id)
        return found[0]

    def get_many(self, ids: Iterable[str]) -> dict[str, Work]:
        """Return those of ``ids`` that are works."""
        some = (self._load(WORKS.c.id.in_(batch)) for batch in batches(set(ids)))
        return {work.id: work for works in some for work in works}

    def all(self, states: Collection[State] | None = None) -> tuple[Work, ...]:
        """Return the works in ``states``, in every state if none are named, by id."""
        if states is None:
            return self._load()
        return self._load(WORKS.c.state.in_([state.value for state in states]))

    def without_values(self) -> tuple[Work, ...]:
        """Return all works by id with their files, but no values, which are most of them."""
        return self._load(values=False)

    def ids(self, *states: State) -> frozenset[str]:
        """Return the ids of all works in ``states``."""
        wanted = (WORKS.c.purged.is_(False), WORKS.c.state.in_([one.value for one in states]))
        return frozenset(self._connection.execute(select(WORKS.c.id).where(*wanted)).scalars())

    def count_public(self, today: date) -> int:
        """Return how many works everybody may find today."""
        states = (WORKS.c.purged.is_(False), WORKS.c.state == State.PUBLISHED.value)
        free = or_(WORKS.c.embargo.is_(None), WORKS.c.embargo <= today)
        counted = select(func.count()).where(*states, WORKS.c.tier == Tier.PUBLIC.value, free)
        return int(self._connection.execute(counted).scalar_one())

    def tombstones(self) -> frozenset[str]:
        """Return the ids of the works that were erased."""
        gone = select(WORKS.c.id).where(WORKS.c.purged.is_(True))
        return frozenset(self._connection.execute(gone).scalars())

    def of_file(self, sha256: str) -> tuple[Work, ...]:
        """Return the works, in any state, that a file or a part of it belongs to."""
        return self._load(
            WORKS.c.id.in_(select(WORK_FILES.c.work).where(WORK_FILES.c.sha256 == sha256))
        )

    def children(self, work_id: str) -> tuple[Work, ...]:
        """Return the papers of a volume, in any state, in their order."""
        found = self._load(WORKS.c.parent == work_id)
        return tuple(sorted(found, key=lambda work: (work.position, work.id)))

    def set_state(self, work_id: str, state: State) -> None:
        """Publish, withdraw, delete or bring back a work; nothing of it is lost.

        Raises :class:`WorkUnknown`.
        """
        self._change(work_id, state=state.value)

    def set_values(
        self, work_id: str, values: Iterable[Value], origins: Collection[Origin]
    ) -> None:
        """Put ``values`` in the place of all values of ``origins``; the others stay.

        Raises :class:`WorkUnknown`, and :class:`ValueError` for a value of another origin.
        """
        new = tuple(values)
        if any(value.origin not in origins for value in new):
            message = f"a value is of none of the origins {sorted(origins)}"
            raise ValueError(message)
        work = self.get(work_id)
        kept = tuple(value for value in work.values if value.origin not in origins)
        if work.values == kept + new:
            return
        self._change(work_id)
        self._connection.execute(delete(WORK_VALUES).where(WORK_VALUES.c.work == work_id))
        self._insert_values((replace(work, values=kept + new),))

    def purge(self, work_id: str) -> tuple[str, ...]:
        """Erase a work but for its id, which is never given again; its papers become single works.

        Returns the hashes of its files that are no other work's now: what was kept of them
        (original, texts, row) is for the caller to remove. Raises :class:`WorkUnknown`.
        """
        work = self.get(work_id)
        self._delete_parts(work_id)
        self._connection.execute(
            update(WORKS).where(WORKS.c.parent == work_id).values(parent=None, position=0)
        )
        self._change(
            work_id, state=State.DELETED.value, parent=None, position=0, embargo=None, purged=True
        )
        hashes = dict.fromkeys(file.sha256 for file in work.files)
        used = select(WORK_FILES.c.sha256).where(WORK_FILES.c.sha256.in_(list(hashes)))
        return tuple(sorted(hashes.keys() - set(self._connection.execute(used).scalars())))

    def _change(self, work_id: str, **columns: object) -> None:
        living = WORKS.c.purged.is_(False)
        statement = update(WORKS).where(WORKS.c.id == work_id, living)
        result = self._connection.execute(statement.values(changed=datetime.now(UTC), **columns))
        if result.rowcount != 1:
            raise WorkUnknown(work_id)

    def _taken(self, ids: list[str]) -> bool:
        return any(
            self._connection.execute(select(exists().where(WORKS.c.id.in_(some)))).scalar_one()
            for some in batches(ids)
        )

    def _delete_parts(self, work_id: str) -> None:
        for table in (WORK_FILES, WORK_VALUES):
            self._connection.execute(delete(table).where(table.c.work == work_id))

    def _insert_parts(self, works: Iterable[Work]) -> None:
        files = [
            {**_file_row(file), "work": work.id, "position": position}
            for work in works
            for position, file in enumerate(work.files)
        ]
        if files:
            self._connection.execute(insert(WORK_FILES), files)
        self._insert_values(works)

    def _insert_values(self, works: Iterable[Work]) -> None:
        values = [
            {**_value_row(value), "work": work.id, "position": position}
            for work in works
            for position, value in enumerate(work.values)
        ]
        if values:
            self._connection.execute(insert(WORK_VALUES), values)

    def _load(self, *wanted: ColumnElement[bool], values: bool = True) -> tuple[Work, ...]:
        """Return works in three statements, however many there are."""
        conditions = (WORKS.c.purged.is_(False), *wanted)
        rows = self._connection.execute(select(WORKS).where(*conditions).order_by("id")).all()
        if not rows:
            return ()
        ids = [row.id for row in rows]
        files: dict[str, list[WorkFile]] = defaultdict(list)
        for row in self._rows(_parts(WORK_FILES, ids)):
            files[row[0]].append(_work_file(row))
        held: dict[str, list[Value]] = defaultdict(list)
        for row in self._rows(_parts(WORK_VALUES, ids)) if values else ():
            held[row[0]].append(_value(row))
        return tuple(_work(row, tuple(files[row.id]), tuple(held[row.id])) for row in rows)

    def _rows(self, statement: Select[Any]) -> Iterator[Row[Any]]:
        """Yield rows that are fetched some at once, which takes half the time of single ones."""
        for some in self._connection.execute(statement).partitions(_MANY):
            yield from some


def _parts(table: Table, ids: list[str]) -> Select[Any]:
    """Return the statement for the files or values of some works, or of all where they are many.

    No join: before its statistics are gathered, PostgreSQL takes half a minute for it.
    """
    statement = select(table).order_by(table.c.work, table.c.position)
    return statement if len(ids) > _MANY else statement.where(table.c.work.in_(ids))


def _row(work: Work) -> dict[str, Any]:
    return {
        "state": work.state.value,
        "tier": work.tier.value,
        "parent": work.parent or None,
        "position": work.position,
        "embargo": work.embargo,
        "changed": work.changed,
        "purged": False,
    }


def _file_row(file: WorkFile) -> dict[str, Any]:
    return {
        "sha256": file.sha256,
        "role": file.role.value,
        "language": file.language,
        "version": file.version,
        "first_page": file.first_page,
        "last_page": file.last_page,
    }


def _value_row(value: Value) -> dict[str, Any]:
    evidence = value.evidence
    return {
        "field": value.field.value,
        "text": value.text,
        "origin": value.origin.value,
        "language": value.language,
        "form": value.form,
        "authority": value.authority,
        "evidence_sha256": evidence.sha256 if evidence else None,
        "evidence_page": evidence.page if evidence else None,
        "evidence_words": evidence.words if evidence else None,
    }


def _work(row: Sequence[Any], files: tuple[WorkFile, ...], values: tuple[Value, ...]) -> Work:
    work_id, state, tier, parent, position, embargo, created, changed, _purged = row
    return Work(
        work_id,
        _STATES[state],
        _TIERS[tier],
        files,
        values,
        parent or "",
        position,
        embargo,
        created,
        changed,
    )


def _work_file(row: Sequence[Any]) -> WorkFile:
    _work, _place, sha256, role, language, version, first_page, last_page = row
    return WorkFile(sha256, _ROLES[role], language, version, first_page, last_page)


def _value(row: Sequence[Any]) -> Value:
    # Unpacked by place: a library has a hundred thousand of these rows.
    _, _, field, text, origin, language, form, authority, sha256, page, words = row
    evidence = None if sha256 is None else Evidence(sha256, page, words)
    return Value(_FIELDS[field], text, _ORIGINS[origin], language, form, authority, evidence)
