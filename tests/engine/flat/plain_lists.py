"""Posting lists drawn at random, and read from their words bit by bit in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.engine.flat.lists import Lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

PASSAGES = 1 << 26
SIZES = (1, 1, 2, 3, 40, 127, 128, 129, 200, 255, 256, 257, 700)


class PlainList(NamedTuple):
    """One posting list."""

    ids: list[int]
    tfs: list[int]
    positions: list[list[int]]


def draw_list(chance: np.random.Generator, *, positions: bool) -> PlainList:
    """Return a list of any of the sizes whose numbers take very different numbers of bits."""
    count = int(chance.choice(SIZES))
    bits = int(chance.integers(0, 27))
    gaps = chance.integers(0, 1 << chance.integers(0, bits + 1, count)) + 1
    ids = np.cumsum(gaps) - 1
    ids = ids[ids < PASSAGES]
    wide = 8 if positions else 32
    tfs = chance.integers(0, 1 << chance.integers(0, wide + 1)) >> chance.integers(
        0, wide + 1, len(ids)
    )
    most = 1 << int(chance.integers(0, 33))
    found = [
        sorted(chance.integers(0, most, tf + 1).tolist()) if positions else []
        for tf in tfs.tolist()
    ]
    return PlainList(ids.tolist(), (tfs + 1).clip(max=(1 << 32) - 1).tolist(), found)


def put_together(lists: list[PlainList], *, positions: bool) -> Lists:
    """Return lists as the writer takes them."""
    return Lists(
        np.array([len(one.ids) for one in lists], np.int64),
        np.array([number for one in lists for number in one.ids], np.uint32),
        np.array([tf for one in lists for tf in one.tfs], np.uint32),
        np.array([at for one in lists for held in one.positions for at in held], np.uint32)
        if positions
        else None,
    )


def read_plainly(
    words: NDArray[np.uint32], count: int, place: int, *, positions: bool
) -> PlainList:
    """Return the list at a place, as ``flat/lists.py`` describes it."""
    return _PlainReader(words, count, positions=positions).read(place)


class _PlainReader:
    def __init__(self, words: NDArray[np.uint32], count: int, *, positions: bool) -> None:
        self.words = words.tolist()
        self.bits = int.from_bytes(words.astype("<u4").tobytes(), "little")
        self.count = count
        self.positions = positions

    def read(self, place: int) -> PlainList:
        if place >> 63:
            at = place >> 31 & 0xFFFFFFFF
            return PlainList([place & 0x7FFFFFFF], [1], [[at] if self.positions else []])
        if self.count <= 128:
            return self._read_block(place)
        return self._read_blocks(place)

    def _read_block(self, place: int) -> PlainList:
        widths = [place >> shift & 63 for shift in (40, 46, 52)]
        bit = (place & (1 << 40) - 1) * 8
        ids = _add_up(self._run(bit, widths[0], self.count))
        bit += self.count * widths[0]
        tfs = [tf + 1 for tf in self._run(bit, widths[1], self.count)]
        bit += self.count * widths[1]
        total = sum(tfs)
        if not self.positions:
            gaps = []
        elif total <= 128:
            gaps = self._run(bit, widths[2], total)
        else:
            gaps = self._read_starts(-(-bit // 32), total)
        return PlainList(ids, tfs, _split(gaps, tfs))

    def _read_blocks(self, place: int) -> PlainList:
        at, blocks = place // 4, -(-self.count // 128)
        total, before = self.words[at], self.words[at + 1]
        last, starts, bounds = (at + 3 + part * blocks for part in range(3))
        area = bounds + blocks + (blocks if self.positions else 0)
        gaps: list[int] = []
        tfs: list[int] = []
        for block in range(blocks):
            size = min(128, self.count - 128 * block)
            entry, bound = self.words[starts + block], self.words[bounds + block]
            bit = (area + 4 * (entry & (1 << 26) - 1)) * 32
            gaps += self._numbers(bit, entry >> 26, size)
            tfs += [tf + 1 for tf in self._numbers(bit + size * (entry >> 26), bound >> 24, size)]
            assert bound >> 16 & 0xFF == min(255, max(tfs[-size:]))
            assert self.words[last + block] == _add_up(gaps)[-1]
        assert total == (sum(tfs) if self.positions else 0)
        found = self._read_starts(at + before, total) if self.positions else []
        return PlainList(_add_up(gaps), tfs, _split(found, tfs))

    def _read_starts(self, starts: int, total: int) -> list[int]:
        blocks = -(-total // 128)
        gaps: list[int] = []
        for block in range(blocks):
            entry = self.words[starts + block]
            bit = (starts + blocks + 4 * (entry & (1 << 26) - 1)) * 32
            gaps += self._numbers(bit, entry >> 26, min(128, total - 128 * block))
        return gaps

    def _numbers(self, bit: int, width: int, count: int) -> list[int]:
        if count < 128:
            return self._run(bit, width, count)
        lanes = [0, 0, 0, 0]
        for at in range(4 * width):
            lanes[at % 4] |= self.words[bit // 32 + at] << at // 4 * 32
        return [lanes[at % 4] >> at // 4 * width & (1 << width) - 1 for at in range(128)]

    def _run(self, bit: int, width: int, count: int) -> list[int]:
        return [self.bits >> bit + at * width & (1 << width) - 1 for at in range(count)]


def _add_up(gaps: list[int]) -> list[int]:
    ids = []
    former = -1
    for gap in gaps:
        former += gap + 1
        ids.append(former)
    return ids


def _split(gaps: list[int], tfs: list[int]) -> list[list[int]]:
    if not gaps:
        return [[] for _ in tfs]
    rest = iter(gaps)
    found = []
    for tf in tfs:
        at = 0
        held = []
        for _ in range(tf):
            at += next(rest)
            held.append(at)
        found.append(held)
    return found
