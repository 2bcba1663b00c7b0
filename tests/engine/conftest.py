"""An engine in a directory of its own, and blocks without much ado."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.engine.flat_engine import FlatEngine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def engine(tmp_path: Path) -> FlatEngine:
    """An engine over a directory in which there is nothing yet."""
    return FlatEngine(tmp_path / "index")
