"""A question within one work: the pages that answer by themselves, and what is marked on each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.engine.tree import Every, FoundPage, Some, Weighted
from indexer.retrieval.marking import Wanted, find_marks
from indexer.retrieval.results import PageHit
from indexer.retrieval.snippets import make_snippet

if TYPE_CHECKING:
    from collections.abc import Collection

    from indexer.engine.engine import Searcher
    from indexer.records.works import Tier
    from indexer.retrieval.marking import Mark
    from indexer.retrieval.plan import Understood


@dataclass(frozen=True, slots=True)
class Within:
    """What a question finds in a work."""

    pages: tuple[FoundPage, ...] = ()
    """Those that answer by themselves; if none does, those that hold any of what was asked."""
    wanted: Wanted = field(default_factory=lambda: Wanted({}))

    def hit(self, page: FoundPage) -> PageHit:
        """Return a page with the place on it that answers best."""
        snippet = make_snippet(page.text, self.wanted)
        place = (page.page, page.label, page.unit, page.sha256)
        return PageHit(*place, snippet.text, snippet.marks, page.score)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return what is to be marked in ``text``, in order, not overlapping."""
        return find_marks(text, self.wanted)


def look_within(
    searcher: Searcher, works: Collection[str], tiers: frozenset[Tier], understood: Understood
) -> Within:
    """Return what a question finds in ``works``. Raises :class:`IndexDamaged`."""
    marks, telling = understood.marks, understood.telling
    score = tuple(Weighted(leaf, weight) for leaf, weight in marks.items())
    if not score:
        return Within()
    found = searcher.pages(works, tiers, Every((understood.match, Some(telling))), score)
    if not found.pages:
        telling = tuple(marks)
        found = searcher.pages(works, tiers, Some(telling), score)
    return Within(found.pages, understood.wanted(found.rarities, telling))
