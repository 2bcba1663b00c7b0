"""What a catalogue says of works into short texts, equal as long as nothing has changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from indexer.catalogue.tables import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

_WORKS = "SELECT id, state, tier, parent, position, changed, purged, embargo FROM works ORDER BY id"
"""The moment of a work's last change stands for its values and files."""

_FILES = f"SELECT {', '.join(FILES.columns.keys())} FROM files ORDER BY sha256"  # noqa: S608 - our own names

_AUTHORITIES = "SELECT key, kind, parent, merged_into FROM authorities ORDER BY key"

_NAMES = (
    "SELECT authority, text, language, form, source, valid_from, valid_to FROM authority_names "
    "ORDER BY authority, position"
)

_BYTES = 8
"""Of the stamp of a row: of a million rows that change one is missed with a chance of 1 : 10^13."""


class Stamps:
    """The state of a catalogue, to be compared with that of another day.

    They cost some microseconds a row, since no record is made of any.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stamp(self, today: date) -> str:
        """Return what is equal when the same works are seen by the same readers ``today``."""
        digest = hashlib.sha256()
        day = today.isoformat()
        for row in self._rows(_WORKS):
            # An embargo ends on its day, without any change of the work.
            digest.update(repr((*row, str(row[-1] or "") > day)).encode())
        for query in (_FILES, _AUTHORITIES, _NAMES):
            for row in self._rows(query):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def files(self) -> dict[str, str]:
        """Return the stamp of each file by its hash, the same in every database."""
        return {row[0]: _stamp(row) for row in self._rows(_FILES)}

    def authorities(self) -> dict[str, str]:
        """Return the stamp of each authority record that was not merged, with its names, by key."""
        names: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self._rows(_NAMES):
            names[row[0]].append(row)
        return {
            key: _stamp((key, *rest, names[key]))
            for key, *rest, merged in self._rows(_AUTHORITIES)
            if merged is None
        }

    def _rows(self, query: str) -> Iterable[tuple[Any, ...]]:
        return map(tuple, self._connection.exec_driver_sql(query))


def _stamp(said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=_BYTES).hexdigest()
