"""Whatever state a database is in into the newest schema, or into the reason why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from indexer.errors.catalogue import CatalogueUnreachable, CatalogueVersionWrong

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0002"
"""The revision this program reads and writes; a test compares it with the migrations."""

VERSION_TABLE = "kyyeu_version"

_MIGRATIONS = Path(__file__).parent / "migrations"


def found_revision(connection: Connection) -> str | None:
    """Return the revision of the database, None where there is none."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


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
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def known_revisions() -> frozenset[str]:
    """Return all revisions there are migrations for."""
    script = ScriptDirectory.from_config(_config())
    return frozenset(revision.revision for revision in script.walk_revisions())


def _config() -> Config:
    config = Config()
    # Alembic's options interpolate "%".
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
