"""Bytes typed in TCVN3 fonts into Unicode.

The table is that of TCVN 5712:1993, third set (VN3), which the ".Vn" fonts of the ABC program
use; it has no capitals with tones, so the fonts whose name ends in H draw the small letters as
capitals. All other bytes are those of cp1252. Nothing may be done to the text before: 0xAD is ư,
which others take for a soft hyphen.
"""

from __future__ import annotations

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
"""Runs of letters by the byte of their first one."""

_TABLE = {
    **{byte: bytes([byte]).decode("cp1252", "replace") for byte in range(256)},
    **{first + at: letter for first, run in _LETTERS.items() for at, letter in enumerate(run)},
}


def decode(codes: bytes, *, capitals: bool) -> str:
    """Return the text that ``codes`` stand for, in capitals for the fonts that draw those."""
    text = "".join(map(_TABLE.__getitem__, codes))
    return text.upper() if capitals else text
