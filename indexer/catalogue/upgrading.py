"""An older schema, or none, into the newest one, by the migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from indexer.catalogue.schema import HEAD, MIGRATIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Bring the schema to :data:`HEAD` within the transaction of ``connection``."""
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, HEAD)


def config() -> Config:
    """Return the settings of Alembic."""
    found = Config()
    # Alembic's options interpolate "%".
    found.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return found
