"""Texts into their words, each of one or more syllables, by underthesea's model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from indexer.language.segmentation import Segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN = re.compile(r"\S{200}(?=\S)")
"""So many signs without a space are no word of any language, and would take quadratic time."""


def segment(texts: Sequence[str]) -> list[list[str]]:
    """Return the words and signs of each text in order; syllables of a word are spaced as read.

    Many texts cost less together. The model is loaded at the first call. Raises
    :class:`SegmentationUnavailable`.
    """
    return _segmenter().segment_many([_RUN.sub(r"\g<0> ", text) for text in texts])


@cache
def _segmenter() -> Segmenter:
    return Segmenter.load()
