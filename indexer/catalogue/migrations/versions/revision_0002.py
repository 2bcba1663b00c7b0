"""Sketches of texts, by which files that resemble each other are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; it fills as files are read."""
    op.create_table(
        "sketches",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_sketches"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["files.sha256"], ondelete="CASCADE", name="fk_sketches_sha256"
        ),
        comment="A little of each text, by which files that resemble each other are found",
    )
