"""Paper becomes evenly white where it is not, and is left alone where it is."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.extract.ocr.evening import evened
from tests.extract.ocr.printing import LINES, picture


def _page() -> np.ndarray:
    return np.asarray(picture(LINES * 6), np.float32)


def test_a_shaded_page_becomes_even() -> None:
    """Paper is white from side to side, letters stay dark."""
    page = _page()
    shaded = page * np.linspace(0.4, 0.9, page.shape[1])[None, :]
    even = evened(shaded.astype(np.uint8))
    paper, letters = even[page == 255], even[page == 0]
    assert np.percentile(paper, 2) > 230
    assert np.percentile(letters, 98) < 60


@pytest.mark.parametrize("grey", [255, 200, 120])
def test_even_paper_is_left_alone(grey: int) -> None:
    """However grey it is."""
    page = (_page() * (grey / 255)).astype(np.uint8)
    assert evened(page) is page


def test_small_pictures_are_left_alone() -> None:
    """They have no side to side."""
    tiny = np.zeros((30, 30), np.uint8)
    assert evened(tiny) is tiny
