"""Blocks into the directory of a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.engine import segments
from indexer.engine.segments import SegmentDraft, WorkRecord, open_part, read_works
from indexer.records.works import Tier
from tests.engine.making import make_block

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("tokens", [1, 40, 1_000_000])
def test_slices_are_merged_and_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tokens: int
) -> None:
    """Whatever fits into a slice, all works are in one file, in their order."""
    monkeypatch.setattr(segments, "TOKENS_IN_SLICE", tokens)
    blocks = [make_block(f"w{at}", "đầu", [f"a b{at}"] * (at % 4)) for at in range(30)]
    draft = SegmentDraft(tmp_path / "one", Tier.PUBLIC)
    for block in blocks:
        draft.add(block)
    entry = draft.finish()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["lexicon", "segment"]
    assert read_works(tmp_path / "one") == [
        WorkRecord(block.work, block.fingerprint, len(block.passages)) for block in blocks
    ]
    part = open_part(tmp_path / "one", entry)
    texts = [passage.text for block in blocks for passage in block.passages]
    assert [part.text_of(at) for at in range(part.passages)] == texts
