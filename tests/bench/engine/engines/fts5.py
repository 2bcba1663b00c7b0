"""SQLite's full-text index, from the standard library; its BM25 has k1 1.2 and b .75, fixed."""

from __future__ import annotations

import sqlite3
from itertools import islice
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from tests.bench.engine.contest import BEST, COUNTED, Peer, Shelf
from tests.bench.engine.feeding import Form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.engine.feeding import Feed
    from tests.bench.engine.queries import Search

_FILE = "fts5.sqlite"
_TOGETHER = 2000
_OPTIONS = "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\", content=''"


class Fts5(Peer):
    """One field; it has no grouping, so it takes no part in the questions."""

    name = "fts5"
    form = Form()

    def build(self, feed: Feed, shelf: Shelf, directory: Path) -> None:
        """Insert everything and optimise."""
        assert shelf is Shelf.FIELD
        directory.mkdir()
        database = sqlite3.connect(directory / _FILE)
        database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
            f"CREATE VIRTUAL TABLE passages USING fts5(words, {_OPTIONS});"
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, text, kind, year, unit, date INTEGER);"
        )
        passages = iter(feed)
        while rows := list(islice(passages, _TOGETHER)):
            database.executemany(
                "INSERT INTO passages (rowid, words) VALUES (?, ?)",
                ((one.number, " ".join(one.layers[Layer.WORDS])) for one in rows),
            )
            database.executemany(
                "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (one.number, one.text, *(one.codes[facet] for facet in COUNTED), one.date)
                    for one in rows
                ),
            )
        database.execute("INSERT INTO passages (passages) VALUES ('optimize')")
        database.commit()
        database.close()

    def open(self, shelf: Shelf, directory: Path) -> Fts5Session:
        """Open the database."""
        assert shelf is Shelf.FIELD
        return Fts5Session(directory)


class Fts5Session:
    """One database, open."""

    def __init__(self, directory: Path) -> None:
        self._database = sqlite3.connect(directory / _FILE)
        self._database.execute("PRAGMA cache_size = -100000")
        self._database.execute("PRAGMA mmap_size = 8000000000")

    def search(self, search: Search) -> Sequence[int]:
        """Answer."""
        match = (_expression(search),)
        if search.kind == "sort":
            rows = self._database.execute(
                "SELECT id, text FROM facts WHERE id IN"
                " (SELECT rowid FROM passages WHERE passages MATCH ?) ORDER BY date DESC LIMIT ?",
                (*match, BEST),
            ).fetchall()
            return [number for number, _ in rows]
        rows = self._database.execute(
            "SELECT id, text FROM facts JOIN"
            " (SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?)"
            " AS best ON id = best.rowid ORDER BY best.rank",
            (*match, BEST),
        ).fetchall()
        if search.kind == "facets":
            for facet in COUNTED:
                self._database.execute(
                    f"SELECT {facet}, count(*) FROM passages JOIN facts ON id = passages.rowid"  # noqa: S608 - our own names
                    " WHERE passages MATCH ? GROUP BY 1",
                    match,
                ).fetchall()
        return [number for number, _ in rows]

    def refresh(self) -> None:
        """See nothing new: nothing is ever added."""

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def _expression(search: Search) -> str:
    if search.kind == "phrase":
        return f'"{" ".join(search.words)}"'
    if search.kind == "prefix":
        return f'"{search.words[0]}" *'
    joined = " AND " if search.kind == "and3" else " OR "
    return joined.join(f'"{word}"' for word in search.words)
