"""pdfium's raw text becomes clean text, and every offset is kept."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.pdf.edits import HYPHEN, clean


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("một\r\nhai", "một\nhai"),
        (f"inter{HYPHEN}national", "international"),
        (f"xi{HYPHEN}măng", "xi-măng"),
        (f"QĐ{HYPHEN}UBND", "QĐ-UBND"),
        (f"2019{HYPHEN}2020", "2019-2020"),
        ("Ho\u031b\u0323p ta\u0301c", "Hợp tác"),
        ("\x02\x01ab\x03c", "abc"),
    ],
)
def test_clean(raw: str, text: str) -> None:
    """Line ends, broken words, decomposed letters, control characters."""
    assert clean(raw).text == text


@settings(deadline=None)  # the first syllable loads the tables of all
@given(st.lists(st.sampled_from(["Ho\u031b\u0323p", "tác", "\x01x", "ab", "\r\n", " ", HYPHEN])))
def test_words_are_found_at_their_places(pieces: list[str]) -> None:
    """The raw span of a word, mapped, cuts the word out of the clean text."""
    raw = "".join(pieces)
    cleaned = clean(raw)
    for word in re.finditer(f"[^\\s{HYPHEN}]+", raw):
        start, end = cleaned.places(np.array(word.span(), np.int32))
        wanted = unicodedata.normalize("NFC", word[0].replace("\x01", ""))
        assert cleaned.text[start:end] == wanted


@settings(deadline=None)
@given(st.text())
def test_clean_text_stays_clean(raw: str) -> None:
    """Cleaning twice changes nothing, whatever the text."""
    once = clean(raw).text
    assert clean(once).text == once
    assert "\r" not in once
