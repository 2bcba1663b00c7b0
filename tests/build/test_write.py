"""Works into slices, by one process or several."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.build.analyse import WorkAnalyser, share_out
from indexer.build.blocks import Outline
from indexer.build.progress import Silent
from indexer.build.write import SMALLEST_SHARE, WorkWriter, shares
from indexer.engine.blocks import Layer
from indexer.engine.flat.merge import Source, merge
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat_engine import FlatEngine
from indexer.errors.running import WorkerLost
from indexer.records.works import Field, Origin, State, Tier, Value, Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engine.flat.field import FlatField
    from indexer.engine.slicing import Slice
    from indexer.retrieval.learning.lessons import Sighting


def _outlines(count: int) -> list[Outline]:
    title = "Hội thảo số {} của Học viện Ngoại giao (HVNG) về hợp tác kinh tế"
    values = [Value(Field.TITLE, title.format(at), Origin.READ) for at in range(count)]
    works = [
        Work(f"w{at:02}", State.PUBLISHED, Tier.PUBLIC, values=(value,))
        for at, value in enumerate(values)
    ]
    return [Outline(work, (), (), (), work.id, pages=100) for work in works]


def _write(
    analyser: WorkAnalyser, workers: int, directory: Path
) -> tuple[FlatSegment, list[Sighting]]:
    directory.mkdir()
    learnt: list[Sighting] = []
    writer = WorkWriter(analyser, _outlines(40), workers, Silent(), learnt.extend)
    slices = list(writer.write(directory))
    path = directory / "segment"
    merge(path, [Source(FlatSegment(one.path)) for one in slices])
    return FlatSegment(path), learnt


def _read_list(field: FlatField, ordinal: int) -> list[list[int]]:
    """Return passages, frequencies and, if the field has them, positions of a term."""
    postings = field.postings(ordinal)
    parts = [postings.ids(), postings.tfs()]
    if field.positions:
        parts.append(postings.positions(None).values)
    return [part.tolist() for part in parts]


def test_any_number_of_processes_writes_the_same(tmp_path: Path) -> None:
    """Terms, lists, texts and what was learnt are those that one process writes."""
    analyser = WorkAnalyser(tmp_path, tmp_path, None, date(2026, 1, 1))
    alone, learnt = _write(analyser, 1, tmp_path / "alone")
    shared, learnt_shared = _write(analyser, 2, tmp_path / "shared")
    assert learnt == learnt_shared
    assert len(learnt) == 40
    assert list(alone.records()) == list(shared.records())
    for layer in Layer:
        one, two = alone.field(layer), shared.field(layer)
        assert one.terms(0, one.size) == two.terms(0, two.size)
        for ordinal in range(one.size):
            assert _read_list(one, ordinal) == _read_list(two, ordinal)


@given(st.lists(st.integers(0, 3000), max_size=60), st.integers(1, 8))
def test_every_work_is_in_one_share(pages: list[int], workers: int) -> None:
    """In order, and no share is greater than what keeps the others busy, but for its last work."""
    (bare,) = _outlines(1)
    outlines = [replace(bare, fingerprint=str(at), pages=some) for at, some in enumerate(pages)]
    shared = list(shares(outlines, workers))
    assert [one for share in shared for one in share] == outlines
    sizes = [sum(one.pages + 1 for one in share[:-1]) for share in shared]
    fair = (sum(pages) + len(pages)) // (2 * workers)
    assert all(size < max(fair, SMALLEST_SHARE) for size in sizes)


def test_a_killed_process_is_named() -> None:
    """Whoever runs the indexer is told what to do, by a failure of its own."""
    with pytest.raises(WorkerLost, match="workers"):
        list(share_out(_end_at_twenty, range(40), 2))


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    """The generation stays as it was, and nothing lies about."""
    analyser = WorkAnalyser(tmp_path, tmp_path, None, date(2026, 1, 1))
    writer = WorkWriter(analyser, _outlines(4), 1, Silent(), lambda _sightings: None)
    engine = FlatEngine(tmp_path / "index")
    engine.build(writer.write, attach=lambda _directory: None, analyser_version="")
    before = sorted(engine.directory().parents[1].rglob("*"))

    def lose(directory: Path) -> Iterator[Slice]:
        yield from writer.write(directory)
        (directory / "half").write_bytes(b"half a slice")
        raise WorkerLost

    with pytest.raises(WorkerLost):
        engine.build(lose, attach=lambda _directory: None, analyser_version="")
    assert sorted(engine.directory().parents[1].rglob("*")) == before


def _end_at_twenty(number: int) -> int:
    if number == 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_shares_come_in_their_order() -> None:
    """Whoever is done first."""
    assert list(share_out(abs, range(-30, 0), 2)) == list(range(30, 0, -1))
