"""Every old encoding has every letter of Vietnamese, once, where its source has it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.encodings import TCVN3, TCVN3_CAPITALS, VISCII, VNI, VPS, Encoding
from tests.language.encodings.typed import typed

_SMALL = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
] + ["đ"]
_LETTERS = [*_SMALL, *map(str.upper, _SMALL)]
_ALL = [TCVN3, TCVN3_CAPITALS, VISCII, VNI, VPS]
_SENTENCE = "Đoàn cán bộ Học viện thăm nước bạn, ký kết thoả thuận; quỹ hỗ trợ, chữ nghĩa, kỷ yếu"


@pytest.mark.parametrize(
    ("encoding", "codes", "text"),
    [
        (TCVN3, b"h\xeep t\xb8c", "hợp tác"),
        (TCVN3, b"B\xe9 Qu\xe8c ph\xdfng", "Bộ Quốc phòng"),
        (TCVN3, b"ph\xad\xacng h\xad\xedng", "phương hướng"),
        (TCVN3, b"\xa7\xb6ng, \xae\xb8nh \xae\xdech", "Đảng, đánh địch"),
        (TCVN3, b"c\xb8n b\xe9 k\xfc thu\xcbt", "cán bộ kỹ thuật"),
        (TCVN3, b"b\x93x\x94 \x85", "b“x” …"),
        (TCVN3_CAPITALS, b"gi\xb6i ph\xb8p", "GIẢI PHÁP"),
        (VISCII, b"h\xfep t\xe1c Vi\xaet \xd0\xd5ng", "hợp tác Việt Đạng"),
        (VPS, b"h\xaep t\xe1c Vi\x8ct \xf1\xe4ng", "hợp tác Việt Đảng"),
        (
            VNI,
            "Hoïc vieän, ñöôøng, kyõ, yù, mî, nghó".encode("cp1252"),
            "Học viện, đường, kỹ, ý, mỵ, nghĩ",
        ),
    ],
)
def test_words(encoding: Encoding, codes: bytes, text: str) -> None:
    """Words as they were typed."""
    assert encoding.decode(codes) == text


@pytest.mark.parametrize("encoding", [VISCII, VPS])
def test_every_letter_has_one_byte(encoding: Encoding) -> None:
    """All 134 letters, small and capital."""
    assert [letter for letter in _LETTERS if encoding.signs.count(letter) != 1] == []


def test_tcvn3_has_all_small_letters() -> None:
    """And capitals without tones alone."""
    assert [letter for letter in _SMALL if letter not in TCVN3.signs] == []
    assert [letter for letter in "ĂÂÊÔƠƯĐ" if letter not in TCVN3.signs] == []


@pytest.mark.parametrize("encoding", [VISCII, VPS, VNI, TCVN3])
def test_what_is_typed_is_read(encoding: Encoding) -> None:
    """A sentence comes back from the bytes that it is typed as."""
    assert encoding.decode(typed(_SENTENCE, encoding)) == _SENTENCE


def test_all_letters_can_be_typed_in_vni() -> None:
    """A vowel and its sign are one letter; capitals have capital signs."""
    assert [letter for letter in _LETTERS if VNI.decode(typed(letter, VNI)) != letter] == []


@pytest.mark.parametrize("encoding", _ALL)
@given(codes=st.binary())
def test_any_bytes_are_text(encoding: Encoding, codes: bytes) -> None:
    """Nothing is refused, and the result is in NFC."""
    text = encoding.decode(codes)
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) <= 2 * len(codes)


def test_unicode_is_left_alone() -> None:
    """Only what is the bytes of the font is decoded."""
    assert TCVN3.repair("Ch\xad\xacng") == "Chương"
    assert TCVN3.repair("Chương") == "Chương"
