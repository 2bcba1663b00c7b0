"""TCVN3 bytes are the letters that the old fonts draw."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.tcvn3 import decode

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (b"h\xeep t\xb8c", "hợp tác"),
        (b"B\xe9 Qu\xe8c ph\xdfng", "Bộ Quốc phòng"),
        (b"ph\xad\xacng h\xad\xedng", "phương hướng"),
        (b"\xa7\xb6ng, \xae\xb8nh \xae\xdech", "Đảng, đánh địch"),
        (b"c\xb8n b\xe9 k\xfc thu\xcbt", "cán bộ kỹ thuật"),
        (b"b\x93x\x94 \x85", "b“x” …"),
    ],
)
def test_words(codes: bytes, text: str) -> None:
    """Words as typed in .VnTime."""
    assert decode(codes, capitals=False) == text


def test_capitals_are_drawn_by_the_font() -> None:
    """A font of capitals has the same bytes."""
    assert decode(b"gi\xb6i ph\xb8p", capitals=True) == "GIẢI PHÁP"


def test_every_small_letter_with_tone_has_a_byte() -> None:
    """The set has all 60 toned vowels, and the seven other letters in both cases."""
    letters = [decode(bytes([byte]), capitals=False) for byte in range(0xA1, 0x100)]
    wanted = [
        unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES
    ] + list("ăâêôơưđĂÂÊÔƠƯĐ")
    assert [letter for letter in wanted if letter not in letters] == []


@given(st.binary())
def test_any_bytes_are_text_of_their_length(codes: bytes) -> None:
    """One byte is one letter."""
    assert len(decode(codes, capitals=False)) == len(codes)
