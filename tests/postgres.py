"""A PostgreSQL server, if there is one, into an empty database that is dropped afterwards."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "KYYEU_TEST_POSTGRES"


@contextmanager
def new_database() -> Iterator[str]:
    """Give the URL of an empty database; skip the test where no server is named."""
    server = os.environ.get(SERVER)
    if not server:
        pytest.skip(f"{SERVER} names no PostgreSQL server")
    name = f"kyyeu_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()
