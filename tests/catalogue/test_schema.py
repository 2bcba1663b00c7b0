from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from indexer.catalogue import schema, upgrading
from indexer.catalogue.tables import METADATA

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue


def test_the_migrations_make_the_tables_of_the_program(catalogue: Catalogue) -> None:
    """A change of the tables without a migration would break every existing catalogue."""
    with catalogue.read() as view:
        connection = view.works._connection
        options = {"version_table": schema.VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_head_is_the_newest_migration() -> None:
    """Opening does not look into the migrations while it need not."""
    script = ScriptDirectory.from_config(upgrading.config())
    assert script.get_current_head() == schema.HEAD
    assert schema.known_revisions() == {one.revision for one in script.walk_revisions()}
