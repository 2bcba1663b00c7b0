"""The names of fonts into the encodings that were typed in them.

Offices of the nineties and after typed Vietnamese in fonts with a code of their own. Such a font is
known by its family's name; whatever else is on the same page is Unicode and stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.language.encodings.table import Encoding
from indexer.language.encodings.tcvn3 import TCVN3, TCVN3_CAPITALS
from indexer.language.encodings.viscii import VISCII
from indexer.language.encodings.vni import VNI
from indexer.language.encodings.vps import VPS

_SUBSET = re.compile(r"^[A-Z]{6}\+")
# With the dot all fonts are TCVN3. Without it only these families of the ABC program are:
# VnNimbusRomanNo9L, VnURWPalladioL, VnCharterBT and VNR10 are TeX fonts, read rightly as they are.
_TCVN3 = re.compile(
    r"^\.Vn|^Vn(?:3DH|Arabia|Arial|Aristote|Avant|Bahamas|Black|Book|Centu|Clarendon|Commercial|"
    r"Cooper|Courier|Exotic|Free|Gothic|Helvet|Koala|Lincoln|Linus|Lucida|Memorandum|Monotype|"
    r"Mystical|Palatino|Park|Present|Revue|Rockwell|Shelley|Slogan|Southern|Stamp|Swiss|"
    r"Teknical|Tifani|Time|Univers|Vogue)",
)
_CAPITALS = re.compile(r"H(?=$|[.,\- ]|Bold|Italic)")
# Not proof: fonts of these names hold Unicode as well. HP-* are the VNI fonts of a press.
_BY_NAME = (
    (re.compile(r"^(?:VNI[- ]|HP-(?:Arial|Helve|Impact))"), VNI),
    (re.compile(r"^VPS[- ]"), VPS),
    (re.compile(r"^(?:VI[- ](?=[A-Z])|VISCII)"), VISCII),
)


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """A font with an encoding of its own."""

    encoding: Encoding
    sure: bool = True
    """The name alone proves it; else the letters must."""


def bare_name(name: str) -> str:
    """Return the name of a PDF's font without the tag of a subset."""
    return _SUBSET.sub("", name)


def legacy_font(name: str) -> LegacyFont | None:
    """Return how the font called ``name`` is coded, or none if that is not known from its name."""
    bare = bare_name(name)
    if _TCVN3.search(bare):
        capitals = _CAPITALS.search(bare.lstrip(".").rstrip("0123456789"))
        return LegacyFont(TCVN3_CAPITALS if capitals else TCVN3)
    for family, encoding in _BY_NAME:
        if family.search(bare):
            return LegacyFont(encoding, sure=False)
    return None
