"""A file and the works in it into the pages of it that a reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records.files import File, Unit


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page without what stands on it."""

    index: int
    """From 1, in the order of the file."""
    label: str
    """As printed; the index where nothing is printed."""
    unit: Unit
    width: float
    """In points; 0 where the format has no fixed pages."""
    height: float


@dataclass(frozen=True, slots=True)
class Holder:
    """A work that has pages of a file."""

    work: str
    parent: str
    """The work that it stands in; empty for none."""
    first: int
    last: int | None
    """Inclusive; none means to the end."""

    def holds(self, page: int) -> bool:
        """Whether a page is among its pages."""
        return self.first <= page and (self.last is None or page <= self.last)


@dataclass(frozen=True, slots=True)
class Readable:
    """A file, all the works in it whatever their state, and which of these a reader may see."""

    file: File
    holders: tuple[Holder, ...]
    seen: frozenset[str]

    def owners(self, page: int) -> tuple[Holder, ...]:
        """Return the deepest works that a page belongs to, most often one.

        Two where a paper ends on the page that the next one begins on.
        """
        holding = [one for one in self.holders if one.holds(page)]
        above = {one.parent for one in holding}
        return tuple(one for one in holding if one.work not in above)

    def shows(self, page: int) -> bool:
        """Whether the reader may see a page: all that stands on it, so all its owners."""
        owners = self.owners(page)
        return bool(owners) and all(one.work in self.seen for one in owners)
