"""Sorted texts on disk."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.dictionary import (
    Dictionary,
    DictionaryWriter,
    decode_term,
    encode_term,
)

_TEXTS = st.one_of(
    st.binary(max_size=6),
    st.text("ab", max_size=12).map(str.encode),
    st.text("ăâđê ", min_size=1, max_size=8).map(str.encode),
    st.integers(1, 600).map(lambda length: b"x" * length),
)


def _write(directory: Path, parts: list[list[bytes]]) -> Dictionary:
    with CheckedWriter(directory / "texts") as file:
        writer = DictionaryWriter(file, "it")
        for part in parts:
            writer.add(part)
        writer.finish()
        file.finish({})
    return Dictionary(CheckedFile(directory / "texts"), "it", writer.size)


@given(
    texts=st.sets(_TEXTS, max_size=300).map(sorted),
    asked=st.lists(_TEXTS, max_size=20),
    cut=st.integers(0, 300),
)
def test_it_answers_as_a_sorted_list_does(texts: list[bytes], asked: list[bytes], cut: int) -> None:
    """Ordinals, places, prefixes and ranges are those of the list, however it was written."""
    with TemporaryDirectory() as directory:
        dictionary = _write(Path(directory), [texts[:cut], texts[cut:]])
        assert list(dictionary) == texts
        assert [dictionary.ordinal(text) for text in texts] == list(range(len(texts)))
        for text in asked:
            assert dictionary.place(text) == bisect_left(texts, text)
            assert dictionary.ordinal(text) == (texts.index(text) if text in texts else -1)
            first, last = dictionary.range(text)
            assert texts[first:last] == [one for one in texts if one.startswith(text)]
        assert dictionary.terms(cut // 2, cut) == texts[cut // 2 : cut]


@given(st.lists(st.text(st.characters())))
def test_terms_sort_as_their_texts(terms: list[str]) -> None:
    """Every text has bytes, which come back, and bytes sort as texts do."""
    encoded = [encode_term(term) for term in terms]
    assert [decode_term(one) for one in encoded] == terms
    assert [decode_term(one) for one in sorted(encoded)] == sorted(terms)
