"""Merging segments gives what writing their works at once would."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.flat import merge
from indexer.engine.flat.merge import Source
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import PassageInput, SegmentWriter, WorkInput
from tests.engine.flat.corpora import check_segment, draw_work, write


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1 << 32),
    works=st.integers(0, 80),
    vocabulary=st.sampled_from((3, 40, 10_000)),
    at_once=st.sampled_from((1, 60, 1_000_000)),
    share=st.sampled_from((0.0, 0.5, 0.9, 1.0)),
)
def test_merging_equals_writing_what_stays(
    seed: int, works: int, vocabulary: int, at_once: int, share: float
) -> None:
    """Any cut into segments and any deletions: terms, columns and records are of what stays."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    drawn = [draw_work(chance, number, vocabulary) for number in range(works)]
    cuts = [0, *sorted(chance.randrange(works + 1) for _ in range(chance.randrange(4))), works]
    keep = np.array([chance.random() < share for _ in drawn], np.bool_)
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        directory = Path(name)
        patch.setattr(merge, "POSTINGS_AT_ONCE", at_once)
        sources = [
            Source(
                write(directory / str(at), drawn[first:last]),
                None if share == 1 else keep[first:last],
            )
            for at, (first, last) in enumerate(pairwise(cuts))
        ]
        merge.merge(directory / "merged", sources)
        merged = FlatSegment(directory / "merged")
        merged.verify()
        check_segment(
            merged, [work for work, stays in zip(drawn, keep, strict=True) if stays or share == 1]
        )


def test_segments_of_other_fields_are_refused(tmp_path: Path) -> None:
    """Segments with different fields, or a column of two kinds, have no common form."""
    one = write(tmp_path / "one", [WorkInput([], {"a": 1})])
    two = write(tmp_path / "two", [WorkInput([], {"a": "x"})])
    writer = SegmentWriter(tmp_path / "three", {"body": False})
    writer.add(WorkInput([PassageInput({"body": ("x",)})]))
    writer.finish()
    with pytest.raises(ValueError, match="column a"):
        merge.merge(tmp_path / "merged", [Source(one), Source(two)])
    with pytest.raises(ValueError, match="different fields"):
        merge.merge(tmp_path / "merged", [Source(one), Source(FlatSegment(tmp_path / "three"))])
    assert not (tmp_path / "merged").exists()
