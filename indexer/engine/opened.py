"""An open generation: its segments, their lexicons, and what answers over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.evaluate.searcher import Evaluator
from indexer.engine.flat.checked import reading
from indexer.engine.lexicon import TierLexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.engine.evaluate.part import Part
    from indexer.engine.lexicon import SegmentLexicon
    from indexer.engine.tree import Found, Leaf, Plan
    from indexer.records.works import Tier


class OpenGeneration:
    """An :class:`indexer.engine.engine.Searcher` over flat segments."""

    def __init__(
        self,
        directory: Path,
        analyser_version: str,
        parts: Sequence[tuple[Part, SegmentLexicon]],
        withdrawn: Callable[[], frozenset[str]],
    ) -> None:
        self.directory = directory
        self.number = int(directory.name)
        self.analyser_version = analyser_version
        self._lexicons = [(part.tier, lexicon) for part, lexicon in parts]
        self._evaluator = Evaluator([part for part, _ in parts], withdrawn)

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds. Raises :class:`indexer.errors.IndexDamaged`."""
        # Lists are decoded while they are evaluated: what cannot be followed shows there.
        with reading(self.directory):
            return self._evaluator.search(plan)

    def lexicon(self, tiers: frozenset[Tier]) -> TierLexicon:
        """Return the lexicon of ``tiers`` and of nothing else."""
        own = [lexicon for tier, lexicon in self._lexicons if tier in tiers]
        return TierLexicon(own, lambda leaf: self._frequency(leaf, tiers))

    def close(self) -> None:
        """Close the segments."""
        self._evaluator.close()

    def _frequency(self, leaf: Leaf, tiers: frozenset[Tier]) -> int:
        with reading(self.directory):
            return self._evaluator.frequency(leaf, tiers)
