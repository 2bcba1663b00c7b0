from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.folding import fold_evenly


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    """What is found in the folded text stands at the same place in the text."""
    assert len(fold_evenly(text)) == len(text)


def test_accents_fall() -> None:
    """Accents, capitals and the bar of đ fall."""
    assert fold_evenly("Đoàn ra NĂM 2016") == "doan ra nam 2016"
