"""How a posting list lies on disk, and where: the one place that writer and readers share.

Lists are bits in words of 32, little-endian. Every term has its document frequency and a *place*,
64 bits::

    bit 63 set    a term that stands once in one passage: passage (31 bits), position (32 bits)
    otherwise     byte where the list begins (40 bits), and of a list of one block its three widths,
                  of gaps, frequencies and positions (6 bits each)

Numbers are kept as gaps between passages - 1 (the first passage as it is), frequencies - 1, and
gaps between the positions of a passage (its first position as it is), in blocks of 128, the last
one maybe shorter, each with the width of its largest number. A **list of one block** is three runs,
one behind the other without a gap: passages, frequencies, positions. Where there are more than 128
positions, these lie from the next word on, as those of longer lists do. A **list of N blocks**
begins at a word::

    head           3 words: how many positions, words up to the positions, words in all
    last           N words: the last passage of each block
    starts         N words: where each block begins, in 4 words behind the directory (26 bits), and
                   the width of its gaps (6 bits)
    bounds         N words: its shortest length of a passage (16 bits), greatest frequency (8 bits),
                   width of frequencies (6 bits); 65535 and 255 say that or more
    before         N words: how many positions stand before it; in fields with positions
    blocks         gaps, then frequencies; full blocks are vertical, the last two may be runs
    positions      a word for each of their blocks as in ``starts``, the blocks
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_PASSAGES = 1 << 31

SINGLE = 1 << 63
"""Places from here on hold their one posting."""

POSITION_SHIFT = 31
"""Where the position begins in a place that holds its posting."""

OFFSET_BITS = 40
OFFSET_MASK = (1 << OFFSET_BITS) - 1
GAP_WIDTH_SHIFT, FREQUENCY_WIDTH_SHIFT, POSITION_WIDTH_SHIFT = 40, 46, 52
WIDTH_MASK = 63

HEAD_WORDS = 3

START_BITS = 26
"""Bits of a start; more than 1 GiB of blocks is no list."""
START_MASK = (1 << START_BITS) - 1

PEAK_SHIFT, FREQUENCY_SHIFT = 16, 24
FULL_PEAK, FULL_LENGTH = 0xFF, 0xFFFF


@dataclass(frozen=True, slots=True)
class Lists:
    """The posting lists of some terms, one after another."""

    counts: NDArray[np.int64]
    """Postings per term, at least 1."""
    ids: NDArray[np.uint32]
    """Passages, ascending within a term."""
    tfs: NDArray[np.uint32]
    """Per posting how often, at least 1."""
    positions: NDArray[np.uint32] | None
    """Of all postings, ascending within each; none in a field without positions."""
