"""Texts into words by underthesea's model, evaluated in batches without importing underthesea."""

from __future__ import annotations

from indexer.language.segmentation.cuts import Cut
from indexer.language.segmentation.segmenter import Segmenter

__all__ = ["Cut", "Segmenter"]
