"""What was learnt, on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.retrieval.learning.store import read_lessons, write_lessons
from tests.retrieval.learning.making import LESSONS, UNIT

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """All of it; the same lessons give the same bytes."""
    one, two = tmp_path / "one", tmp_path / "two"
    write_lessons(LESSONS, one)
    stored = read_lessons(one)
    assert stored.lessons.holders == LESSONS.holders
    assert set(stored.lessons.sightings) == set(LESSONS.sightings)
    assert stored.lessons.associated == LESSONS.associated
    assert stored.terms[UNIT] == ("ttttkh", "trung tâm thông tin khoa học")
    write_lessons(stored.lessons, two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("before", "after", "failure"),
    [
        (b'"format":"1/', b'"format":"0/', IndexVersionWrong),
        ("lúa gạo".encode(), "lúa gao ".encode(), IndexDamaged),
        (b"{", b"", IndexDamaged),
        (b'"works":[[', b'"works":[[[', IndexDamaged),
    ],
)
def test_damage_is_named(
    tmp_path: Path, before: bytes, after: bytes, failure: type[Exception]
) -> None:
    """A flipped byte is no other lesson."""
    path = tmp_path / "lessons"
    write_lessons(LESSONS, path)
    path.write_bytes(path.read_bytes().replace(before, after, 1))
    with pytest.raises(failure):
        read_lessons(path)


def test_a_file_may_be_missing(tmp_path: Path) -> None:
    """A generation of an earlier program has none."""
    with pytest.raises(IndexMissing):
        read_lessons(tmp_path / "none")
