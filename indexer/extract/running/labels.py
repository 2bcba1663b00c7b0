"""The numbers printed on some pages of a file into what each of its pages is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.running.edges import roman

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST: Final = 2
"""Pages with printed numbers, from which those of the others follow."""
_LAST_ROMAN: Final = 89


@dataclass(frozen=True, slots=True)
class Printed:
    """The number that is printed on a page."""

    at: int
    """The place of the page, from 0."""
    number: int
    roman: bool

    @property
    def offset(self) -> int:
        """What added to the place of a page gives its number."""
        return self.number - self.at


def labels_by(printed: Sequence[Printed], count: int) -> dict[int, str]:
    """Return the labels of ``count`` pages by their places; none where too few numbers are printed.

    A page without a number counts on to the next one that has one, else from the last one. Where
    that would be before page 1, its place in brackets is its label, as in catalogues of libraries.
    """
    if len({one.at for one in printed}) < min(_FEWEST, count):
        return {}
    by_page = {one.at: one for one in _trusted(printed)}
    labels: dict[int, str] = {}
    after: Printed | None = None
    following: list[Printed | None] = []
    for at in reversed(range(count)):
        after = by_page.get(at, after)
        following.append(after)
    before: Printed | None = None
    for at, behind in enumerate(reversed(following)):
        before = by_page.get(at, before)
        labels[at] = _label(at, before, behind)
    return labels


def _trusted(printed: Sequence[Printed]) -> list[Printed]:
    """Return one number a page: of several that of which more pages have the like."""
    votes: dict[tuple[int, bool], int] = {}
    for one in printed:
        votes[one.offset, one.roman] = votes.get((one.offset, one.roman), 0) + 1
    return sorted(printed, key=lambda one: votes[one.offset, one.roman])


def _label(at: int, before: Printed | None, behind: Printed | None) -> str:
    for one in (behind, before):
        if one is not None and at + one.offset > 0:
            number = at + one.offset
            return roman(number) if one.roman and number <= _LAST_ROMAN else str(number)
    return f"[{at + 1}]"
