"""Works and records in lists, into labels, for the tests of labels and completion."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.works import Field, Origin, State, Tier, Value, Work
from indexer.retrieval.labels import LABELS_NAME, Labels, open_labels, write_labels
from tests.retrieval.shelves import PUBLIC, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass
class MadeSource:
    """What labels are made of, in lists."""

    works: Sequence[Work]
    records: Sequence[Authority] = ()

    def sums(self, table: str) -> dict[str, int]:
        """Return a checksum of all that is known of each."""
        if table == "works":
            return {one.id: zlib.crc32(repr(one).encode()) for one in self.works}
        return {one.key: zlib.crc32(repr(one).encode()) for one in self.records}

    def bare_works(self, ids: Iterable[str], fields: frozenset[Field]) -> Iterator[Work]:
        """Yield some of the works with some of their values."""
        wanted = set(ids)
        for one in self.works:
            if one.id in wanted:
                yield replace(one, values=tuple(v for v in one.values if v.field in fields))

    def authorities(self, keys: Iterable[str]) -> dict[str, Authority]:
        """Return the records of some keys."""
        wanted = set(keys)
        return {one.key: one for one in self.records if one.key in wanted}


def made_work(work: str, *values: tuple[Field, str, str]) -> Work:
    """Return a public work with values: field, text and the key of a record."""
    made = (Value(field, text, Origin.CONFIRMED, authority=key) for field, text, key in values)
    return Work(work, State.PUBLISHED, Tier.PUBLIC, values=tuple(made))


def made_record(key: str, *names: str) -> Authority:
    """Return a record: the first of its names is preferred, the others are variants."""
    forms = (NameForm.PREFERRED, *(NameForm.VARIANT for _ in names[1:]))
    made = (AuthorityName(name, "vi", form) for name, form in zip(names, forms, strict=True))
    return Authority(key, AuthorityKind.ORGANISATION, tuple(made))


def open_made_labels(
    directory: Path, source: MadeSource, tiers: frozenset[Tier] = PUBLIC
) -> Labels:
    """Return the labels of a source, for readers of some tiers today."""
    path = directory / LABELS_NAME
    write_labels(source, path)
    return Labels(open_labels(path), tiers, TODAY, frozenset())
