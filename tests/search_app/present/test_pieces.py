from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.marking import Mark
from search_app.present.pieces import Piece, cut


def test_marks_cut_a_text_into_pieces() -> None:
    """What lies within a mark is marked, all else is not."""
    assert cut("hợp tác quốc tế", (Mark(4, 7), Mark(8, 15, added=True))) == (
        Piece("hợp ", marked=False),
        Piece("tác", marked=True),
        Piece(" ", marked=False),
        Piece("quốc tế", marked=True, added=True),
    )


@given(st.text(), st.lists(st.builds(Mark, st.integers(-9, 99), st.integers(-9, 99))))
def test_whatever_the_marks_the_text_stays(text: str, marks: list[Mark]) -> None:
    """Marks out of order, beyond the end or over each other lose no letter and repeat none."""
    assert "".join(piece.text for piece in cut(text, marks)) == text
