"""Blocks into slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.flat.blocks import WORK
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.slicing import write_blocks
from indexer.records.works import Tier
from tests.engine.making import make_block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.slicing import Slice

BLOCKS = [
    make_block(f"w{at:02}", "đầu", [f"a b{at}"] * (at % 4), tier=list(Tier)[at % 2])
    for at in range(30)
]


def _works(one: Slice) -> tuple[str, ...]:
    texts = FlatSegment(one.path).texts(WORK)
    return tuple(texts.text(code) for code in texts.codes.tolist())


def test_slices_hold_the_works_of_a_tier_in_their_order(tmp_path: Path) -> None:
    """Whatever their size; each is a file that says itself what it holds."""
    for tokens in (1, 50, 1_000_000):
        slices = list(write_blocks(BLOCKS, tmp_path, tokens))
        for tier in list(Tier)[:2]:
            own = [one for one in slices if one.tier is tier]
            wanted = [block.work for block in BLOCKS if block.tier is tier]
            assert [work for one in own for work in one.works] == wanted
        assert all(_works(one) == one.works for one in slices)
        assert all(FlatSegment(one.path).passages == one.passages for one in slices)
    assert len(slices) == 2


def test_a_slice_is_written_as_soon_as_it_is_full(tmp_path: Path) -> None:
    """Memory is bounded: a slice is there before the next work is asked for."""
    asked: list[str] = []

    def blocks() -> Iterator[Block]:
        for block in BLOCKS:
            asked.append(block.work)
            yield block

    next(iter(write_blocks(blocks(), tmp_path, 1)))
    assert len(asked) == 2


def test_nothing_half_written_is_left_of_what_was_broken_off(tmp_path: Path) -> None:
    """Whoever stops asking finds whole slices alone."""
    writing = write_blocks(BLOCKS, tmp_path, 50)
    told = next(writing)
    del writing
    assert told.path in tmp_path.iterdir()
    for path in tmp_path.iterdir():
        FlatSegment(path).verify()
