"""Fonts of old encodings are known by their names, or by their letters, and no others."""

from __future__ import annotations

import pytest

from indexer.language.encodings import (
    TCVN3,
    TCVN3_CAPITALS,
    VISCII,
    VNI,
    VPS,
    Encoding,
    LegacyFont,
    is_vni,
    legacy_font,
)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", TCVN3),
        ("ABCDEF+.VnTime", TCVN3),
        ("ABCDEF+.VnTime.Bold.Italic", TCVN3),
        (".VnTimeH", TCVN3_CAPITALS),
        ("ABCDEF+.VnArialH.Bold", TCVN3_CAPITALS),
        (".VnArialH..Italic", TCVN3_CAPITALS),
        (".VnHelvetInsH.Medium", TCVN3_CAPITALS),
        (".VnTifani.HeavyH.Normal", TCVN3_CAPITALS),
        (".VnBahamasBH.Bold", TCVN3_CAPITALS),
        (".VnHelvetIns", TCVN3),
        ("VnTime", TCVN3),
        ("VnTimeHBold", TCVN3_CAPITALS),
        ("VnArial,Bold", TCVN3),
        (".VnTimeH1", TCVN3_CAPITALS),
    ],
)
def test_tcvn3_names(name: str, encoding: Encoding) -> None:
    """With the dot always, without it the families of the old program; H draws capitals."""
    assert legacy_font(name) == LegacyFont(encoding)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("VNI-Times", VNI),
        ("VNI-Times-Bold", VNI),
        ("ABCDEF+HP-Arial-Bold", VNI),
        ("VPS Times", VPS),
        ("VI Times", VISCII),
    ],
)
def test_names_that_need_letters(name: str, encoding: Encoding) -> None:
    """Fonts of these names hold Unicode as well."""
    assert legacy_font(name) == LegacyFont(encoding, sure=False)


@pytest.mark.parametrize(
    "name",
    [
        "VnNimbusRomanNo9L",
        "VnURWPalladioL",
        "VnCharterBT",
        "VNR12",
        "TimesNewRoman",
        "ABCDEF+NotoSerif",
        "",
    ],
)
def test_other_names(name: str) -> None:
    """TeX's Vietnamese fonts are something else."""
    assert legacy_font(name) is None


@pytest.mark.parametrize(
    ("letters", "named", "other"),
    [
        ("Hoïc vieän Chính trò, ñöôøng, cuûa", True, True),
        ("TAÏP", True, False),
        ("toâi", False, False),
        ("Học viện", False, False),
        ("Müller, Köln, Straße, naïve, coöperation", False, False),
        ("Ø ø Û û Ï ï Ö ö Ç ç ß", False, False),
        ("blåbærsyltetøy ü û", True, False),
    ],
)
def test_vni_by_letters(letters: str, named: bool, other: bool) -> None:  # noqa: FBT001 - a table
    """In a font that is named VNI one sign tells, in others three tones together."""
    assert is_vni(letters, named=True) is named
    assert is_vni(letters, named=False) is other
