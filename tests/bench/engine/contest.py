"""What every engine of the contest has to do, and what it is given."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.engine.feeding import Feed, Form
    from tests.bench.engine.queries import Search

COUNTED = ("kind", "year", "unit")
"""The facets that the class ``facets`` counts; a question counts all five."""

BEST = 10
PAGES = 3
"""Pages shown of a work that answers a question."""


class Shelf(StrEnum):
    """Two ways to index the same passages."""

    FIELD = "field"
    """One field, the words, with positions; every passage stands by itself."""
    LIBRARY = "library"
    """All four layers, the syllables with positions; passages are heads and pages of works."""


class Session(Protocol):
    """An open index."""

    def search(self, search: Search) -> Sequence[int]:
        """Fetch the best ten with their texts, and whatever else the class asks for.

        Returns the numbers of the passages; of a question those of the works.
        """

    def refresh(self) -> None:
        """See what was added since."""

    def close(self) -> None:
        """Let go of the files."""


class Contestant(Protocol):
    """An engine that takes part."""

    name: str
    form: Form
    """How it is given its tokens."""

    def build(self, feed: Feed, shelf: Shelf, directory: Path) -> None:
        """Index what it is fed into the new directory."""

    def write_beside(self, directory: Path, aside: Path) -> None:
        """Write into ``aside`` again what the index in ``directory`` has and no peer has."""

    def add(self, feed: Feed, directory: Path) -> None:
        """Index some more works of the library."""

    def open(self, shelf: Shelf, directory: Path) -> Session:
        """Open what was built."""


class Peer:
    """An engine that has nothing beside its index, and one field unless it says otherwise."""

    def add(self, feed: Feed, directory: Path) -> None:
        """Refuse: there is no library."""
        del feed, directory
        raise NotImplementedError  # never asked for: there is one field, of one build

    def write_beside(self, directory: Path, aside: Path) -> None:
        """Write nothing."""


def date_of(day: int) -> str:
    """Return a day's number as a sort key."""
    return f"{day:05}"
