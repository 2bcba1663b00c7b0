"""Bytes typed in TCVN3 fonts into Unicode.

The table is that of TCVN 5712:1993, third set (VN3), which the ".Vn" fonts of the ABC program
use; it has no capitals with tones, so the fonts whose name ends in H draw the small letters as
capitals. All other bytes are those of cp1252. Nothing may be done to the text before: 0xAD is ư,
which others take for a soft hyphen.
"""

from __future__ import annotations

from indexer.language.encodings.table import Encoding, cp1252_with, runs

_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}

TCVN3 = Encoding("TCVN3", cp1252_with(runs(_LETTERS)))

TCVN3_CAPITALS = Encoding("TCVN3", tuple(sign.upper() for sign in TCVN3.signs))
"""What the fonts show that draw small letters as capitals."""
