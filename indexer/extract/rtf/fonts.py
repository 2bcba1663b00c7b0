"""The font table of an RTF file: how the bytes typed in each font are to be read."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from indexer.extract.coded import Coded, encoding_of_font

_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""By the character sets of Windows (RTF 1.9.1, "Font Table")."""
SYMBOLS = 2
"""The character set of fonts whose letters are pictures."""


@dataclass(slots=True)
class Font:
    """A font of the table."""

    name: str = ""
    charset: int = 0
    page: str = ""
    """The code page that it names itself."""


def code_page(number: int) -> str:
    """Return the codec of a code page of Windows; that of Western Europe if there is none."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def read_codes(codes: bytes, font: Font, page: str) -> Coded:
    """Return bytes typed in ``font`` as text; ``page`` is the codec of the file."""
    if font.charset == SYMBOLS:
        return Coded("")
    encoding = encoding_of_font(font.name)
    if encoding is not None:
        return Coded(_western(codes), encoding)
    return Coded(codes.decode(font.page or _CODE_PAGES.get(font.charset, page), "replace"))


def _western(codes: bytes) -> str:
    """Return bytes as cp1252, those that it does not have as ISO 8859-1."""
    try:
        return codes.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(map(_letter, codes))


def _letter(code: int) -> str:
    letter = bytes([code]).decode("cp1252", "ignore")
    return letter or chr(code)
