"""Whatever state a database is in into the newest schema, or into the reason why not."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from indexer.errors.catalogue import CatalogueUnreachable, CatalogueVersionWrong

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0002"
"""The revision this program reads and writes; a test compares it with the migrations."""

VERSION_TABLE = "kyyeu_version"

MIGRATIONS = Path(__file__).parent / "migrations"

_REVISION = "revision_"


def found_revision(connection: Connection) -> str | None:
    """Return the revision of the database, None where there is none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - our own name
    revision: str | None = connection.execute(query).scalar()
    return revision


def check(connection: Connection, where: str) -> str | None:
    """Return the revision found, None for an empty database.

    Raises :class:`CatalogueVersionWrong` for a newer one and :class:`CatalogueUnreachable` for
    the database of another program.
    """
    found = found_revision(connection)
    if found is None and inspect(connection).get_table_names():
        raise CatalogueUnreachable(where, "it holds the tables of another program")
    if found is not None and found not in known_revisions():
        raise CatalogueVersionWrong(where, found)
    return found


def upgrade(connection: Connection) -> None:
    """Bring the schema to :data:`HEAD` within the transaction of ``connection``."""
    # Most commands need no migration, and Alembic takes a tenth of their start.
    import_module("indexer.catalogue.upgrading").upgrade(connection)


def known_revisions() -> frozenset[str]:
    """Return all revisions there are migrations for."""
    names = (path.stem for path in (MIGRATIONS / "versions").glob(f"{_REVISION}*.py"))
    return frozenset(name.removeprefix(_REVISION) for name in names)
