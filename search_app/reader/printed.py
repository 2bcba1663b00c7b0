"""Pages of a work into the numbers printed on them, as references name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from indexer.records.files import Unit
from indexer.records.readable import Leaf
from indexer.records.works import Work
from search_app.cite.item import Locator, Pages
from search_app.errors import NothingHere
from search_app.reader.opened import OpenFile, open_file, stored_leaves

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.records.readable import Readable
    from indexer.records.works import WorkFile
    from search_app.context import Visit


@dataclass(frozen=True, slots=True)
class Quoted:
    """A work, or one page of it, that is to be cited."""

    work: Work
    opened: OpenFile | None
    """The file with its pages; none where none of them may be seen."""
    leaf: Leaf | None
    """The page, if it is one."""

    @property
    def locator(self) -> Locator | None:
        """The page as references name it."""
        return Locator(self.leaf.label, self.leaf.unit) if self.leaf else None


def find_quoted(visit: Visit, work: Work, page: int, file: str) -> Quoted:
    """Return a work with the page of a file of it that is cited, or with none where that is 0.

    Raises :class:`NothingHere` for a page that may not be seen.
    """
    try:
        opened = open_file(visit, work, file)
    except NothingHere:
        if page:
            raise
        return Quoted(work, None, None)
    return Quoted(work, opened, opened.leaves[opened.place(page)] if page else None)


def printed_pages(visit: Visit, works: Iterable[Work]) -> dict[str, Pages]:
    """Return by their ids which pages works take up in their volumes, as printed there.

    Nothing of those that have no pages in a file of the volume, or none that are known by name.
    """
    records, reader = visit.library().records, visit.reader

    @cache
    def readable(sha256: str) -> Readable | None:
        return records.readable(sha256, reader.tiers, reader.day)

    printed = {}
    for work in works:
        for part in work.files:
            found = readable(part.sha256) if work.parent else None
            if found and any(one.work == work.parent for one in found.holders):
                printed[work.id] = _ends(part, stored_leaves(visit, found.file))
                break
    return {work: pages for work, pages in printed.items() if pages}


def _ends(part: WorkFile, leaves: tuple[Leaf, ...]) -> Pages | None:
    held = [leaf for leaf in leaves if part.holds(leaf.index)]
    if not held or held[0].unit is not Unit.PAGE:
        return None
    return Pages(held[0].label, held[-1].label)
