"""A segment into a side file of what stands in it, and several of those into a lexicon."""

from __future__ import annotations

from indexer.engine.lexicon.segment_lexicon import LEXICON, SegmentLexicon
from indexer.engine.lexicon.tier_lexicon import TierLexicon
from indexer.engine.lexicon.writing import write_lexicon

__all__ = ["LEXICON", "SegmentLexicon", "TierLexicon", "write_lexicon"]
