"""Text typed in the encodings before Unicode, and the fonts that tell them, into Unicode."""

from __future__ import annotations

from indexer.language.encodings.fonts import LegacyFont, bare_name, legacy_font
from indexer.language.encodings.table import Encoding, bytes_of, is_unicode_vietnamese
from indexer.language.encodings.tcvn3 import TCVN3, TCVN3_CAPITALS
from indexer.language.encodings.viscii import VISCII
from indexer.language.encodings.vni import VNI, is_vni
from indexer.language.encodings.vps import VPS

__all__ = [
    "TCVN3",
    "TCVN3_CAPITALS",
    "VISCII",
    "VNI",
    "VPS",
    "Encoding",
    "LegacyFont",
    "bare_name",
    "bytes_of",
    "is_unicode_vietnamese",
    "is_vni",
    "legacy_font",
]
