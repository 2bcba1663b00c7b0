"""Alembic's settings for one run: the open connection it is handed, and our version table.

Alembic executes this file, nobody imports it. There is no ini file: ``schema.upgrade`` passes the
connection, whose transaction holds the whole upgrade.
"""

from __future__ import annotations

from alembic import context

from indexer.catalogue.schema import VERSION_TABLE
from indexer.catalogue.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
