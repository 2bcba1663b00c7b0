"""What crosses the border between processes comes back as it was, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.wire import Order, announcement, from_packet, handed, result, to_packet
from indexer.records.boxes import WordBox, WordBoxes
from indexer.records.files import Heading, Page, ReadFile, Reading, Unit

_READ = ReadFile(
    Reading.READ_PARTLY,
    "pdf",
    ("pypdfium2",),
    (
        Page(
            1,
            "xii",
            Unit.PAGE,
            "Đoàn ra\ud800\n🎓",
            "pypdfium2",
            595.3,
            842.0,
            WordBoxes.of([WordBox(0, 4, 1.5, 2.0, 30.1, 14.2)]),
            (Heading(0, 7, 0),),
        ),
    ),
    ("page 2: no text",),
    ("utf-8",),
    0.97,
    {"title": "Báo cáo"},
)


def test_a_result_comes_back() -> None:
    """Text, boxes and all; even half a surrogate pair."""
    back = handed(announcement("pdf") + result(_READ))
    assert back.kind == "pdf"
    assert back.read == _READ


@given(st.integers(0))
def test_a_result_that_broke_off_is_none(length: int) -> None:
    """The kind is known as soon as the first line is whole."""
    whole = announcement("pdf") + result(_READ)
    cut = handed(whole[: 4 + length % (len(whole) - 4)])
    assert cut.kind == "pdf"
    assert cut.read is None


@given(st.binary())
def test_anything_else_is_none(written: bytes) -> None:
    """A child under a stranger's control can write what it likes."""
    assert handed(written).read is None


@given(st.binary(min_size=1, max_size=4096).filter(lambda path: b"\0" not in path))
def test_paths_are_any_bytes(path: bytes) -> None:
    """Names that are no UTF-8 survive."""
    order = Order(1, path.decode("utf-8", "surrogateescape"))
    assert from_packet(to_packet(order), Order) == order
    assert len(to_packet(order)) < 1 << 16
