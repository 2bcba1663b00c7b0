"""From an empty database to the first schema: sources, files, works, authorities, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "authorities",
    "erased",
    "facts",
    "files",
    "runs",
    "sources",
    "works",
    "authority_names",
    "sightings",
    "work_files",
    "work_values",
)


def upgrade() -> None:
    """Create every table; those that others refer to come first."""
    _create_authorities()
    _create_erased()
    _create_facts()
    _create_files()
    _create_runs()
    _create_sources()
    _create_works()
    _create_authority_names()
    _create_sightings()
    _create_work_files()
    _create_work_values()


def downgrade() -> None:
    """Drop every table."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _create_authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=100), nullable=False),
        sa.Column("merged_into", sa.String(length=100), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["authorities.key"], name="fk_authorities_merged_into"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_authorities"),
    )
    op.create_index("ix_authorities_kind", "authorities", ["kind"])
    op.create_index("ix_authorities_merged_into", "authorities", ["merged_into"])
    op.create_index("ix_authorities_parent", "authorities", ["parent"])


def _create_erased() -> None:
    op.create_table(
        "erased",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("erased", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_erased"),
        comment="Contents that were erased for good and that no scan may bring back",
    )


def _create_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
        comment="What the catalogue knows of itself, such as the version of its seeds",
    )


def _create_files() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reading", sa.String(length=20), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("characters", sa.BigInteger(), nullable=False),
        sa.Column("readable", sa.Float(), nullable=False),
        sa.Column("encodings", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.String(length=100), nullable=False),
        sa.Column("described", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_index("ix_files_reading", "files", ["reading"])


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_runs_started", "runs", ["started"])


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("work_kind", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sqlite_autoincrement=True,
    )


def _create_works() -> None:
    op.create_table(
        "works",
        sa.Column("id", sa.String(length=9), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=9), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("embargo", sa.Date(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["works.id"], name="fk_works_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_works"),
    )
    op.create_index("ix_works_parent", "works", ["parent"])
    op.create_index("ix_works_state", "works", ["state"])


def _create_authority_names() -> None:
    op.create_table(
        "authority_names",
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(length=20), nullable=False),
        sa.Column("valid_to", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority"],
            ["authorities.key"],
            name="fk_authority_names_authority",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("authority", "position", name="pk_authority_names"),
    )
    op.create_index("ix_authority_names_folded", "authority_names", ["folded"])


def _create_sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("path_hash", sa.String(length=32), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified_ns", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vanished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("work_kind", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.id"], name="fk_sightings_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source", "path_hash", name="pk_sightings"),
    )
    op.create_index("ix_sightings_sha256", "sightings", ["sha256"])


def _create_work_files() -> None:
    op.create_table(
        "work_files",
        sa.Column("work", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_work_files_sha256"),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name="fk_work_files_work", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work", "position", name="pk_work_files"),
    )
    op.create_index("ix_work_files_sha256", "work_files", ["sha256"])


def _create_work_values() -> None:
    op.create_table(
        "work_values",
        sa.Column("work", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=64), nullable=True),
        sa.Column("evidence_page", sa.Integer(), nullable=True),
        sa.Column("evidence_words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["work"], ["works.id"], name="fk_work_values_work", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work", "position", name="pk_work_values"),
    )
    op.create_index("ix_work_values_authority", "work_values", ["authority"])
