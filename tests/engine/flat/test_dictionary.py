"""Sorted texts on disk."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.dictionary import (
    Dictionary,
    DictionaryWriter,
    decode_term,
    encode_term,
)
from indexer.errors.index import IndexDamaged

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


def test_a_text_behind_the_empty_one(tmp_path: Path) -> None:
    """Nothing is shared with the empty text, whenever it was added."""
    assert list(_write(tmp_path, [[b""], [b"\0"]])) == [b"", b"\0"]


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
        some = np.arange(len(texts))[::-7]
        assert dictionary.some(some) == [texts[at] for at in some.tolist()]


@given(
    texts=st.sets(_TEXTS, min_size=1, max_size=100).map(sorted),
    asked=st.lists(_TEXTS, max_size=5),
    data=st.data(),
)
def test_senseless_texts_are_damage(
    texts: list[bytes], asked: list[bytes], data: st.DataObject
) -> None:
    """Bits that are wrong under right checksums lead to some answer, or are damage."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "senseless"
        _write(Path(directory), [texts])
        sound = CheckedFile(Path(directory) / "texts")
        with CheckedWriter(path) as file:
            for name in ("it.terms.starts", "it.terms"):
                section = sound.section(name)
                raw = bytearray(section.bytes(0, section.size))
                for _ in range(data.draw(st.integers(0, 3)) if raw else 0):
                    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
                file.section(name).append(bytes(raw))
            file.finish({})
        dictionary = Dictionary(CheckedFile(path), "it", len(texts))
        for text in [*asked, *texts[:5]]:
            with suppress(IndexDamaged):
                assert 0 <= dictionary.place(text) <= len(texts)
            with suppress(IndexDamaged):
                first, last = dictionary.range(text)
                assert 0 <= first <= len(texts) >= last >= 0
        for ordinal in range(len(texts)):
            with suppress(IndexDamaged):
                assert isinstance(dictionary.term(ordinal), bytes)
        with suppress(IndexDamaged):
            assert len(dictionary.terms(0, len(texts))) == len(texts)


@given(st.lists(st.text(st.characters())))
def test_terms_sort_as_their_texts(terms: list[str]) -> None:
    """Every text has bytes, which come back, and bytes sort as texts do."""
    encoded = [encode_term(term) for term in terms]
    assert [decode_term(one) for one in encoded] == terms
    assert [decode_term(one) for one in sorted(encoded)] == sorted(terms)
