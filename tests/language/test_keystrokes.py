"""Keys typed without an input method, into syllables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.fold import fold
from indexer.language.keystrokes import syllable_of_keys
from indexer.language.spelling import standard_spelling

_TELEX = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SYLLABLES = [
    "hợp",
    "tác",
    "quốc",
    "tế",
    "được",
    "người",
    "nghiên",
    "cứu",
    "trường",
    "nghệ",
    "thủy",
    "giữa",
    "đã",
    "khỏe",
    "nguyễn",
    "mẫu",
    "đoàn",
    "kết",
    "chuyển",
    "quyết",
    "định",
    "hoặc",
    "quản",
    "lý",
    "xã",
    "hội",
    "gìn",
    "giữ",
    "mừng",
    "thuở",
    "quở",
    "khoèo",
    "loắt",
    "ngoằn",
    "lắm",
]


def _keys(syllable: str, tones: dict[str, str], marks: dict[str, str], *, late: bool) -> str:
    """Return the keys of a syllable: marks after their letter, the tone there or at the end."""
    keys = tone = ""
    for character in unicodedata.normalize("NFD", syllable):
        if character in tones:
            tone += tones[character]
            keys += "" if late else tones[character]
        elif character == "đ":
            keys += marks["đ"]
        elif character == "\u0302":
            keys += marks["^"] or keys.rstrip("".join(tones.values()))[-1]
        else:
            keys += marks.get(character, character)
    return keys + tone if late else keys


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("syllable", _SYLLABLES)
def test_keys_become_the_syllable_that_was_meant(syllable: str, *, late: bool) -> None:
    """Telex and VNI, the tone right after its vowel or at the end."""
    telex = {"đ": "dd", "^": "", "\u031b": "w", "\u0306": "w"}
    vni = {"đ": "d9", "^": "6", "\u031b": "7", "\u0306": "8"}
    for keys in (_keys(syllable, _TELEX, telex, late=late), _keys(syllable, _VNI, vni, late=late)):
        assert syllable_of_keys(keys) == standard_spelling(syllable), keys


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("howpj", "hợp"),
        ("hopwj", "hợp"),
        ("tacs", "tác"),
        ("hop75", "hợp"),
        ("hop5", "họp"),
        ("duocwdj", "được"),
        ("truongwf", "trường"),
        ("nhw", "như"),
        ("vietje", "việt"),
        ("hoawcj", "hoặc"),
        ("di9", "đi"),
    ],
)
def test_a_key_may_come_later_than_its_letter(keys: str, syllable: str) -> None:
    """As input methods take it."""
    assert syllable_of_keys(keys) == syllable


@pytest.mark.parametrize(
    "word", ["hop", "nam2016", "57", "q1", "koica", "g20", "www", "project", "5g", "", "hợp", "a"]
)
def test_what_is_no_syllable_by_keys_stays(word: str) -> None:
    """Words, years and codes, and whatever has an accent already."""
    assert syllable_of_keys(word) is None


@settings(deadline=None)  # the first word makes the tables of syllables
@given(st.text(alphabet="aeiouywdsfrxjztnghc0123456789", max_size=14))
def test_whatever_comes_out_is_a_syllable_of_the_same_letters(keys: str) -> None:
    """Any keys are taken; what they make is spelt right and holds no other letter."""
    syllable = syllable_of_keys(keys)
    if syllable is not None:
        assert standard_spelling(syllable) == syllable
        assert set(fold(syllable)) <= {*keys, "u", "i", "y"}
