from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_app.present.pieces import Piece, cut


def test_marks_cut_a_text_into_pieces() -> None:
    """What lies within a mark is marked, all else is not."""
    assert cut("hợp tác quốc tế", ((4, 7),)) == (
        Piece("hợp ", marked=False),
        Piece("tác", marked=True),
        Piece(" quốc tế", marked=False),
    )


@given(st.text(), st.lists(st.tuples(st.integers(-9, 99), st.integers(-9, 99))))
def test_whatever_the_marks_the_text_stays(text: str, marks: list[tuple[int, int]]) -> None:
    """Marks out of order, beyond the end or over each other lose no letter and repeat none."""
    assert "".join(piece.text for piece in cut(text, marks)) == text
