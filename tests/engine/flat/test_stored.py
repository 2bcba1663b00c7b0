"""Stored records, one by one."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from zstandard import ZstdCompressor

from indexer.engine.flat import stored as storing
from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.stored import Stored, StoredWriter
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_SYLLABLES = "học viện ngoại giao tổ chức hội thảo quốc tế về hợp tác kinh tế biển và đối ngoại"


@pytest.fixture(autouse=True)
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few records be enough to learn from."""
    monkeypatch.setattr(storing, "_SAMPLE", 1 << 15)
    monkeypatch.setattr(storing, "_DICTIONARY", 1 << 11)


def _records(count: int, seed: int = 1) -> list[bytes]:
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    words = _SYLLABLES.split()
    return [" ".join(chance.choices(words, k=chance.randrange(60))).encode() for _ in range(count)]


def _write(path: Path, records: Sequence[bytes]) -> Stored:
    with CheckedWriter(path) as writer:
        stored = StoredWriter(writer)
        for record in records:
            stored.add(record)
        stored.finish()
        writer.finish({})
    return Stored(CheckedFile(path), len(records))


def _join(path: Path, parts: Sequence[tuple[Stored, NDArray[np.bool_]]]) -> Stored:
    with CheckedWriter(path) as writer:
        stored = StoredWriter(writer)
        for part, kept in parts:
            stored.add_from(part, kept)
        stored.finish()
        writer.finish({})
    return Stored(CheckedFile(path), sum(int(kept.sum()) for _, kept in parts))


@pytest.mark.parametrize("count", [0, 1, 30, 2000])
def test_records_come_back(tmp_path: Path, count: int) -> None:
    """Few records or many, empty ones among them, one by one and all in a row."""
    records = _records(count)
    stored = _write(tmp_path / "one", records)
    assert [stored.record(at) for at in range(count)] == records
    assert list(stored.records()) == records
    assert [run.dictionary for run in stored.runs] == ([] if not count else [int(count > 1000)])


def test_a_dictionary_pays(tmp_path: Path) -> None:
    """Where there is enough to learn from, records of a sentence shrink to less than half."""
    records = _records(5000)
    _write(tmp_path / "one", records)
    alone = sum(len(ZstdCompressor().compress(record)) for record in records)
    assert (tmp_path / "one").stat().st_size < 0.7 * alone


def test_records_that_are_all_alike_are_kept(tmp_path: Path) -> None:
    """Nothing can be learnt from copies of one record: they go without a dictionary."""
    records = [b"x" * 3000] * 50
    stored = _write(tmp_path / "one", records)
    assert list(stored.records()) == records


@pytest.mark.parametrize("share", [1.0, 0.5, 0.0])
def test_joined_records_come_back(tmp_path: Path, share: float) -> None:
    """Records of sources with and without dictionaries, some dropped, keep their order."""
    texts = [_records(2000, 1), _records(20, 2), _records(1500, 3), [], _records(9, 4)]
    chance = np.random.default_rng(3)
    parts = [
        (_write(tmp_path / f"part{at}", own), chance.random(len(own)) < share)
        for at, own in enumerate(texts)
    ]
    joined = _join(tmp_path / "joined", parts)
    wanted = [
        record
        for own, (_, kept) in zip(texts, parts, strict=True)
        for record, stays in zip(own, kept.tolist(), strict=True)
        if stays
    ]
    assert list(joined.records()) == wanted
    assert [joined.record(at) for at in range(len(wanted))] == wanted


def test_records_with_a_dictionary_are_taken_as_they_lie(tmp_path: Path) -> None:
    """Joining a segment with itself adds no dictionary and changes no record."""
    one = _write(tmp_path / "one", _records(2000))
    everything = np.ones(2000, np.bool_)
    joined = _join(tmp_path / "joined", [(one, everything), (one, everything)])
    assert [(run.first, run.last, run.dictionary) for run in joined.runs] == [(0, 4000, 1)]
    assert b"".join(joined.frames(2000, 4000)) == b"".join(one.frames(0, 2000))


def test_small_additions_take_the_dictionary_of_the_great_segment(tmp_path: Path) -> None:
    """What was compressed without one is compressed again, so that nothing stays large."""
    great = _write(tmp_path / "great", _records(2000))
    small = _write(tmp_path / "small", _records(20, 2))
    joined = _join(tmp_path / "joined", [(great, np.ones(2000, bool)), (small, np.ones(20, bool))])
    assert [run.dictionary for run in joined.runs] == [1]


def test_threads_share_a_reader(tmp_path: Path) -> None:
    """Many threads read at once, each its own record."""
    records = _records(2000)
    stored = _write(tmp_path / "one", records)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stored.record, range(2000))) == records


def test_too_long_a_record_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither written nor read: a few bytes may not claim the memory of the machine."""
    stored = _write(tmp_path / "one", [bytes(5000)])
    monkeypatch.setattr(storing, "LARGEST_RECORD", 4999)
    with pytest.raises(IndexDamaged, match="no known size"):
        stored.record(0)
    with CheckedWriter(tmp_path / "two") as writer, pytest.raises(ValueError, match="5000 bytes"):
        StoredWriter(writer).add(bytes(5000))


@pytest.mark.parametrize(
    ("frames", "runs"),
    [
        (b"no frame at all", [[0, 0]]),
        (b"", [[0, 0]]),
        (ZstdCompressor(write_content_size=False).compress(b"no size"), [[0, 0]]),
        (ZstdCompressor().compress(b"no dictionary 7"), [[0, 7]]),
    ],
)
def test_senseless_records_are_named(tmp_path: Path, frames: bytes, runs: list[list[int]]) -> None:
    """What is no frame, or of a dictionary that is not there, is damage and no crash."""
    with CheckedWriter(tmp_path / "one") as writer:
        writer.section("stored").append(frames)
        writer.section("stored.offsets").append(np.array([0, len(frames)], "<u8"))
        writer.section("stored.runs").append(np.array(runs, "<u4"))
        writer.finish({})
    with pytest.raises(IndexDamaged):
        Stored(CheckedFile(tmp_path / "one"), 1).record(0)


@pytest.mark.parametrize("runs", [[], [[1, 0]], [[0, 0], [0, 1]], [[0, 0], [5, 1]]], ids=str)
def test_runs_that_do_not_part_the_passages_are_named(
    tmp_path: Path, runs: list[list[int]]
) -> None:
    """Every passage is in one run, or the file is not opened."""
    with CheckedWriter(tmp_path / "one") as writer:
        writer.section("stored")
        writer.section("stored.offsets").append(np.zeros(3, "<u8"))
        writer.section("stored.runs").append(np.array(runs, "<u4"))
        writer.finish({})
    with pytest.raises(IndexDamaged, match="not those of its passages"):
        Stored(CheckedFile(tmp_path / "one"), 2)
