"""Fonts in TCVN3 are known by their names, and no others."""

from __future__ import annotations

import pytest

from indexer.extract.pdf.legacy import LegacyFont, bytes_of_names, legacy_font


@pytest.mark.parametrize(
    ("name", "capitals"),
    [
        (".VnTime", False),
        ("ABCDEF+.VnTime", False),
        ("ABCDEF+.VnTime.Bold.Italic", False),
        (".VnTimeH", True),
        ("ABCDEF+.VnArialH.Bold", True),
        (".VnArialH..Italic", True),
        (".VnHelvetInsH.Medium", True),
        (".VnTifani.HeavyH.Normal", True),
        (".VnBahamasBH.Bold", True),
        (".VnHelvetIns", False),
        ("VnTime", False),
        ("VnTimeHBold", True),
        ("VnArial,Bold", False),
        (".VnTimeH1", True),
    ],
)
def test_legacy_names(name: str, capitals: bool) -> None:  # noqa: FBT001 - a table's column
    """With the dot always, without it the families of the old program; H draws capitals."""
    assert legacy_font(name) == LegacyFont(capitals)


@pytest.mark.parametrize(
    "name",
    [
        "VnNimbusRomanNo9L",
        "VnURWPalladioL",
        "VnCharterBT",
        "VNR12",
        "VNI-Times",
        "TimesNewRoman",
        "ABCDEF+NotoSerif",
        "HP-Arial-Bold",
        "",
    ],
)
def test_other_names(name: str) -> None:
    """TeX's Vietnamese fonts and VNI are something else."""
    assert legacy_font(name) is None


def test_numbered_glyph_names_are_bytes() -> None:
    """G and a decimal byte; nothing else is taken for one."""
    names = {1: "G182", 2: "G32", 3: "G7", 4: "G999", 5: "g182", 6: "Gamma", 7: "G1A"}
    assert bytes_of_names(names) == {1: 182, 2: 32}


def test_repair_leaves_unicode_alone() -> None:
    """Only what is the bytes of the font is decoded."""
    font = LegacyFont(capitals=False)
    assert font.repair("Ch\xad\xacng") == "Chương"
    assert font.repair("Chương") == "Chương"
