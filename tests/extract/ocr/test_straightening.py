"""Tilted lines are found on every page that has lines, and on no other."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from indexer.extract.ocr.straightening import tilt_of
from tests.extract.ocr.printing import LINES, picture


def _tilted(degrees: float) -> Image.Image:
    return picture(LINES * 6).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


@pytest.mark.parametrize("degrees", [-8, -5, -2, 2, 3.5, 7])
@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_tilted_lines_are_turned_back(degrees: float, quarter: int) -> None:
    """To a fifth of a degree, also on a page that stands on its side or its head."""
    turned = _tilted(degrees).rotate(quarter, expand=True)
    assert tilt_of(np.asarray(turned)) == pytest.approx(-degrees, abs=0.25)


@pytest.mark.parametrize("degrees", [-0.8, 0, 0.5, 90])
def test_straight_lines_are_left_alone(degrees: float) -> None:
    """What is hardly tilted is read as it is."""
    assert tilt_of(np.asarray(_tilted(degrees))) == 0


def test_what_has_no_lines_is_left_alone() -> None:
    """Noise, a blank page, a dot."""
    noise = np.random.default_rng(3).integers(0, 255, (900, 600), np.uint8)
    assert tilt_of(noise) == 0
    assert tilt_of(np.full((900, 600), 255, np.uint8)) == 0
    assert tilt_of(np.zeros((1, 1), np.uint8)) == 0
