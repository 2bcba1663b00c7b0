"""Whoosh's postings into arrays."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import Layer
from indexer.engine.manifest import read_manifest
from indexer.engine.postings import Postings, PostingsCache
from indexer.engine.segment_reader import Segment
from tests.engine.making import build, make_block

if TYPE_CHECKING:
    from indexer.engine.whoosh_engine import WhooshEngine


def test_long_lists_are_read_whole(engine: WhooshEngine) -> None:
    """Over many of Whoosh's blocks of 128, in each of its short forms of weights."""
    every = [
        ("a " * (n % 5 + 1) + "b " + "c c " + "d " * (n % 3 == 0)).split() for n in range(1000)
    ]
    build(engine, [make_block(f"w{n:04}", " ".join(text)) for n, text in enumerate(every)])
    (entry,) = read_manifest(engine.directory() / "manifest.json").segments
    directory = engine.directory().parent.parent / "segments" / entry.id
    with closing(Segment(directory, entry, PostingsCache(0))) as segment:
        for term in "abcd":
            found = segment.postings(Layer.FOLDED, term, positions=True)
            holding = [n for n, text in enumerate(every) if term in text]
            assert found.passages.tolist() == holding
            assert found.frequencies.tolist() == [every[n].count(term) for n in holding]
            assert found.positions.tolist() == [
                at for n in holding for at, one in enumerate(every[n]) if one == term
            ]


def test_the_cache_keeps_within_its_budget() -> None:
    """What was used last stays; what is too large is not kept at all."""

    def some(size: int) -> Postings:
        return Postings(np.zeros(size, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))

    cache = PostingsCache(80)
    for key in range(6):
        cache.put(key, some(2))
        cache.get(0)
    cache.put("large", some(3))
    assert [cache.get(key) is not None for key in (0, 1, 4, "large")] == [True, False, True, False]
    cache.put(5, some(2))
    assert cache.get(0) is not None
