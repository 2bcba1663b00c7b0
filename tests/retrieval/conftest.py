"""An analyser without a model, and a small library on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.retrieval.shelves import ANALYSER, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.language.analyser import Analyser


@pytest.fixture
def analyser() -> Analyser:
    """The analyser with words that are single syllables."""
    return ANALYSER


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A catalogue and an index with nothing in them."""
    shelf = Shelf.make(tmp_path)
    yield shelf
    shelf.close()
