"""The catalogue's tables, the same on SQLite and PostgreSQL, and the types of their columns.

A migration in ``migrations/versions`` accompanies every change here; a test compares the two.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return ``text`` with NUL and lone surrogates as U+FFFD: no database takes them as text."""
    return _UNSTORABLE.sub("\ufffd", text)


class CleanText(TypeDecorator[str]):
    """Text of any origin: PDF properties hold NUL, file names hold bytes that are no UTF-8."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Make the text storable."""
        return None if value is None else storable(value)


class TextList(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the array."""
        return json.dumps([storable(text) for text in value or ()], ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Read the array."""
        return tuple(json.loads(value)) if value and value != "[]" else ()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite knows no time zones, so they are added on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn the moment into UTC; one without a time zone is an error of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment without a time zone: {value}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Return the moment in UTC."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FACTS = Table(
    "facts",
    METADATA,
    Column("name", String(50), primary_key=True),
    Column("text", Text, nullable=False),
    comment="What the catalogue knows of itself, such as the version of its seeds",
)

SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("path", LargeBinary, nullable=False),
    Column("added", Moment, nullable=False),
    Column("tier", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("work_kind", String(20)),
    sqlite_autoincrement=True,  # an id is never used again
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("source", ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    # PostgreSQL indexes at most 2,700 bytes; a path may have 4,096.
    Column("path_hash", String(32), primary_key=True),
    Column("path", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    # No foreign key: a file is seen before it is catalogued.
    Column("sha256", String(64), nullable=False, index=True),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("vanished", Moment),
    Column("tier", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("work_kind", String(20)),
)

FILES = Table(
    "files",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("reading", String(20), nullable=False, index=True),
    Column("readers", TextList, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("characters", BigInteger, nullable=False),
    Column("readable", Float, nullable=False),
    Column("encodings", TextList, nullable=False),
    Column("warnings", TextList, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("text_version", String(100), nullable=False),
    Column("described", String(200), nullable=False),
)

SKETCHES = Table(
    "sketches",
    METADATA,
    Column("sha256", ForeignKey("files.sha256", ondelete="CASCADE"), primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
    comment="A little of each text, by which files that resemble each other are found",
)

ERASED = Table(
    "erased",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("erased", Moment, nullable=False),
    comment="Contents that were erased for good and that no scan may bring back",
)

WORKS = Table(
    "works",
    METADATA,
    Column("id", String(9), primary_key=True),
    Column("state", String(20), nullable=False, index=True),
    Column("tier", String(20), nullable=False),
    Column("parent", ForeignKey("works.id"), index=True),
    Column("position", Integer, nullable=False),
    Column("embargo", Date),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    # A purged work keeps this one row, so that its id is never given again.
    Column("purged", Boolean, nullable=False),
)

WORK_FILES = Table(
    "work_files",
    METADATA,
    Column("work", ForeignKey("works.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("version", CleanText, nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer),
)

WORK_VALUES = Table(
    "work_values",
    METADATA,
    Column("work", ForeignKey("works.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("field", String(20), nullable=False),
    Column("text", CleanText, nullable=False),
    Column("origin", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    Column("authority", String(100), nullable=False),
    Column("evidence_sha256", String(64)),
    Column("evidence_page", Integer),
    Column("evidence_words", CleanText),
)
Index("ix_work_values_authority", WORK_VALUES.c.authority)

AUTHORITIES = Table(
    "authorities",
    METADATA,
    Column("key", String(100), primary_key=True),
    Column("kind", String(20), nullable=False, index=True),
    # No foreign key: seeds and sheets name parents in any order; the code checks them.
    Column("parent", String(100), nullable=False, index=True),
    Column("merged_into", ForeignKey("authorities.key"), index=True),
    # Whether a person has changed it: later seeds leave it alone then.
    Column("edited", Boolean, nullable=False),
)

AUTHORITY_NAMES = Table(
    "authority_names",
    METADATA,
    Column("authority", ForeignKey("authorities.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", CleanText, nullable=False),
    Column("folded", CleanText, nullable=False, index=True),
    Column("language", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    Column("source", CleanText, nullable=False),
    Column("valid_from", String(20), nullable=False),
    Column("valid_to", String(20), nullable=False),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", Moment, nullable=False, index=True),
    Column("ended", Moment),
    Column("outcome", String(20), nullable=False),
    Column("report", CleanText, nullable=False),
    sqlite_autoincrement=True,
)
