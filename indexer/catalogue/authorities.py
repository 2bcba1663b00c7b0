"""Authority records with their names, in and out of the catalogue, found by any of their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from indexer.catalogue.authority_rules import check, join_names
from indexer.catalogue.database import batches
from indexer.catalogue.tables import AUTHORITIES, AUTHORITY_NAMES, WORK_VALUES, WORKS
from indexer.errors.catalogue import AuthorityUnknown, AuthorityWrong
from indexer.language.fold import fold
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection, Row


def fold_name(name: str) -> str:
    """Return the form under which a name is found: folded, single spaces."""
    return " ".join(fold(name).split())


class Authorities:
    """The authority records of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> Authority:
        """Return a record, or the one it was merged into.

        Raises :class:`AuthorityUnknown`.
        """
        found = self._load(AUTHORITIES.c.key == self.redirects().get(key, key))
        if not found:
            raise AuthorityUnknown(key)
        return found[0]

    def all(self, kind: AuthorityKind | None = None) -> tuple[Authority, ...]:
        """Return all records, or those of one kind, by key."""
        return self._load() if kind is None else self._load(AUTHORITIES.c.kind == kind.value)

    def get_many(self, keys: Iterable[str]) -> dict[str, Authority]:
        """Return those of ``keys`` that are records; what was merged into another is none."""
        return {
            authority.key: authority
            for some in batches(set(keys))
            for authority in self._load(AUTHORITIES.c.key.in_(some))
        }

    def find(self, name: str, kind: AuthorityKind | None = None) -> tuple[Authority, ...]:
        """Return the records that have this name, accents and case aside.

        Those that have it with these very accents come first, then those that prefer it.
        """
        folded = fold_name(name)
        named = select(AUTHORITY_NAMES.c.authority).where(AUTHORITY_NAMES.c.folded == folded)
        conditions: list[ColumnElement[bool]] = [AUTHORITIES.c.key.in_(named)]
        if kind is not None:
            conditions.append(AUTHORITIES.c.kind == kind.value)
        return tuple(sorted(self._load(*conditions), key=lambda one: _distance(one, name, folded)))

    def redirects(self) -> dict[str, str]:
        """Return the keys of merged records with the key each leads to."""
        columns = (AUTHORITIES.c.key, AUTHORITIES.c.merged_into)
        merged = AUTHORITIES.c.merged_into.is_not(None)
        return {row[0]: row[1] for row in self._connection.execute(select(*columns).where(merged))}

    def add(self, authority: Authority) -> None:
        """Add a record made by a person.

        Raises :class:`AuthorityWrong`, also when the key is or was another record's.
        """
        if self._has(authority.key, merged=True):
            raise AuthorityWrong(authority.key, "the key is taken")
        self._check(authority)
        self._insert((authority,), edited=True)

    def replace(self, authority: Authority) -> None:
        """Store a record as a person changed it.

        Raises :class:`AuthorityUnknown` and :class:`AuthorityWrong`.
        """
        if not self._has(authority.key):
            raise AuthorityUnknown(authority.key)
        self._check(authority)
        self._store(authority, edited=True)

    def merge(self, from_key: str, into_key: str) -> Authority:
        """Make two records one: names, works and children move, the old key leads to the new.

        Returns the joined record. Raises :class:`AuthorityUnknown` and :class:`AuthorityWrong`.
        """
        old, new = self.get(from_key), self.get(into_key)
        if old.key == new.key or old.kind is not new.kind:
            raise AuthorityWrong(
                from_key, f"it cannot become {into_key}, of another kind or itself"
            )
        parent = old.parent if new.parent == old.key else new.parent
        joined = replace(new, parent=parent, names=join_names(new.names, old.names))
        self._store(joined, edited=True)
        self._repoint(old.key, new.key)
        return joined

    def seed(self, records: Iterable[Authority]) -> int:
        """Add and refresh records of the program's own; what a person touched stays as it is.

        Returns how many records were stored.
        """
        touched = AUTHORITIES.c.edited | AUTHORITIES.c.merged_into.is_not(None)
        kept = set(self._connection.execute(select(AUTHORITIES.c.key).where(touched)).scalars())
        return self._write([one for one in records if one.key not in kept], edited=False)

    def take_over(self, records: Iterable[Authority]) -> int:
        """Add and replace many records that a person has changed and the caller has checked.

        Returns how many were new or changed.
        """
        return self._write(records, edited=True)

    def _write(self, records: Iterable[Authority], *, edited: bool) -> int:
        stored = {one.key: one for one in self._load()}
        changed = [one for one in records if one != stored.get(one.key)]
        for authority in changed:
            if authority.key in stored:
                self._store(authority, edited=edited)
        self._insert([one for one in changed if one.key not in stored], edited=edited)
        return len(changed)

    def _check(self, authority: Authority) -> None:
        parents = {one.key: one.parent for one in self.all()} if authority.parent else {}
        check(authority, parents)

    def _has(self, key: str, *, merged: bool = False) -> bool:
        wanted = [AUTHORITIES.c.key == key]
        if not merged:
            wanted.append(AUTHORITIES.c.merged_into.is_(None))
        return (
            self._connection.execute(select(AUTHORITIES.c.key).where(*wanted)).first() is not None
        )

    def _store(self, authority: Authority, *, edited: bool) -> None:
        row = {**_row(authority), "edited": edited}
        wanted = AUTHORITIES.c.key == authority.key
        self._connection.execute(update(AUTHORITIES).where(wanted).values(row))
        self._delete_names(authority.key)
        self._insert_names((authority,))

    def _insert(self, authorities: Iterable[Authority], *, edited: bool) -> None:
        rows = [{**_row(one), "key": one.key, "edited": edited} for one in authorities]
        if rows:
            self._connection.execute(insert(AUTHORITIES), rows)
        self._insert_names(authorities)

    def _insert_names(self, authorities: Iterable[Authority]) -> None:
        rows = [
            {**_name_row(name), "authority": authority.key, "position": position}
            for authority in authorities
            for position, name in enumerate(authority.names)
        ]
        if rows:
            self._connection.execute(insert(AUTHORITY_NAMES), rows)

    def _delete_names(self, key: str) -> None:
        self._connection.execute(delete(AUTHORITY_NAMES).where(AUTHORITY_NAMES.c.authority == key))

    def _repoint(self, old: str, new: str) -> None:
        execute = self._connection.execute
        named = select(WORK_VALUES.c.work).where(WORK_VALUES.c.authority == old)
        # The works' facets change, so whatever is made from them must be made again.
        execute(update(WORKS).where(WORKS.c.id.in_(named)).values(changed=datetime.now(UTC)))
        execute(update(WORK_VALUES).where(WORK_VALUES.c.authority == old).values(authority=new))
        execute(update(AUTHORITIES).where(AUTHORITIES.c.parent == old).values(parent=new))
        led = (AUTHORITIES.c.key == old) | (AUTHORITIES.c.merged_into == old)
        execute(update(AUTHORITIES).where(led).values(merged_into=new, parent=""))
        self._delete_names(old)

    def _load(self, *wanted: ColumnElement[bool]) -> tuple[Authority, ...]:
        living = (AUTHORITIES.c.merged_into.is_(None), *wanted)
        rows = self._connection.execute(select(AUTHORITIES).where(*living).order_by("key")).all()
        names: dict[str, list[AuthorityName]] = defaultdict(list)
        for keys in batches([row.key for row in rows]):
            statement = select(AUTHORITY_NAMES).where(AUTHORITY_NAMES.c.authority.in_(keys))
            for row in self._connection.execute(statement.order_by("authority", "position")):
                names[row.authority].append(_name(row))
        return tuple(_authority(row, tuple(names[row.key])) for row in rows)


def _distance(authority: Authority, name: str, folded: str) -> tuple[bool, bool, str]:
    exact = " ".join(name.lower().split())
    same = [one for one in authority.names if fold_name(one.text) == folded]
    return (
        all(one.text.lower() != exact for one in same),
        all(one.form is not NameForm.PREFERRED for one in same),
        authority.key,
    )


def _row(authority: Authority) -> dict[str, Any]:
    return {
        "kind": authority.kind.value,
        "parent": authority.parent,
        "merged_into": None,
    }


def _name_row(name: AuthorityName) -> dict[str, Any]:
    return {
        "text": name.text,
        "folded": fold_name(name.text),
        "language": name.language,
        "form": name.form.value,
        "source": name.source,
        "valid_from": name.valid_from,
        "valid_to": name.valid_to,
    }


def _name(row: Row[Any]) -> AuthorityName:
    form = NameForm(row.form)
    return AuthorityName(row.text, row.language, form, row.source, row.valid_from, row.valid_to)


def _authority(row: Row[Any], names: tuple[AuthorityName, ...]) -> Authority:
    return Authority(row.key, AuthorityKind(row.kind), names, row.parent)
