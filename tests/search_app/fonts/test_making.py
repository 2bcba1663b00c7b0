"""The fonts that the package was installed with have what the site writes."""

from __future__ import annotations

import unicodedata
from importlib.resources import as_file, files
from itertools import product

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # no types

from search_app.fonts.making import FACES, Face

_MADE = files("search_app") / "fonts"
_ACCENTS = "\u0300\u0301\u0303\u0309\u0323"
_SMALL = {
    unicodedata.normalize("NFC", vowel + accent)
    for vowel, accent in product("aăâeêioôơuưy", ("", *_ACCENTS))
} | {"đ"}
VIETNAMESE = _SMALL | {letter.upper() for letter in _SMALL}


@pytest.fixture(params=FACES, ids=lambda face: face.name)
def font(request: pytest.FixtureRequest) -> TTFont:
    """Give a font that was made."""
    face: Face = request.param
    with as_file(_MADE / f"{face.name}.woff2") as path:
        return TTFont(path)


def test_every_letter_of_vietnamese_is_there(font: TTFont) -> None:
    """All 146 of them in both cases, also with accents apart, and the signs of prices."""
    assert len(VIETNAMESE) == 146
    assert {ord(sign) for sign in VIETNAMESE | set(_ACCENTS) | set("–“”…₫№")} <= set(
        font.getBestCmap()
    )


def test_the_name_of_the_original_is_left_to_it(font: TTFont) -> None:
    """As the SIL Open Font License wants of what was changed; whose work it is stays in it."""
    names = {record.nameID: record.toUnicode() for record in font["name"].names}
    assert names[1].startswith("Kyyeu-")
    assert "Source" not in names[1] + names[4] + names[6]
    assert "Adobe" in names[0]


def test_figures_stand_in_columns() -> None:
    """Counts are set with figures of one width."""
    with as_file(_MADE / "sans.woff2") as path:
        font = TTFont(path)
        names = font.getBestCmap()
        assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_font_is_small_and_has_its_licence_beside_it(face: Face) -> None:
    """A phone on a slow line has both of the first page within 80 kB."""
    assert len((_MADE / f"{face.name}.woff2").read_bytes()) < 50_000
    licence = (_MADE / f"{face.name}-licence.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
