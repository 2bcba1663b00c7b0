"""Slices and segments into the directory of a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.engine.segments import find_held, join, merge_segments, open_segment
from indexer.records.works import Tier
from tests.engine.making import make_block, write_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.segments import OpenSegment

BLOCKS = [make_block(f"w{at}", "đầu", [f"a b{at}"] * (at % 4)) for at in range(30)]


def _join(directory: Path, parts: Sequence[Sequence[Block]]) -> OpenSegment:
    slices = [directory.with_name(f"{directory.name}{at}") for at in range(len(parts))]
    for path, blocks in zip(slices, parts, strict=True):
        write_segment(path, blocks)
    return open_segment(directory, join(directory, Tier.PUBLIC, slices))


def _texts(segment: OpenSegment) -> list[str]:
    return [segment.part.text_of(at) for at in range(segment.part.passages)]


def _texts_of(blocks: Sequence[Block]) -> list[str]:
    return [passage.text for block in blocks for passage in block.passages]


@pytest.mark.parametrize("size", [1, 7, 30])
def test_slices_are_merged_and_gone(tmp_path: Path, size: int) -> None:
    """Whatever fits into a slice, all works are in one file, in their order."""
    segment = _join(tmp_path / "one", [BLOCKS[at : at + size] for at in range(0, 30, size)])
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["lexicon", "segment"]
    assert segment.fingerprints() == {block.work: block.fingerprint for block in BLOCKS}
    assert _texts(segment) == _texts_of(BLOCKS)


def test_what_is_deleted_is_left_out_of_a_merge(tmp_path: Path) -> None:
    """Of the entry by number, of what could be kept, of the merged files altogether."""
    one, two = (
        _join(tmp_path / name, [own]) for name, own in (("1", BLOCKS[:9]), ("2", BLOCKS[9:]))
    )
    entry = one.without(["w3", "w5", "w12", "unknown"])
    assert (entry.deleted, entry.deleted_passages) == ((3, 5), 4 + 2)
    one = open_segment(tmp_path / "1", entry, one)
    assert one.without(["w5", "w7"]).deleted == (3, 5, 7)
    assert one.without(["w5"]) == entry
    assert set(one.fingerprints()) == {f"w{at}" for at in (0, 1, 2, 4, 6, 7, 8)}
    merged = open_segment(tmp_path / "3", merge_segments(tmp_path / "3", [one, two]))
    assert _texts(merged) == _texts_of([*BLOCKS[:3], BLOCKS[4], *BLOCKS[6:]])
    assert find_held(tmp_path / "3", ["w3", "w5", "w6"]) == {"w6"}
    assert find_held(tmp_path / "1", ["w3", "w12"]) == {"w3"}
    assert merged.without_numbers(np.array([0])).deleted == (0,)
