"""An index directory into the library that serves now, also when it appears or changes later."""

from __future__ import annotations

import logging
import threading
from collections.abc import Hashable
from typing import TYPE_CHECKING, Protocol

from indexer.errors import Failure
from indexer.logs import event

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from indexer.records.authorities import Authority
    from indexer.records.files import File, Page
    from indexer.records.readable import Leaf, Readable
    from indexer.records.works import Tier, Work
    from indexer.retrieval.completion import Completion
    from indexer.retrieval.results import Request, Results
    from indexer.retrieval.within import Within


class Records(Protocol):
    """The records a reader may see; who asks names the tiers and the day, for embargoes."""

    def work(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return the published work with this id, if these tiers may see it."""

    def children(self, work: str, tiers: frozenset[Tier], day: date) -> Sequence[Work]:
        """Return the visible works within a work, in their order."""

    def recent(self, tiers: frozenset[Tier], day: date, limit: int) -> Sequence[Work]:
        """Return the works that came last, newest first."""

    def file(self, sha256: str, tiers: frozenset[Tier], day: date) -> File | None:
        """Return a file, if every work in it is visible."""

    def readable(self, sha256: str, tiers: frozenset[Tier], day: date) -> Readable | None:
        """Return a file of published works, with what of it may be seen."""

    def authority(self, key: str) -> Authority | None:
        """Return an authority record."""

    def authorities(self, keys: Collection[str]) -> Mapping[str, Authority]:
        """Return those of some authority records that there are, by the keys asked for."""


class Library(Protocol):
    """What the site asks of an opened index."""

    @property
    def generation(self) -> int:
        """The number of the generation that serves."""

    @property
    def built(self) -> datetime:
        """When that generation was written."""

    @property
    def set_aside(self) -> tuple[int, ...]:
        """The newer generations that cannot serve."""

    @property
    def records(self) -> Records:
        """The records of that generation."""

    def search(self, request: Request, day: date) -> Results:
        """Answer a question."""

    def complete(
        self, text: str, tiers: frozenset[Tier], day: date, limit: int
    ) -> Sequence[Completion]:
        """Return at most ``limit`` ways in which a question may go on."""

    def similar(self, work: str, tiers: frozenset[Tier], day: date, limit: int) -> Sequence[Work]:
        """Return at most ``limit`` visible works that are most like a work, most alike first."""

    def within(self, works: Collection[str], request: Request, day: date) -> Within:
        """Return which pages of some works answer a question, and what it marks on any page."""

    def refresh(self) -> None:
        """Take up what was published or withdrawn since."""

    def close(self) -> None:
        """Close the files of the index."""


class Originals(Protocol):
    """Where the original of a file lies."""

    def path(self, sha256: str) -> Path:
        """Return the path of an original."""


class Texts(Hashable, Protocol):
    """What was read from files; nothing of what is missing or damaged."""

    def leaves(self, sha256: str, version: str) -> tuple[Leaf, ...] | None:
        """Return what the pages of a file are called."""

    def load_page(self, sha256: str, version: str, index: int) -> Page | None:
        """Return one page, from 1, with the boxes of its words."""


class Pictures(Protocol):
    """Pictures of pages, for whoever may see them."""

    def picture(self, file: File, path: Path, page: int, width: int) -> bytes | None:
        """Return a page of the original at ``path`` as WebP, if it can be drawn."""

    def close(self) -> None:
        """End what draws."""


class Holdings:
    """The library as it is now, opened when it is first there, and what lies beside the index.

    Threads share it, so ``refresh`` of the library must bear being called by several at once.
    """

    def __init__(
        self,
        open_library: Callable[[], Library],
        originals: Originals,
        texts: Texts,
        pictures: Pictures,
    ) -> None:
        self.originals = originals
        self.texts = texts
        self.pictures = pictures
        self._open = open_library
        self._library: Library | None = None
        self._lock = threading.Lock()

    def library(self) -> Library:
        """Return the library, refreshed; called once per request.

        Raises the :class:`Failure` of opening (missing, of another version, damaged). A library
        that once was open goes on serving when its refresh fails: the old generation is whole.
        """
        library = self._library
        if library is None:
            return self._open_once()
        # Outside the lock: readers go on with the old generation while the new one is opened.
        _refresh(library)
        return library

    def close(self) -> None:
        """Close the library, if it was opened; for the end of the process."""
        with self._lock:
            if self._library is not None:
                self._library.close()
            self._library = None
        self.pictures.close()

    def _open_once(self) -> Library:
        with self._lock:
            if self._library is None:
                self._library = self._open()
            return self._library


def _refresh(library: Library) -> None:
    try:
        library.refresh()
    except Failure as failure:
        event(logging.WARNING, "refresh-failed", failure=type(failure).__name__)
