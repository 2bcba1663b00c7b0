"""The glyph names of a PDF's font into the bytes that they had in the font of an old encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_BYTES: Final = {f"/G{byte:{form}}": byte for byte in range(32, 256) for form in ("d", "03d")}


def bytes_of_differences(entries: Iterable[str]) -> dict[int, int]:
    """Return the bytes that glyph names like G182 stand for, by code; others are left out.

    Print drivers called the glyphs of a subset "G" and the decimal code that they had in the
    whole font, and gave them new codes in the order of their use. ``entries`` are those of the
    array ``/Differences`` (ISO 32000-1, 9.6.6.1) as they are written: a number, then the names of
    that code and the following ones, and so on.
    """
    found: dict[int, int] = {}
    code = 0
    for entry in entries:
        if entry in _BYTES:
            found[code] = _BYTES[entry]
        if entry[0] == "/":
            code += 1
        elif entry.isdecimal():
            code = int(entry)
    return found
