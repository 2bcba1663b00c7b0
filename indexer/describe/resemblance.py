"""Texts into sketches of a kilobyte, and sketches into how much alike the texts are.

A sketch holds the least hashes of a text's shingles, three words each without their accents; of
two texts' shingles as large a share is common as of the least hashes of both together (bottom-k
sketches: Broder, On the resemblance and containment of documents, 1997; Cohen and Kaplan, 2007).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from indexer.language.fold import fold
from indexer.language.segmentation.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from indexer.records.files import Page

_HASHES = 256
_FEWEST_WORDS = 60
"""Of a text that says enough of itself: two letters of transmittal are alike."""
_ALIKE = 0.5
"""Share of common shingles; two recognitions with five wrong words of a hundred share 0.58."""
_COMMON = 50
"""Texts that share a hash, from which on it is of a form and says nothing."""
_HINT = 16
"""Common hashes without which two texts are not compared."""

_WORD = re.compile(r"\w+")
_WEIGHTS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two files that are perhaps two scans, or the draft and the final form, of one document."""

    one: str
    """By hash."""
    other: str
    share: float
    """Of their shingles that both have, 0 to 1; within some 0.05 of it."""


def sketch(pages: Sequence[Page]) -> bytes:
    """Return the sketch of a text, empty for one that is too short to tell."""
    words = [word for page in pages for word in _WORD.findall(fold(page.text))]
    if len(words) < _FEWEST_WORDS:
        return b""
    codes = np.array([_CODES[word] for word in words], dtype=np.uint64)
    mixed = codes[:-2] * _WEIGHTS[0] + codes[1:-1] * _WEIGHTS[1] + codes[2:] * _WEIGHTS[2]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _WEIGHTS[1]
    least = np.unique((mixed >> np.uint64(32)).astype("<u4"))[:_HASHES]
    return least.tobytes()


def _code(word: str) -> int:
    return crc32(word.encode())


_CODES = Memo(_code)


def share(one: bytes, other: bytes) -> float:
    """Return the share of common shingles that two sketches suggest."""
    first, second = _hashes(one), _hashes(other)
    # Beyond the least of either's last hashes only one of them would be complete.
    both = np.union1d(first, second)[:_HASHES]
    common = np.intersect1d(first, second, assume_unique=True)
    return float(np.isin(both, common, assume_unique=True).mean()) if both.size else 0.0


def resembling(sha256: str, sketches: Mapping[str, bytes]) -> list[Resemblance]:
    """Return the files that resemble one, the most alike first."""
    mine = sketches.get(sha256, b"")
    found = [
        Resemblance(sha256, other, share(mine, theirs))
        for other, theirs in sketches.items()
        if mine and other != sha256
    ]
    return _alike(found)


def resemblances(sketches: Mapping[str, bytes]) -> list[Resemblance]:
    """Return all pairs of files that resemble each other, the most alike first."""
    owners: defaultdict[int, list[str]] = defaultdict(list)
    for sha256, packed in sorted(sketches.items()):
        for value in _hashes(packed).tolist():
            owners[value].append(sha256)
    pairs = Counter(
        pair
        for some in owners.values()
        if 1 < len(some) <= _COMMON
        for pair in combinations(some, 2)
    )
    return _alike(
        [
            Resemblance(one, other, share(sketches[one], sketches[other]))
            for (one, other), common in pairs.items()
            if common >= _HINT
        ]
    )


def _alike(found: list[Resemblance]) -> list[Resemblance]:
    alike = [one for one in found if one.share >= _ALIKE]
    return sorted(alike, key=lambda one: (-one.share, one.one, one.other))


def _hashes(packed: bytes) -> npt.NDArray[np.uint32]:
    return np.frombuffer(packed, dtype="<u4")
