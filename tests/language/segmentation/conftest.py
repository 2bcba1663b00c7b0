"""What the tests of segmentation share: one loaded segmenter and its tables."""

from __future__ import annotations

from typing import cast

import pytest

from indexer.language.segmentation import Segmenter
from indexer.language.segmentation.crf_file import Crf, read_crf
from indexer.language.segmentation.plain_pickle import load_plain
from indexer.language.segmentation.wheel import WheelFiles, find_package, read_wheel


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """Return a segmenter of the installed package."""
    return Segmenter.load()


@pytest.fixture(scope="session")
def wheel() -> WheelFiles:
    """Return the files of the installed package."""
    return read_wheel(find_package())


@pytest.fixture(scope="session")
def crf(wheel: WheelFiles) -> Crf:
    """Return the installed model."""
    return read_crf(wheel.crf)


@pytest.fixture(scope="session")
def dictionary(wheel: WheelFiles) -> frozenset[str]:
    """Return the installed dictionary."""
    return frozenset(cast("set[str]", load_plain(wheel.dictionary)))


@pytest.fixture(scope="session")
def template_names(wheel: WheelFiles) -> list[str]:
    """Return the names of the model's templates in order."""
    return cast("list[str]", load_plain(wheel.templates))
