from __future__ import annotations

import os
import sys
from subprocess import run
from typing import TYPE_CHECKING

from indexer.build import ahead
from indexer.build.ahead import loading_ahead

if TYPE_CHECKING:
    import pytest

_LOADED = """
import sys
from indexer.build.ahead import loading_ahead
assert "indexer.build.indexing" not in sys.modules
with loading_ahead():
    pass
from indexer.language import segment
from indexer.engine.flat.front_coding import read_texts
assert "indexer.build.indexing" in sys.modules
assert "code" in vars(read_texts)
assert segment._segmenter.cache_info().currsize == 1
"""


def test_what_indexing_needs_is_there_afterwards() -> None:
    """Engine, machine code and language model, none of which was loaded before."""
    environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = run([sys.executable, "-c", _LOADED], env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()


def test_what_cannot_be_loaded_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs it comes upon it again."""
    asked: list[str] = []

    def fail(place: str) -> None:
        asked.append(place)
        raise ImportError(place)

    monkeypatch.setattr(ahead, "load", fail)
    with loading_ahead():
        pass
    assert len(asked) == 1
