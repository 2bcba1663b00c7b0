from __future__ import annotations

import pytest

from indexer.language.syllables import is_syllable, readable_share


@pytest.mark.parametrize(
    "text",
    ["học", "viện", "quỳnh", "khuya", "nghiêng", "hoà", "hòa", "thuý", "thúy", "GIẢNG", "y", "ở"],
)
def test_syllables(text: str) -> None:
    """What the spelling rules allow is a syllable, in both placements of the tone."""
    assert is_syllable(text)


@pytest.mark.parametrize("text", ["hòc", "bcd", "strength", "họcviện", "àp", "quèc", ""])
def test_no_syllables(text: str) -> None:
    """A stop bears no falling tone, and two syllables are not one."""
    assert not is_syllable(text)


def test_readable_text() -> None:
    """Vietnamese and English are readable through and through, Han and Lao cannot be judged."""
    assert readable_share("Học viện Chính trị quốc gia Hồ Chí Minh, 57-NQ/TW") == 1.0
    assert readable_share("The Academy signed a memorandum with KOICA") == 1.0
    assert readable_share("中央党校 ປະເທດລາວ") == 1.0


def test_unreadable_text() -> None:
    """TCVN3 without its table, missing glyphs and private-use letters are not readable."""
    assert readable_share("Häc viÖn ChÝnh trÞ quèc gia Hå ChÝ Minh") < 0.6
    assert readable_share("(cid:1)(cid:2)(cid:3) \ue001\ue002") == 0.0
    assert readable_share("gia(cid:16)ng vie(cid:17)n") < 1.0
    assert readable_share("") == 0.0
