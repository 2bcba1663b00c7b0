"""A file of SQLite that nobody writes any more."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.frozen import FrozenDatabase
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong

if TYPE_CHECKING:
    from pathlib import Path

_APPLICATION, _VERSION = 0x6B792020, 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a file with one row; its name would be a question in an address."""
    path = tmp_path / "rows?.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_VERSION}")
        database.execute("CREATE TABLE words (text TEXT)")
        database.execute("INSERT INTO words VALUES ('Lào')")
        database.commit()
    return path


def test_threads_share_it(path: Path) -> None:
    """Each has a connection of its own; all are closed together."""
    found: list[list[tuple[str]]] = []
    with closing(FrozenDatabase(path, _APPLICATION, _VERSION)) as database:
        reading = threading.Thread(
            target=lambda: found.append(database.rows("SELECT text FROM words"))
        )
        reading.start()
        reading.join()
        assert found == [database.rows("SELECT text FROM words WHERE text = ?", ("Lào",))]


def test_nobody_writes_it(path: Path) -> None:
    """Not even by mistake; what SQLite refuses is damage."""
    with closing(FrozenDatabase(path, _APPLICATION, _VERSION)) as database:
        with pytest.raises(IndexDamaged):
            database.rows("DELETE FROM words")
        with pytest.raises(IndexDamaged):
            database.rows("SELECT * FROM none")


def test_what_is_none_is_told(path: Path, tmp_path: Path) -> None:
    """Missing, of another kind or version, or no database at all."""
    with pytest.raises(IndexMissing):
        FrozenDatabase(tmp_path / "none", _APPLICATION, _VERSION)
    with pytest.raises(IndexDamaged):
        FrozenDatabase(path, _APPLICATION + 1, _VERSION)
    with pytest.raises(IndexVersionWrong):
        FrozenDatabase(path, _APPLICATION, _VERSION + 1)
    path.write_bytes(b"x" * 4096)
    with pytest.raises(IndexDamaged):
        FrozenDatabase(path, _APPLICATION, _VERSION)


def test_damage_that_sqlite_cannot_name_is_damage(path: Path) -> None:
    """A bit flipped in the name of a table: what SQLite says of it is no UTF-8."""
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE T\xc1BLE"))
    with pytest.raises(IndexDamaged):
        FrozenDatabase(path, _APPLICATION, _VERSION)
