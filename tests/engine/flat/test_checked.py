"""A damaged file is named; it never answers wrongly."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from indexer.engine.flat import checked
from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.segment import FlatSegment
from indexer.errors.index import IndexDamaged, IndexVersionWrong
from tests.engine.flat.corpora import check_segment, draw_work, write

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.flat.writer import WorkInput


@pytest.fixture(scope="module")
def works() -> list[WorkInput]:
    """Some works."""
    chance = random.Random(3)  # noqa: S311 - repeatable, no secret
    return [draw_work(chance, number, 30) for number in range(12)]


def test_sections_come_back(tmp_path: Path) -> None:
    """Sections written by turns, empty and larger than a chunk, come back with the notes."""
    numbers = np.arange(30_000, dtype="<u4")
    with CheckedWriter(tmp_path / "file") as writer:
        for part in np.array_split(numbers, 7):
            writer.section("numbers").append(part)
            writer.section("text").append(b"ab")
        writer.section("empty").append(b"")
        size = writer.finish({"a": [1, "đ"]})
    assert size == (tmp_path / "file").stat().st_size
    file = CheckedFile(tmp_path / "file")
    file.verify()
    assert file.notes == {"a": [1, "đ"]}
    assert np.array_equal(file.section("numbers").whole("<u4"), numbers)
    assert file.section("numbers").array("<u4", 80_000, 2).tolist() == [20_000, 20_001]
    assert file.section("text").bytes(3, 6) == b"bab"
    assert not file.section("empty").size


def test_any_flipped_bit_is_named(tmp_path: Path, works: list[WorkInput]) -> None:
    """Wherever a bit flips: opening or reading names the file, or what is read is right."""
    path = tmp_path / "segment"
    write(path, works)
    whole = path.read_bytes()
    chance = random.Random(1)  # noqa: S311 - repeatable, no secret
    for place in sorted(chance.sample(range(len(whole)), 250)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with pytest.raises((IndexDamaged, IndexVersionWrong)) as raised:
            FlatSegment(path).verify()
        assert str(path) in str(raised.value)
        with suppress(IndexDamaged, IndexVersionWrong):
            check_segment(FlatSegment(path), works)


def test_a_damaged_chunk_is_found_when_first_touched(tmp_path: Path) -> None:
    """Other chunks stay readable; the damaged one is refused every time."""
    with CheckedWriter(tmp_path / "file") as writer:
        writer.section("data").append(bytes(100_000))
        writer.finish({})
    damaged = bytearray((tmp_path / "file").read_bytes())
    damaged[50_000] = 1
    (tmp_path / "file").write_bytes(damaged)
    data = CheckedFile(tmp_path / "file").section("data")
    assert data.bytes(0, 10) == bytes(10)
    assert data.bytes(90_000, 100_000) == bytes(10_000)
    for _ in range(2):
        with pytest.raises(IndexDamaged):
            data.bytes(50_000, 50_001)


@pytest.mark.parametrize("size", [0, 10, 64, 100, -1, -8, -40, -300])
def test_a_truncated_file_is_named(tmp_path: Path, works: list[WorkInput], size: int) -> None:
    """However much is cut off, opening says so."""
    path = tmp_path / "segment"
    write(path, works)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged):
        FlatSegment(path)


def test_what_is_no_segment_is_named(tmp_path: Path, works: list[WorkInput]) -> None:
    """A missing file, another kind of file, and two segments in a row."""
    path = tmp_path / "segment"
    with pytest.raises(IndexDamaged):
        FlatSegment(path)
    path.write_bytes(b"%PDF-1.7" + bytes(1000))
    with pytest.raises(IndexDamaged):
        FlatSegment(path)
    path.unlink()
    write(path, works)
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(IndexDamaged):
        FlatSegment(path)


def test_another_version_is_named(tmp_path: Path, works: list[WorkInput]) -> None:
    """A sound file of the version before is not opened."""
    path = tmp_path / "segment"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checked, "FORMAT_VERSION", checked.FORMAT_VERSION - 1)
        write(path, works)
    with pytest.raises(IndexVersionWrong, match=str(path)):
        FlatSegment(path)


@pytest.mark.parametrize("notes", [[], {}, {"passages": "x", "works": 1}], ids=str)
def test_notes_of_another_kind_are_named(tmp_path: Path, notes: dict[str, Any]) -> None:
    """A sound file that is no segment is not opened."""
    with CheckedWriter(tmp_path / "file") as writer:
        writer.finish(notes)
    with pytest.raises(IndexDamaged, match="file"):
        FlatSegment(tmp_path / "file")


def test_asking_beyond_a_section_is_damage(tmp_path: Path) -> None:
    """An offset that leads out of its section is refused, not followed."""
    with CheckedWriter(tmp_path / "file") as writer:
        writer.section("data").append(bytes(100))
        writer.finish({})
    file = CheckedFile(tmp_path / "file")
    with pytest.raises(IndexDamaged):
        file.section("data").bytes(90, 101)
    for start, many in ((96, 2), (1 << 40, 1), (-4, 1)):
        with pytest.raises(IndexDamaged):
            file.section("data").array("<u4", start, many)
    with pytest.raises(IndexDamaged):
        file.section("data").integers("Q")
    with pytest.raises(IndexDamaged):
        file.section("none")
