"""An open generation: its segments, their lexicons, and what answers over both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from indexer.engine.codec.generation import LivingSegment, open_reader
from indexer.engine.evaluate.searcher import Evaluator
from indexer.engine.flat.checked import reading
from indexer.engine.lexicon import TierLexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from whoosh.reading import IndexReader

    from indexer.engine.manifest import Manifest
    from indexer.engine.segments import OpenSegment
    from indexer.engine.tree import Found, FoundPages, Leaf, Node, Plan, Weighted
    from indexer.records.works import Tier


class OpenGeneration:
    """An :class:`indexer.engine.engine.Searcher` over flat segments."""

    def __init__(
        self,
        number: int,
        directory: Path,
        manifest: Manifest,
        segments: Sequence[OpenSegment],
        withdrawn: Callable[[], frozenset[str]],
    ) -> None:
        self.number = number
        self.directory = directory
        self.analyser_version = manifest.analyser
        self.created = datetime.fromisoformat(manifest.created)
        # Held here, each is shared with the generations that are opened meanwhile.
        self.segments = tuple(segments)
        self._withdrawn = withdrawn
        self._evaluator = Evaluator([one.part for one in segments], withdrawn)

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds. Raises :class:`IndexDamaged`."""
        # Lists are decoded while they are evaluated: what cannot be followed shows there.
        with reading(self.directory):
            return self._evaluator.search(plan)

    def texts(self, work: str, tiers: frozenset[Tier], most: int) -> tuple[str, ...]:
        """Return the texts of at most ``most`` passages, spread evenly over a work, in order."""
        with reading(self.directory):
            return self._evaluator.texts(work, tiers, most)

    def pages(
        self,
        works: Collection[str],
        tiers: frozenset[Tier],
        match: Node,
        score: Sequence[Weighted],
    ) -> FoundPages:
        """Return the pages of living works that match by themselves, in the order of each work."""
        with reading(self.directory):
            return self._evaluator.pages(works, tiers, match, score)

    def reader(self, tiers: frozenset[Tier]) -> IndexReader:
        """Return Whoosh's reader of what lives of ``tiers`` now, page by page.

        For queries that a plan cannot ask; see ``codec/generation.py``. It is good as long as this
        is open. Raises :class:`IndexDamaged`.
        """
        with reading(self.directory):
            living = self._evaluator.living(tiers)
            parts = [LivingSegment(one.part.segment, one.passages) for one in living.parts]
            return open_reader(parts)

    def lexicon(self, tiers: frozenset[Tier]) -> TierLexicon:
        """Return the lexicon of ``tiers`` and of nothing else."""
        own = [one.lexicon for one in self.segments if one.entry.tier in tiers]
        return TierLexicon(own, lambda leaf: self._frequency(leaf, tiers))

    def close(self) -> None:
        """Let go of the segments: they are closed when no other generation holds them."""
        self.segments = ()
        self._evaluator = Evaluator((), self._withdrawn)

    def _frequency(self, leaf: Leaf, tiers: frozenset[Tier]) -> int:
        with reading(self.directory):
            return self._evaluator.frequency(leaf, tiers)
