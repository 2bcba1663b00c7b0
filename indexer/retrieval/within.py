"""A question within one work: the pages that answer by themselves, and what is marked on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.engine.tree import Every, FoundPage, Leaf, Some, Weighted
from indexer.retrieval.marking import read, weigh
from indexer.retrieval.results import PageHit
from indexer.retrieval.snippets import join, make_snippet

if TYPE_CHECKING:
    from collections.abc import Collection

    from indexer.engine.engine import Searcher
    from indexer.records.works import Tier
    from indexer.retrieval.plan import Understood


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that the question admits: ``text[start:end]``."""

    start: int
    end: int
    added: bool
    """Whether it stands there for words that were added to the reader's own."""


@dataclass(frozen=True, slots=True)
class Within:
    """What a question finds in a work."""

    pages: tuple[FoundPage, ...] = ()
    """Those that answer by themselves; if none does, those that hold any of what was asked."""
    own: Mapping[Leaf, float] = field(default_factory=dict)
    """What the reader's own words admit, with its worth."""
    added: Mapping[Leaf, float] = field(default_factory=dict)
    telling: tuple[Leaf, ...] = ()
    """Of the reader's own words what says something by itself."""

    def hit(self, page: FoundPage) -> PageHit:
        """Return a page with the place on it that answers best."""
        snippet = make_snippet(page.text, {**self.added, **self.own})
        place = (page.page, page.label, page.unit, page.sha256)
        return PageHit(*place, snippet.text, snippet.marks, page.score)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return what is to be marked in ``text``, in order, not overlapping.

        A syllable that is a part of a word in the question is marked where another one stands
        beside it: "tế" of "quốc tế", not of "kinh tế".
        """
        reading = read(text)
        own = weigh(reading.parts, self.own)
        words = weigh(reading.parts, dict.fromkeys(self.telling, 1.0))
        kept = [at for at in own if at in words or at - 1 in own or at + 1 in own]
        shown = set(kept)
        added = [at for at in weigh(reading.parts, self.added) if at not in shown]
        tokens = reading.tokens(0, len(reading.parts))
        marks = [Mark(*span, added=False) for span in join(text, [tokens[at] for at in kept])]
        marks += [Mark(*span, added=True) for span in join(text, [tokens[at] for at in added])]
        return tuple(sorted(marks, key=lambda mark: mark.start))


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
    worth = {leaf: weight * found.rarities[leaf] for leaf, weight in marks.items()}
    return Within(
        found.pages,
        {leaf: weight for leaf, weight in worth.items() if leaf not in understood.added},
        {leaf: weight for leaf, weight in worth.items() if leaf in understood.added},
        tuple(leaf for leaf in telling if leaf not in understood.added),
    )
