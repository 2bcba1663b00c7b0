"""Pieces of lines are read in the order in which people do, whatever order they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.pdf.blocks import Piece
from indexer.extract.pdf.order import in_reading_order

if TYPE_CHECKING:
    from random import Random

HEIGHT = 8000
"""Of a page, in tenths of a point."""


def _piece(number: int, left: int, top: int, width: int) -> Piece:
    # The middle of a line of 12 points.
    return Piece(top + 24, left, top + 96, left + width, number)


def _column(first: int, left: int, top: int, lines: int, width: int = 2000) -> list[Piece]:
    return [_piece(first + at, left, top + 140 * at, width) for at in range(lines)]


def _read(pieces: list[Piece]) -> list[list[tuple[int, ...]]]:
    return [list(line.cells) for line in in_reading_order(pieces, HEIGHT)]


def _numbers(pieces: list[Piece]) -> list[int]:
    return [number for line in _read(pieces) for cell in line for number in cell]


@given(st.integers(1, 3), st.integers(4, 30), st.integers(0, 70), st.randoms())
def test_columns_are_read_one_after_the_other(
    columns: int, lines: int, shift: int, random: Random
) -> None:
    """Below a title, from the left, also where their lines stand at different heights."""
    pieces = [_piece(0, 1500, 600, 3000)]
    for at in range(columns):
        pieces += _column(1 + at * lines, 500 + at * 2200, 1000 + at * shift, lines)
    random.shuffle(pieces)
    assert _numbers(pieces) == list(range(columns * lines + 1))


def test_what_spans_the_columns_parts_them() -> None:
    """A figure's caption in the middle of a page ends both columns above it."""
    above = [*_column(0, 500, 1000, 5), *_column(5, 2700, 1000, 5)]
    below = [*_column(11, 500, 2200, 5), *_column(16, 2700, 2200, 5)]
    caption = _piece(10, 1500, 1900, 2500)
    assert _numbers([caption, *below, *above]) == list(range(21))


def test_a_footer_belongs_to_no_column() -> None:
    """It is read last, though its left part stands below the left column."""
    columns = [*_column(0, 500, 1000, 40), *_column(40, 2700, 1000, 40)]
    footer = [_piece(80, 500, 7600, 900), _piece(81, 4500, 7600, 100)]
    assert _numbers([*footer, *columns]) == list(range(82))


def test_the_sides_of_a_letterhead_are_read_one_after_the_other() -> None:
    """The issuing unit with its number first, then the motto with place and date."""
    issuer = [_piece(at, 700, 600 + 160 * at, 1400) for at in range(3)]
    motto = [_piece(3 + at, 2900, 600 + 160 * at, 2500) for at in range(3)]
    title = _piece(6, 2000, 1400, 1800)
    assert _numbers([title, *motto, *issuer]) == list(range(7))


def test_short_columns_side_by_side_are_rows() -> None:
    """Numbers, names and offices make a table, a row a line."""
    rows = [
        [
            _piece(row * 3, 500, top, 100),
            _piece(row * 3 + 1, 900, top, 1200 - 60 * (row % 4)),
            _piece(row * 3 + 2, 2600, top, 700),
        ]
        for row, top in enumerate(range(1000, 1900, 150))
    ]
    expected = [[(row * 3,), (row * 3 + 1,), (row * 3 + 2,)] for row in range(6)]
    assert _read([piece for row in reversed(rows) for piece in row]) == expected


def test_blanks_below_each_other_by_chance_part_nothing() -> None:
    """Two justified lines with a wide blank at the same place are still two lines."""
    pieces = [
        _piece(0, 500, 1000, 900),
        _piece(1, 1515, 1000, 900),
        _piece(2, 500, 1140, 900),
        _piece(3, 1515, 1140, 900),
        _piece(4, 500, 1280, 1915),
    ]
    assert _numbers(pieces) == [0, 1, 2, 3, 4]


@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 7800), st.integers(10, 3000)),
        max_size=40,
        unique=True,
    ),
    st.randoms(),
)
def test_order_depends_on_places_alone_and_loses_nothing(
    places: list[tuple[int, int, int]], random: Random
) -> None:
    """Wherever pieces stand, each is read once, in the same order however they are drawn."""
    pieces = [_piece(at, *place) for at, place in enumerate(places)]
    read = _numbers(pieces)
    assert sorted(read) == list(range(len(places)))
    shuffled = random.sample(pieces, len(pieces))
    assert _numbers(shuffled) == read
