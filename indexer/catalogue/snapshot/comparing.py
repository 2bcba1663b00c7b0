"""Two snapshots into what the later one shows to fewer readers, and into what has lost its text."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

_WORKS = "SELECT id, tier, embargo FROM main.works EXCEPT SELECT id, tier, embargo FROM later.works"
_FILES = "SELECT sha256, holders FROM main.files EXCEPT SELECT sha256, holders FROM later.files"


@dataclass(frozen=True, slots=True)
class Emptied:
    """How many works had text, and how many of them have none any more."""

    had_text: int = 0
    emptied: int = 0


def concealed(former: Path, later: Path) -> frozenset[str]:
    """Return the works of ``former`` that must not be shown as they stand there.

    These are gone from ``later``, have another tier or embargo there, or share a file with a work
    that has. Of a snapshot that cannot be read, none: whoever would serve it finds that, too.
    """
    try:
        with closing(_open(former)) as both:
            both.execute("ATTACH ? AS later", (_uri(later),))
            works = {work for work, *_ in both.execute(_WORKS)}
            changed = {sha256 for sha256, *_ in both.execute(_FILES)}
            sharing = _works_of(both, changed) if changed else frozenset()
    except (sqlite3.Error, ValueError):
        return frozenset()
    return sharing.union(works)


def emptied(former: Path, later: Path) -> Emptied:
    """Return what of the text of ``former`` is gone in ``later``; nothing of what cannot be read.

    Papers are not looked at beside their volume, nor is a work that is gone.
    """
    try:
        with closing(_open(former)) as before, closing(_open(later)) as after:
            had, have = _has_text(before), _has_text(after)
    except (sqlite3.Error, ValueError, KeyError):
        return Emptied()
    full = [work for work, text in had.items() if text]
    return Emptied(len(full), sum(have.get(work) is False for work in full))


def _has_text(database: sqlite3.Connection) -> dict[str, bool]:
    """Return whether any file of a work gave text; nothing of works with files that are hidden."""
    rows = database.execute("SELECT sha256, record FROM files")
    characters = {sha256: json.loads(record)["characters"] for sha256, record in rows}
    works = database.execute("SELECT id, record FROM works WHERE parent = ''")
    found = {}
    for work, record in works:
        files = [file["sha256"] for file in json.loads(record)["files"]]
        if files and all(sha256 in characters for sha256 in files):
            found[work] = any(characters[sha256] for sha256 in files)
    return found


def _works_of(database: sqlite3.Connection, files: set[str]) -> frozenset[str]:
    rows = database.execute("SELECT id, record FROM main.works")
    return frozenset(
        work
        for work, record in rows
        if not files.isdisjoint(file["sha256"] for file in json.loads(record)["files"])
    )


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(_uri(path), uri=True)


def _uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
