"""Bytes become the text that was typed, with the name of what they were in."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.encodings import Decoded, decode
from indexer.extract.regular import NotRead
from indexer.language.encodings import TCVN3, VISCII, VNI, VPS, Encoding
from tests.language.encodings.typed import typed

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


@pytest.mark.parametrize("old", [TCVN3, VNI, VISCII, VPS], ids=lambda old: old.name)
def test_old_encodings_of_a_whole_text(old: Encoding) -> None:
    """Text without a font is known by its syllables, as bytes and where it was saved as Unicode."""
    codes = typed(TEXT, old)
    letters = "".join(_as_western(code) for code in codes)
    for data in (codes, letters.encode(), letters.encode("utf-16"), b"About: " * 3000 + codes):
        decoded = decode(data)
        assert decoded.text.endswith(TEXT)
        assert decoded.encoding == old.name
    assert decode(codes, "windows-1252").text == TEXT


def _as_western(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") or chr(code)


@pytest.mark.parametrize(
    "text",
    [
        "La délégation a été reçue à Hanoï par l'élève. Où est-ce déjà prévu ? Ça, c'est là.",
        "La delegación visitó España y el señor Núñez habló de cooperación. ¿Qué pasó? Así será.",
        "A delegação não chegou até às três. São Paulo: coração, ação, você, avó, irmã, mãe, pão.",
        "Die Universität hat über fünfzig Gäste eingeladen; schöne Grüße aus Köln. Größe und Maß.",
        "Vi må gå, så går vi på en ø. Åh, år på år. Æblet er på træet; køb øl.",
        "Það er gott að vera hér. Íslensk þýðing á öllum skjölum. Óðinn á sjó.",
        "5 µm ± 0,1 °C · © ® ¶ § ª º ¹ ² ³ ¼ ½ ¾ café",
        "toán lý hóa: à á â ã è é ê ì í ò ó ô õ ù ú ý",
    ],
)
def test_other_languages_are_not_old_encodings(text: str) -> None:
    """Neither a text nor one word of it."""
    for part in (text, *text.split()):
        assert decode(part.encode()) == Decoded(part, "utf-8")
    assert decode(text.encode("cp1252"), "cp1252").text == text


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
