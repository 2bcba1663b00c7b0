"""Bytes become the text that was typed, with the name of what they were in."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.encodings import decode
from indexer.extract.regular import NotRead

TEXT = "Đoàn công tác của Học viện đã thăm và làm việc tại nước Cộng hoà Dân chủ Nhân dân Lào. "


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
    ],
)
def test_unicode_in_all_forms(data: bytes, encoding: str) -> None:
    """With a mark or without, the text is the same."""
    decoded = decode(data)
    assert decoded.text == TEXT
    assert decoded.encoding == encoding


def test_the_vietnamese_code_page() -> None:
    """Code page 1258 has letters and tones apart; they come together in NFC."""
    composed = {letter: unicodedata.normalize("NFD", letter) for letter in "ạảấầẩẫậắằẳẵặẹẻẽếềểễệ"}
    bases = {"a\u0302": "â", "a\u0306": "ă", "e\u0302": "ê"}
    typed = TEXT
    for letter, parts in composed.items():
        tone = next(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = parts.replace(tone, "")
        typed = typed.replace(letter, bases.get(base, base) + tone)
    typed = "".join(_apart(letter) for letter in typed)
    decoded = decode(typed.encode("cp1258"))
    assert decoded.encoding == "cp1258"
    assert unicodedata.normalize("NFC", decoded.text) == TEXT


def _apart(letter: str) -> str:
    """Return a letter as the code page has it: with hat and horn, and its tone behind."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = parts[-1] if parts[-1] in "\u0300\u0301\u0303\u0309\u0323" else parts[1]
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return letter


def test_western_text_and_what_a_page_declares() -> None:
    """cp1252 is told from 1258 by what can be read; a declaration decides where it is known."""
    assert decode("Café “Déjà vu” – naïve".encode("cp1252")).text == "Café “Déjà vu” – naïve"
    russian = "Отчёт о поездке делегации".encode("koi8-r")
    assert decode(russian, "koi8-r").text == "Отчёт о поездке делегации"
    assert decode(TEXT.encode(), "no-such-encoding").text == TEXT
    assert decode("Déjà".encode("cp1252"), "hex").text


def test_one_broken_letter_does_not_spoil_a_long_text() -> None:
    """A text that is UTF-8 but for a byte is UTF-8."""
    decoded = decode(20 * TEXT.encode() + b"\xff" + TEXT.encode())
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1


@given(st.binary(max_size=400))
def test_bytes_are_text_or_refused(data: bytes) -> None:
    """No bytes raise anything else."""
    with suppress(NotRead):
        assert decode(data).encoding
