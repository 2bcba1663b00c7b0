"""All that a catalogue says of works into one short text, equal as long as nothing has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_WORKS = "SELECT id, state, tier, parent, position, changed, purged, embargo FROM works ORDER BY id"

_OTHERS = (
    "SELECT * FROM files ORDER BY sha256",
    "SELECT * FROM authorities ORDER BY key",
    "SELECT * FROM authority_names ORDER BY authority, position",
)
"""The moment of a work's last change stands for its values and files."""


class Stamps:
    """The state of a catalogue, to be compared with that of another day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stamp(self, today: date) -> str:
        """Return what is equal when the same works are seen by the same readers ``today``.

        Costs some microseconds a work, since no record is made of any row.
        """
        digest = hashlib.sha256()
        day = today.isoformat()
        for row in self._connection.exec_driver_sql(_WORKS):
            # An embargo ends on its day, without any change of the work.
            digest.update(repr((*row, str(row[-1] or "") > day)).encode())
        for query in _OTHERS:
            for row in self._connection.exec_driver_sql(query):
                digest.update(repr(tuple(row)).encode())
        return digest.hexdigest()
