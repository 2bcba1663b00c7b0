"""The records of the current generation, without the works that were withdrawn since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.records.works import Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager
    from datetime import date

    from indexer.catalogue.snapshot import Snapshot
    from indexer.records.authorities import Authority
    from indexer.records.files import File
    from indexer.records.readable import Readable
    from indexer.records.works import Work

_ALL_TIERS = frozenset(Tier)


class Records:
    """What readers may see of works and files; whoever asks names the tiers and the day.

    All methods raise :class:`IndexDamaged`.
    """

    def __init__(
        self,
        snapshot: Callable[[], AbstractContextManager[Snapshot]],
        withdrawn: Callable[[], frozenset[str]],
    ) -> None:
        self._snapshot = snapshot
        self._withdrawn = withdrawn

    def work(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return the published work with this id, if these tiers may see it."""
        if work in self._withdrawn():
            return None
        with self._snapshot() as snapshot:
            return snapshot.work(work, tiers, day)

    def children(self, work: str, tiers: frozenset[Tier], day: date) -> tuple[Work, ...]:
        """Return the visible works within a work, in their order."""
        with self._snapshot() as snapshot:
            return self._shown(snapshot.children(work, tiers, day))

    def parent(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return the volume of a paper, if both are visible."""
        paper = self.work(work, tiers, day)
        return self.work(paper.parent, tiers, day) if paper and paper.parent else None

    def recent(self, tiers: frozenset[Tier], day: date, limit: int) -> tuple[Work, ...]:
        """Return the works that came last, newest first."""
        with self._snapshot() as snapshot:
            more = limit + len(self._withdrawn())
            return self._shown(snapshot.recent(tiers, day, more))[:limit]

    def file(self, sha256: str, tiers: frozenset[Tier], day: date) -> File | None:
        """Return a file, if every work in it is visible."""
        with self._snapshot() as snapshot:
            hidden = snapshot.works(self._withdrawn(), _ALL_TIERS, day)
            if any(part.sha256 == sha256 for work in hidden.values() for part in work.files):
                return None
            return snapshot.file(sha256, tiers, day)

    def readable(self, sha256: str, tiers: frozenset[Tier], day: date) -> Readable | None:
        """Return a file, if there is any published work in it, with what may be seen of it."""
        with self._snapshot() as snapshot:
            found = snapshot.readable(sha256, tiers, day)
        return replace(found, seen=found.seen - self._withdrawn()) if found else None

    def authority(self, key: str) -> Authority | None:
        """Return an authority record."""
        with self._snapshot() as snapshot:
            return snapshot.authority(key)

    def authorities(self, keys: Collection[str]) -> Mapping[str, Authority]:
        """Return those of some authority records that there are, by the keys asked for."""
        with self._snapshot() as snapshot:
            return snapshot.authorities(keys)

    def _shown(self, works: tuple[Work, ...]) -> tuple[Work, ...]:
        withdrawn = self._withdrawn()
        return tuple(work for work in works if work.id not in withdrawn)
