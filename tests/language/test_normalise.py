from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.language.normalise import normalise, normalise_with_offsets

VIETNAMESE = st.text(
    alphabet="aăâđeêoôơuưyAĐ bcd\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u00ad\u200b\u00a0Ð"
)


@given(st.text() | VIETNAMESE)
def test_twice_is_once(text: str) -> None:
    """Normalising what is normal changes nothing."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text() | VIETNAMESE)
@example("Ho\u031b\u0323p ta\u0301c")
@example("\u1112\u1161\u11ab")
def test_the_text_with_offsets_is_the_same_text(text: str) -> None:
    """Both functions give one text."""
    assert normalise_with_offsets(text).text == normalise(text)


@given(st.text() | VIETNAMESE)
def test_offsets_ascend_from_start_to_end(text: str) -> None:
    """The map never runs backwards and covers the original whole."""
    normalised = normalise_with_offsets(text)
    offsets = [normalised.original(at) for at in range(len(normalised.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in offsets)


@given(st.lists(st.sampled_from(["Hợp", "tác", "quốc", "tế", "đoàn", "Môdămbích"]), min_size=1))
def test_words_are_found_in_the_decomposed_original(words: list[str]) -> None:
    """What a word's offsets cut from an NFD original is the word."""
    original = unicodedata.normalize("NFD", " ".join(words))
    normalised = normalise_with_offsets(original)
    at = 0
    for word in words:
        start, end = normalised.original(at), normalised.original(at + len(word))
        assert unicodedata.normalize("NFC", original[start:end]) == word
        at += len(word) + 1


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Ðảng", "Đảng"),
        ("Ho\u031b\u0323p ta\u0301c", "Hợp tác"),
        ("hợp\u00a0tác", "hợp tác"),
        ("quốc\u00adtế", "quốctế"),
        ("\ufeffBáo cáo", "Báo cáo"),
    ],
)
def test_look_alikes(given_text: str, wanted: str) -> None:
    """Letters that only look right become the right ones."""
    assert normalise(given_text) == wanted
