"""A text into its words, each of one or more syllables, by underthesea's model."""

from __future__ import annotations

import re
from functools import cache

from indexer.language.segmentation import Segmenter

_RUN = re.compile(r"\S{200}(?=\S)")
"""So many signs without a space are no word of any language, and would take quadratic time."""


def segment(text: str) -> list[str]:
    """Return the words and signs of ``text`` in order; syllables of a word are spaced as read.

    The model is loaded at the first call. Raises
    :class:`indexer.errors.SegmentationUnavailable`.
    """
    return _segmenter().segment(_RUN.sub(r"\g<0> ", text))


@cache
def _segmenter() -> Segmenter:
    return Segmenter.load()
