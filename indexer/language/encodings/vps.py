"""Bytes typed in VPS fonts into Unicode.

The table of the Vietnamese Professionals Society's VPSKeys (``x-viet-vps``). It was never a
standard: the table was compared between two descriptions of it, an encyclopedic one of VPSKeys and
that of the input method xvnkb, which agree wherever both name a letter. Fourteen capitals stand in
place of control codes; xvnkb types the small letters in their stead.
"""

from __future__ import annotations

from indexer.language.encodings.table import Encoding, cp1252_with, runs

_LETTERS = {
    0x02: "ẠẬẶẸỆ",
    0x10: "ỊỌỘỢỤỰ",
    0x19: "Ỵ",
    0x1C: "ẪỮ",
    0x80: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ",
    0x90: "Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ",
    0xA0: "\xa0ắằẳẵặỠớÙờởỡŨỨợỪ",
    0xB0: "ổỬỲỸÍÌộỈĨÓửữÒỎÕự",
    0xC0: "ầÁÂấẩẫậđẻÉÊẹỉễịỹ",
    0xD0: "ƯỦồốÔỏơÈừứÚũưÝẺ",
    0xE0: "àáâãảạă",
    0xE8: "èéêẽìí",
    0xEF: "ĩ",
    0xF0: "ẴĐòóôõ",
    0xF7: "Ơụùúủ",
    0xFD: "ỶẼỳ",
}

VPS = Encoding("VPS", cp1252_with(runs(_LETTERS)))
