"""The segments of a tier into those that should become one.

Segments are of about the same size when their living passages have as many places to the base of
:data:`ALIKE`; more than that many of a size become one of the next, as in a log-structured merge
tree (O'Neil et al. 1996) and, with more cases, in Lucene's ``TieredMergePolicy``. So a passage is
rewritten as often as its segment grows sixfold, and there are few segments.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine.manifest import SegmentEntry
    from indexer.records.works import Tier

ALIKE = 6
"""So many segments of a size stay beside each other."""

SMALL = 1_000
"""Segments of fewer passages than this are all of one size."""

MOST_DELETED = 0.25
"""A segment of which a greater share of passages is deleted is written anew."""


def choose_merge(segments: Iterable[SegmentEntry]) -> tuple[SegmentEntry, ...]:
    """Return segments of one tier that should become one, in their order; none if all is well."""
    by_tier: defaultdict[Tier, list[SegmentEntry]] = defaultdict(list)
    for segment in segments:
        by_tier[segment.tier].append(segment)
    chosen = (_choose(own) for own in by_tier.values())
    return next((one for one in chosen if one), ())


def _choose(segments: Sequence[SegmentEntry]) -> tuple[SegmentEntry, ...]:
    by_size: defaultdict[int, list[SegmentEntry]] = defaultdict(list)
    for segment in segments:
        by_size[_size(segment.living_passages)].append(segment)
    joined: list[SegmentEntry] = []
    for size in range(max(by_size, default=0) + 1):
        own = by_size[size]
        comes = _size(sum(one.living_passages for one in joined)) == size if joined else False
        if len(own) + comes > ALIKE:
            joined += own
    names = {one.id for one in joined}
    return tuple(one for one in segments if one.id in names or _is_hollow(one))


def _size(passages: int) -> int:
    size = 0
    while passages >= SMALL:
        passages //= ALIKE
        size += 1
    return size


def _is_hollow(segment: SegmentEntry) -> bool:
    return segment.deleted_passages > MOST_DELETED * segment.passages
