"""The names and encodings of a PDF's fonts into what their codes mean, where no reader knows.

Offices of the nineties and after typed Vietnamese in fonts with a code of their own, TCVN3. Such a
font is known by its family's name; whatever else is on the same page is Unicode and stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.tcvn3 import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUBSET = re.compile(r"^[A-Z]{6}\+")
# With the dot all fonts are TCVN3. Without it only these families of the ABC program are:
# VnNimbusRomanNo9L, VnURWPalladioL, VnCharterBT and VNR10 are TeX fonts, read rightly as they are.
_FAMILY = re.compile(
    r"^\.Vn|^Vn(?:3DH|Arabia|Arial|Aristote|Avant|Bahamas|Black|Book|Centu|Clarendon|Commercial|"
    r"Cooper|Courier|Exotic|Free|Gothic|Helvet|Koala|Lincoln|Linus|Lucida|Memorandum|Monotype|"
    r"Mystical|Palatino|Park|Present|Revue|Rockwell|Shelley|Slogan|Southern|Stamp|Swiss|"
    r"Teknical|Tifani|Time|Univers|Vogue)",
)
_CAPITALS = re.compile(r"H(?=$|[.,\- ]|Bold|Italic)")
_NUMBERED = re.compile(r"G(\d{1,3})")
_SPACE = 32


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """A font in TCVN3."""

    capitals: bool
    """It draws the small letters as capitals."""

    def text_of(self, code: int) -> str:
        """Return the text of a TCVN3 byte."""
        return decode(bytes([code]), capitals=self.capitals)

    def repair(self, text: str) -> str:
        """Return ``text`` decoded, if it is the bytes of this font taken for cp1252."""
        try:
            codes = b"".join(map(_byte_of, text))
        except UnicodeEncodeError:
            return text  # letters that no byte stands for: it is Unicode already
        return decode(codes, capitals=self.capitals)


def legacy_font(name: str) -> LegacyFont | None:
    """Return how the font called ``name`` is coded, or none if it is not in TCVN3."""
    bare = _SUBSET.sub("", name)
    if not _FAMILY.search(bare):
        return None
    return LegacyFont(bool(_CAPITALS.search(bare.lstrip(".").rstrip("0123456789"))))


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


def _byte_of(letter: str) -> bytes:
    return letter.encode("latin-1") if "\x80" <= letter <= "\xff" else letter.encode("cp1252")
