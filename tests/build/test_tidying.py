"""The segments of many batches into few, after the answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from indexer.build.tidying import tidy
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.merge_policy import ALIKE
from tests.engine.making import build, change, find, make_block, word

if TYPE_CHECKING:
    from indexer.settings import Settings


@pytest.fixture
def niceness(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How nice this process was asked to become."""
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", asked.append)
    return asked


def test_many_segments_become_one_nicely(settings: Settings, niceness: list[int]) -> None:
    """What is found stays the same."""
    engine = FlatEngine(settings.index)
    build(engine, [make_block("w0", "a")])
    for at in range(1, ALIKE + 1):
        assert not engine.crowded()
        change(engine, [make_block(f"w{at}", "a")])
    assert engine.crowded()
    tidy(settings)
    assert niceness == [10]
    assert not engine.crowded()
    assert find(engine, word("a")) == [f"w{at}" for at in range(ALIKE + 1)]


def test_what_is_tidy_is_left_alone(settings: Settings, niceness: list[int]) -> None:
    """As is an index that is not there or cannot be read."""
    tidy(settings)
    engine = FlatEngine(settings.index)
    build(engine, [make_block("w0", "a")])
    tidy(settings)
    (engine.directory() / "manifest.json").write_text("")
    tidy(settings)
    assert not niceness
    assert engine.current() == 1
