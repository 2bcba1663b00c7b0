"""Posting lists back from words, whole and in part, sound and senseless."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.encoding import encode
from indexer.engine.flat.packing import BLOCK
from indexer.engine.flat.postings import PostingList
from indexer.errors.index import IndexDamaged
from tests.engine.flat.plain_lists import PASSAGES, PlainList, draw_list, put_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engine.flat.checked import Section

_LENGTHS = np.zeros(PASSAGES, np.uint16)
_SEEDS = st.integers(0, 1 << 32)


def _section(directory: str, words: NDArray[np.uint32]) -> Section:
    """Return ``words`` as a section of a file, with a section before it."""
    path = Path(directory) / "lists"
    with CheckedWriter(path) as writer:
        writer.section("other").append(b"x" * 100)
        writer.section("lists").append(words)
        writer.finish({})
    return CheckedFile(path).section("lists")


def _check_whole(found: PostingList, wanted: PlainList, *, positions: bool) -> None:
    assert found.ids().tolist() == wanted.ids
    assert found.tfs().tolist() == wanted.tfs
    if positions:
        read = found.positions()
        assert read.counts.tolist() == wanted.tfs
        assert read.values.tolist() == [at for held in wanted.positions for at in held]


def _check_some(
    found: PostingList, wanted: PlainList, chance: np.random.Generator, *, positions: bool
) -> None:
    near = np.array(wanted.ids)[:, None] + np.arange(-1, 2)
    some = np.unique(near.ravel().clip(0, PASSAGES - 1))
    asked = some[chance.random(len(some)) < chance.random()].astype(np.uint32)
    row = {number: at for at, number in enumerate(wanted.ids)}
    places = found.find(asked)
    assert places.tolist() == [row.get(number, -1) for number in asked.tolist()]
    held = places[places >= 0]
    assert found.tfs_at(held).tolist() == [wanted.tfs[at] for at in held.tolist()]
    if positions:
        read = found.positions(held)
        assert read.counts.tolist() == [wanted.tfs[at] for at in held.tolist()]
        wanted_values = [at for place in held.tolist() for at in wanted.positions[place]]
        assert read.values.tolist() == wanted_values


@settings(max_examples=60, deadline=None)
@given(seed=_SEEDS, size=st.integers(1, 8), positions=st.booleans())
def test_lists_come_back(
    seed: int,
    size: int,
    positions: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    """Any lists come back: whole, what of them is asked for, and block by block."""
    chance = np.random.default_rng(seed)
    lists = [draw_list(chance, positions=positions) for _ in range(size)]
    encoded = encode(put_together(lists, positions=positions), _LENGTHS, 0)
    with TemporaryDirectory() as directory:
        section = _section(directory, encoded.words)
        for one, place in zip(lists, encoded.places.tolist(), strict=True):
            found = PostingList(section, PASSAGES, len(one.ids), place, positions=positions)
            _check_some(found, one, chance, positions=positions)
            _check_whole(found, one, positions=positions)
            blocks = range(len(found.blocks.last))
            assert len(blocks) == (-(-found.count // BLOCK) if found.count > BLOCK else 0)
            chosen = [block for block in blocks if chance.random() < 0.5]
            some = found.some(np.array(chosen, np.int64))
            rows = [slice(block * BLOCK, (block + 1) * BLOCK) for block in chosen]
            assert some.ids.tolist() == [number for row in rows for number in one.ids[row]]
            assert some.tfs.tolist() == [tf for row in rows for tf in one.tfs[row]]


@settings(max_examples=300, deadline=None)
@given(seed=_SEEDS, flips=st.integers(1, 6), passages=st.sampled_from((PASSAGES, 1000, 1)))
def test_senseless_lists_are_damage(seed: int, flips: int, passages: int) -> None:
    """Bits that are wrong under right checksums are read as some list, or are damage."""
    chance = np.random.default_rng(seed)
    one = draw_list(chance, positions=True)
    encoded = encode(put_together([one], positions=True), _LENGTHS, 0)
    words = encoded.words.copy()
    for _ in range(flips if len(words) else 0):
        # Mostly in the directory, where bits lead somewhere.
        most = len(words) if chance.random() < 0.3 else min(len(words), 30)
        words[chance.integers(0, most)] ^= np.uint32(1) << np.uint32(chance.integers(0, 32))
    place = int(encoded.places[0])
    if chance.random() < 0.5:
        place ^= 1 << int(chance.integers(0, 64))
    with TemporaryDirectory() as directory, suppress(IndexDamaged):
        section = _section(directory, words)
        count = max(1, len(one.ids) + int(chance.integers(-1, 2)))
        found = PostingList(section, passages, count, place, positions=True)
        _read_everything(found, passages)


def _read_everything(found: PostingList, passages: int) -> None:
    """Read a list in every way; what comes back is within the bounds of the segment."""
    read = [_read(found, way) for way in ("ids", "tfs", "positions", "some", "find")]
    ids = read[0]
    if ids is not None:
        assert len(ids) == found.count
        assert int(ids[-1]) < passages
        assert (np.diff(ids.astype(np.int64)) > 0).all()


def _read(found: PostingList, way: str) -> NDArray[np.uint32] | None:
    with suppress(IndexDamaged):
        if way == "ids":
            return found.ids()
        if way == "tfs":
            return found.tfs()
        if way == "positions":
            places = np.arange(0, found.count, 3)
            found.positions(places)
            return found.positions().values
        if way == "some":
            return found.some(np.arange(len(found.blocks.last))).ids
        found.find(np.arange(0, PASSAGES, PASSAGES // 64).astype(np.uint32))
    return None
