"""Blocks into a side file of what stands in a segment, and several of those into a lexicon."""

from __future__ import annotations

from indexer.engine.lexicon.draft import LexiconDraft
from indexer.engine.lexicon.segment_lexicon import LEXICON, SegmentLexicon
from indexer.engine.lexicon.tier_lexicon import TierLexicon

__all__ = ["LEXICON", "LexiconDraft", "SegmentLexicon", "TierLexicon"]
