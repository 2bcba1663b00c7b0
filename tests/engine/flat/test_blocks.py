"""Blocks of works in segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.blocks import HEAD, Layer
from indexer.engine.flat.blocks import (
    FINGERPRINT,
    PAGE,
    SHA256,
    WORK,
    facet_column,
    order_column,
)
from indexer.engine.flat.columns import Axis
from indexer.engine.flat.dictionary import decode_term
from tests.engine.making import make_block, write_segment

if TYPE_CHECKING:
    from pathlib import Path


def test_a_block_comes_back(tmp_path: Path) -> None:
    """Layers, pages, texts, facets and sort keys of works are found under their names."""
    blocks = [
        make_block(
            "bbbb", "Hội thảo", ("hợp tác quốc tế", "kinh tế \ud800"), order={"date": "2019"}
        ),
        make_block("aaaa", "Đoàn ra", (), facets={"kind": ("delegation", "report")}),
    ]
    segment = write_segment(tmp_path / "segment", blocks)
    assert (segment.works, segment.passages) == (2, 4)
    works = segment.texts(WORK)
    assert [works.text(code) for code in works.codes.tolist()] == ["bbbb", "aaaa"]
    assert segment.texts(FINGERPRINT).text(1)
    assert segment.numbers(PAGE).tolist() == [HEAD, 1, 2, HEAD]
    shas = segment.texts(SHA256, Axis.PASSAGES)
    assert [bool(code) for code in shas.codes.tolist()] == [False, True, True, False]
    assert segment.sets(facet_column("kind")).offsets.tolist() == [0, 0, 2]
    assert segment.texts(order_column("date")).codes.tolist() == [1, 0]
    assert decode_term(segment.stored(2)) == "kinh tế \ud800"
    folded = segment.field(Layer.FOLDED)
    assert folded.postings(folded.ordinal("tế".encode())).ids().tolist() == [1, 2]
    bigrams = segment.field(Layer.BIGRAMS)
    assert bigrams.range("hợp ".encode())[1] - bigrams.range("hợp ".encode())[0] == 1
    assert not bigrams.positions
