"""What is written into a segment is what is read from it."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.flat.columns import Axis
from indexer.engine.flat.packing import BLOCK
from indexer.engine.flat.writer import PassageInput, SegmentWriter, WorkInput
from tests.engine.flat.corpora import FIELDS, Reference, check_segment, count, draw_work, write

if TYPE_CHECKING:
    from indexer.engine.flat.segment import FlatSegment


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 1 << 32),
    works=st.integers(0, 60),
    vocabulary=st.sampled_from((1, 30, 10_000)),
)
def test_everything_comes_back(seed: int, works: int, vocabulary: int) -> None:
    """Works without pages, pages without terms, terms that stand once: all come back."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    given_works = [draw_work(chance, number, vocabulary) for number in range(works)]
    with TemporaryDirectory() as directory:
        segment = write(Path(directory) / "segment", given_works)
        segment.verify()
        check_segment(segment, given_works)


@pytest.fixture(scope="module")
def long_works() -> list[WorkInput]:
    """Works whose frequent terms have long lists, one of them with rare bursts."""
    chance = random.Random(5)  # noqa: S311 - repeatable, no secret
    works = []
    for _ in range(3 * BLOCK):
        terms = [f"từ{int(chance.paretovariate(0.8))}" for _ in range(chance.randrange(30))]
        terms += ["dồn"] * (chance.randrange(600) if chance.random() < 0.01 else 0)
        terms += ["thường"] * (chance.random() < 0.5)
        works.append(WorkInput([PassageInput({"body": terms, "pairs": terms})]))
    return works


@pytest.fixture(scope="module")
def long_segment(
    long_works: list[WorkInput], tmp_path_factory: pytest.TempPathFactory
) -> FlatSegment:
    """A segment of them."""
    return write(tmp_path_factory.mktemp("long") / "segment", long_works)


@pytest.fixture(scope="module")
def long_lists(long_works: list[WorkInput]) -> Reference:
    """What its field with positions must hold."""
    return count(long_works, "body")


def test_long_lists_come_back(long_works: list[WorkInput], long_segment: FlatSegment) -> None:
    """Lists in packed blocks come back whole, one by one and all at once."""
    assert long_segment.field("body").frequencies(0, 1 << 3).size == 8
    for name in FIELDS:
        field = long_segment.field(name)
        wanted = count(long_works, name)
        for ordinal, places in enumerate(wanted.values()):
            found = field.postings(ordinal)
            assert found.ids().tolist() == list(places)
            assert found.tfs().tolist() == [len(one) for one in places.values()]
        lists = field.lists(0, field.size)
        assert lists.ids.tolist() == [passage for one in wanted.values() for passage in one]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_parts_of_a_list_are_those_of_the_whole(
    data: st.DataObject, long_segment: FlatSegment, long_lists: Reference
) -> None:
    """Places, frequencies and positions of some passages are those of the whole list."""
    field = long_segment.field("body")
    frequent = [term for term, places in long_lists.items() if len(places) > BLOCK]
    term = data.draw(st.sampled_from(sorted(frequent)) | st.sampled_from(list(long_lists)))
    wanted = long_lists[term]
    rows = sorted(data.draw(st.sets(st.integers(0, long_segment.passages - 1), max_size=60)))
    found = field.postings(field.ordinal(term.encode()))
    places = found.find(np.array(rows, np.int64))
    assert [place >= 0 for place in places.tolist()] == [row in wanted for row in rows]
    held = [row for row in rows if row in wanted]
    chosen = places[places >= 0]
    assert found.ids()[chosen].tolist() == held
    assert found.tfs_at(chosen).tolist() == [len(wanted[row]) for row in held]
    positions = found.positions(chosen)
    assert positions.counts.tolist() == [len(wanted[row]) for row in held]
    assert positions.values.tolist() == [at for row in held for at in wanted[row]]


def test_blocks_bound_what_they_hold(long_segment: FlatSegment, long_lists: Reference) -> None:
    """The directory names each block's last passage, greatest frequency and least length."""
    field = long_segment.field("body")
    ordinal = field.ordinal(max(long_lists, key=lambda term: len(long_lists[term])).encode())
    found = field.postings(ordinal)
    ids, tfs, blocks = found.ids(), found.tfs(), found.blocks
    starts = np.arange(0, found.count, BLOCK)
    assert found.count % BLOCK
    assert np.array_equal(blocks.last, np.append(ids[BLOCK - 1 :: BLOCK], ids[-1]))
    assert np.array_equal(blocks.peaks, np.minimum(np.maximum.reduceat(tfs, starts), 255))
    assert np.array_equal(blocks.shortest, np.minimum.reduceat(field.lengths[ids], starts))


def test_frequencies_and_positions_of_any_size_come_back(tmp_path: Path) -> None:
    """A term that stands 70,000 times in one passage is counted and placed exactly."""
    many = ("lặp",) * 70_000 + ("khác",)
    works = [
        WorkInput([PassageInput({"body": terms})]) for terms in (("lặp",), many, ("lặp",) * 256)
    ]
    field = write(tmp_path / "segment", works).field("body")
    found = field.postings(field.ordinal("lặp".encode()))
    assert found.tfs().tolist() == [1, 70_000, 256]
    assert found.positions(np.array([1])).values.tolist() == list(range(70_000))
    assert field.postings(field.ordinal("khác".encode())).positions().values.tolist() == [70_000]


def test_columns_nobody_gave_are_empty(tmp_path: Path) -> None:
    """Asking for a column that was never given is no error; for one of another kind it is."""
    work = WorkInput([PassageInput({}, {"page": 3})], {"id": "một"})
    segment = write(tmp_path / "segment", [work])
    assert segment.numbers("none").tolist() == [0]
    assert segment.texts("none", Axis.PASSAGES).text(0) == ""
    assert segment.texts("none").code("x") == 0
    assert segment.sets("none").offsets.tolist() == [0, 0]
    assert segment.texts("id").text(segment.texts("id").code("một")) == "một"
    with pytest.raises(KeyError):
        segment.texts("page")


@pytest.mark.parametrize(
    "columns", [({"a": 1}, {"a": "x"}), ({"a": 1}, {"b": 2}, {"a": ("x",)})], ids=str
)
def test_a_column_has_one_kind(tmp_path: Path, columns: tuple[dict[str, int], ...]) -> None:
    """Values of two kinds under one name are refused, and leave no file."""
    writer = SegmentWriter(tmp_path / "segment", FIELDS)
    for one in columns:
        writer.add(WorkInput([], one))
    with pytest.raises(ValueError, match="column a"):
        writer.finish()
    assert not list(tmp_path.iterdir())
