"""The names of a PDF's glyphs into the bytes that they had in the font of an old encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERED = re.compile(r"G(\d{1,3})")
_SPACE = 32


def bytes_of_names(names: Mapping[int, str]) -> dict[int, int]:
    """Return the bytes that glyph names like G182 stand for, by code; others are left out.

    Print drivers called the glyphs of a subset "G" and the decimal code that they had in the
    whole font, and gave them new codes in the order of their use.
    """
    found = {}
    for code, name in names.items():
        numbered = _NUMBERED.fullmatch(name)
        if numbered and _SPACE <= int(numbered[1]) < 256:
            found[code] = int(numbered[1])
    return found
