"""Catalogues to test with: a SQLite file always, a PostgreSQL schema where there is a server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.catalogue import Catalogue
from tests.postgres import new_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a catalogue that is not there yet."""
    return f"sqlite:///{tmp_path / 'corpus' / 'catalogue.sqlite'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty database, dropped after the test."""
    with new_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """A database of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(scope="session")
def sqlite_seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue's file, to be copied: seeding takes most of a second."""
    path = tmp_path_factory.mktemp("seeded") / "catalogue.sqlite"
    Catalogue.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    """A new catalogue on each kind of database."""
    if request.param == "sqlite":
        path = tmp_path / "copied.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_seeded"), path)
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgres_url")
    with Catalogue.open(url, create=True) as opened:
        yield opened
