"""Our matcher walks and skips as a list of postings says."""

from __future__ import annotations

import random
from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.formats import Existence, Frequency
from whoosh.matching import ReadTooFar

from indexer.engine.codec.formats import FlatPositions
from indexer.engine.codec.matcher import FlatMatcher
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import PassageInput, SegmentWriter, WorkInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DOCUMENTS = 9000
_TERMS = {"dày": 0.9, "vừa": 0.1, "thưa": 0.002}


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    """Documents with terms that have long and short lists."""
    chance = random.Random(4)  # noqa: S311 - repeatable, no secret
    return [
        [term for term, share in _TERMS.items() for _ in range(3) if chance.random() < share]
        for _ in range(_DOCUMENTS)
    ] + [["một"]]


@pytest.fixture(scope="module")
def segment(texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> FlatSegment:
    """A segment of them."""
    path = tmp_path_factory.mktemp("matcher") / "segment"
    writer = SegmentWriter(path, {"body": True})
    for text in texts:
        writer.add(WorkInput([PassageInput({"body": text})]))
    writer.finish()
    return FlatSegment(path)


def make(segment: FlatSegment, term: str, deleted: NDArray[np.bool_] | None = None) -> FlatMatcher:
    """Return the matcher of a term."""
    field = segment.field("body")
    postings = field.postings(field.ordinal(term.encode()))
    return FlatMatcher(postings, FlatPositions(2.0), ("body", term.encode()), None, deleted)


@settings(max_examples=25, deadline=None)
@given(term=st.sampled_from([*_TERMS, "một"]), seed=st.integers(0, 99), losses=st.booleans())
def test_walking_and_skipping(
    segment: FlatSegment, texts: list[list[str]], term: str, seed: int, *, losses: bool
) -> None:
    """Each posting has its document, weight and positions, deleted ones are passed over."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    deleted = np.array([losses and chance.random() < 0.3 for _ in texts])
    wanted = [at for at, text in enumerate(texts) if term in text and not deleted[at]]
    matcher = make(segment, term, deleted if losses else None)
    assert list(matcher.copy().all_ids()) == wanted
    at = 0
    while at < len(wanted):
        assert matcher.is_active()
        assert matcher.id() == wanted[at]
        if chance.random() < 0.5:
            text = texts[wanted[at]]
            positions = [place for place, one in enumerate(text) if one == term]
            assert matcher.weight() == 2.0 * len(positions)
            assert matcher.value_as("positions") == positions
            assert matcher.value_as("frequency") == len(positions)
        if chance.random() < 0.7:
            matcher.next()
            at += 1
        else:
            target = wanted[at] + int(chance.paretovariate(0.5))
            matcher.skip_to(min(target, len(texts)))
            at = max(at, bisect_left(wanted, target))
    assert not matcher.is_active()
    with pytest.raises(ReadTooFar):
        matcher.next()


def test_formats_without_positions(segment: FlatSegment) -> None:
    """A posting's value is what its field's format reads."""
    field = segment.field("body")
    postings = field.postings(field.ordinal("dày".encode()))
    frequent = FlatMatcher(postings, Frequency(), ("body", b""))
    assert frequent.value_as("frequency") == frequent.weight()
    assert not frequent.supports("positions")
    existing = FlatMatcher(postings, Existence(), ("body", b""))
    assert existing.value_as("frequency") == 1
    assert existing.value() == b""
