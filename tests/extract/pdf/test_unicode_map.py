"""Maps to Unicode in PDFs are read as they are written by others, and written so that all read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.pdf.unicode_map import UnicodeMap


@pytest.mark.parametrize(
    ("written", "width", "texts"),
    [
        (b"1 beginbfchar <01> <1EA1> endbfchar", 1, {1: "ạ"}),
        (b"beginbfchar\n<0003><0020>\n<0011> <00660069>\nendbfchar", 2, {3: " ", 17: "fi"}),
        (b"1 beginbfrange <20> <22> <0041> endbfrange", 1, {32: "A", 33: "B", 34: "C"}),
        (b"beginbfrange <01> <02> [<0041> <1EA1>] endbfrange", 1, {1: "A", 2: "ạ"}),
        (b"beginbfchar <01> <D83DDE00> endbfchar", 1, {1: "😀"}),
        (b"beginbfchar <01> <xy> <02> <004> <03> <0043> endbfchar", 1, {3: "C"}),
        (b"", 1, {}),
    ],
)
def test_maps_are_read(written: bytes, width: int, texts: dict[int, str]) -> None:
    """Single codes, ranges, ranges with a list, pairs for one sign, and what is malformed."""
    assert UnicodeMap.parse(written) == UnicodeMap(width, texts)


def test_a_map_without_end_is_cut() -> None:
    """Ranges that claim more codes than there are cost no more than these."""
    claims = b"beginbfrange " + b"<0000> <ffffffff> <0000> " * 9 + b"endbfrange"
    assert len(UnicodeMap.parse(claims).texts) <= 1 << 16


@given(
    st.dictionaries(
        st.integers(0, 0xFFFF),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3),
    )
)
def test_what_is_written_is_read(texts: dict[int, str]) -> None:
    """Nothing is lost on the way."""
    assert UnicodeMap.parse(UnicodeMap(2, texts).write()).texts == texts
