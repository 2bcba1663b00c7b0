"""Open segments into one that takes their place in the current generation, whatever it is by then.

Segments never change, so nobody waits while they are joined. Only for the swap the writer's lock is
held; what was deleted from them in the meantime is deleted from the new one.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.durable import sync_tree, write_atomically, writing
from indexer.engine.manifest import MANIFEST, encode_manifest
from indexer.engine.segments import merge_segments, open_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.engine.generations import Generations
    from indexer.engine.manifest import Manifest, SegmentEntry
    from indexer.engine.segments import OpenSegment


def merge_chosen(generations: Generations, chosen: Sequence[OpenSegment]) -> bool:
    """Put one segment in the place of ``chosen``; return whether they were still there.

    The merger's lock is held. Raises :class:`AnotherWriter` when somebody writes for
    long, :class:`IndexDamaged`, :class:`DiskFull`.
    """
    with generations.drafting() as draft, writing(generations.index):
        directory = draft / secrets.token_hex(8)
        merged = merge_segments(directory, chosen)
        with generations.writing():
            return _swap(generations, directory, merged, chosen)


def _swap(
    generations: Generations,
    directory: Path,
    merged: SegmentEntry,
    chosen: Sequence[OpenSegment],
) -> bool:
    number = generations.current()
    former = generations.manifest(number)
    now = {entry.id: entry for entry in former.segments}
    if any(one.entry.id not in now for one in chosen):
        return False
    merged = _carry_over(directory, merged, chosen, now)
    staged = directory.with_name("generation")
    staged.mkdir()
    generations.attach_former(number, former, staged)
    manifest = replace(former, segments=_put(former, merged, chosen))
    write_atomically(staged / MANIFEST, encode_manifest(manifest))
    sync_tree(staged)
    generations.publish(staged, [directory])
    generations.prune()
    return True


def _carry_over(
    directory: Path,
    merged: SegmentEntry,
    chosen: Sequence[OpenSegment],
    now: dict[str, SegmentEntry],
) -> SegmentEntry:
    """Return the entry of ``merged`` without what was deleted since the merge began."""
    gone: list[NDArray[np.int64]] = []
    before = 0
    for one in chosen:
        living = one.living_works()
        numbers = np.cumsum(living) - 1 + before
        since = np.setdiff1d(now[one.entry.id].deleted, one.entry.deleted).astype(np.int64)
        gone.append(numbers[since])
        before += int(living.sum())
    return open_segment(directory, merged).without_numbers(np.concatenate(gone))


def _put(
    former: Manifest, merged: SegmentEntry, chosen: Sequence[OpenSegment]
) -> tuple[SegmentEntry, ...]:
    """Return the segments of the generation with ``merged`` in the place of ``chosen``."""
    names = {one.entry.id for one in chosen}
    kept = [entry for entry in former.segments if entry.id not in names]
    first = next(at for at, entry in enumerate(former.segments) if entry.id in names)
    new = [merged] if merged.living_works else []
    return (*kept[:first], *new, *kept[first:])
