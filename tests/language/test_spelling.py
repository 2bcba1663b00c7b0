from __future__ import annotations

import unicodedata

import pytest

from indexer.language.fold import fold
from indexer.language.frequent import FREQUENT, MOST_FREQUENT
from indexer.language.spelling import _tables, is_spelt, standard_spelling, term


@pytest.mark.parametrize(
    "word",
    [
        *("kẻ", "ghế", "nghề", "cá", "gà", "ngà", "quý", "quốc", "quyển", "gì", "gìn", "giếng"),
        *("yên", "yêu", "tiên", "khuỷu", "khuya", "xoong", "huỳnh", "góa", "goá", "đắk"),
    ],
)
def test_the_rules_allow(word: str) -> None:
    """Onsets and rhymes that go together are syllables."""
    assert is_spelt(word)


@pytest.mark.parametrize(
    "word",
    [
        *("gê", "nge", "ce", "ka", "gha", "ngha", "qu", "qua" + "o" * 2, "iên", "ciê", "boa"),
        *("hòc", "ãp", "th", "ông" + "ông", "nin" + "h" * 2, "fa", "wa", ""),
    ],
)
def test_the_rules_forbid(word: str) -> None:
    """Wrong letters before a vowel, tones that stops do not bear and other heaps are none."""
    assert not is_spelt(word)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        *(("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("hòan", "hoàn")),
        *(("qúy", "quý"), ("qủa", "quả"), ("gía", "giá"), ("cuả", "của"), ("truớc", "trước")),
        *(("nưóc", "nước"), ("nghành", "ngành"), ("kĩ", "kỹ"), ("qui", "quy"), ("mỳ", "mì")),
    ],
)
def test_the_standard_spelling(written: str, wanted: str) -> None:
    """Tones move to their place, slips are mended, i and y are the usual ones."""
    assert standard_spelling(written) == wanted


@pytest.mark.parametrize(
    "equal",
    [
        *("hoà hòa", "thuỷ thủy", "khoẻ khỏe", "quý quí", "kĩ kỹ", "lí lý", "mĩ mỹ", "sĩ sỹ"),
        *("kì kỳ", "hi hy", "ti ty", "tỉ tỷ", "qui quy", "si sy", "mi my", "nghành ngành"),
    ],
)
def test_equal_spellings_are_one_term(equal: str) -> None:
    """Tone placement and an open i or y after h k l m qu s t make no difference."""
    assert len(set(map(term, equal.split()))) == 1


@pytest.mark.parametrize(
    "different", ["vi vy", "thi thy", "di dy", "ni ny", "tai tay", "lai lay", "ý í", "đảng dạng"]
)
def test_other_spellings_stay_apart(different: str) -> None:
    """Names with v, th, d, n and vowels that only end in i or y are told apart."""
    assert len(set(map(term, different.split()))) == 2


def test_terms_are_fixed_and_fold_like_what_is_typed() -> None:
    """A term is its own term, and a syllable typed without accents finds it."""
    for word in _tables().standard:
        assert term(term(word)) == term(word)
        assert fold(term(word)) == term(fold(word)), word
        assert standard_spelling(standard_spelling(word) or "") == standard_spelling(word)
        assert unicodedata.is_normalized("NFC", term(word))


def test_frequent_syllables_are_in_their_standard_spelling() -> None:
    """The lists hold syllables only, each as it is looked up."""
    assert MOST_FREQUENT <= FREQUENT
    assert [word for word in FREQUENT if standard_spelling(word) != word] == []
