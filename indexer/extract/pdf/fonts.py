"""pdfminer's fonts, mended where their codes are those of TCVN3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from indexer.extract.pdf.legacy import bytes_of_differences
from indexer.language.encodings import Encoding, legacy_font

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class _UnicodeMap(Protocol):
    def get_unichr(self, cid: int) -> str: ...


class _RepairedMap:
    """A font's own map to Unicode, whose results are bytes that were taken for letters."""

    def __init__(self, original: _UnicodeMap, encoding: Encoding) -> None:
        self._original = original
        self._encoding = encoding

    def get_unichr(self, cid: int) -> str:
        """Return the text of a character; raises :class:`KeyError` as the original does."""
        return self._encoding.repair(self._original.get_unichr(cid))


class FontShelf(PDFResourceManager):
    """Makes fonts as pdfminer does and mends each of them once."""

    def __init__(self) -> None:
        super().__init__(caching=True)
        self._mended: dict[int, PDFFont] = {}
        self.encodings: set[str] = set()
        """The names of the encodings that fonts were found in so far."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font that ``spec`` describes.

        pdfminer calls this again for the descendant of a composite font and returns the same
        object twice; mending it twice would decode its text twice.
        """
        font = super().get_font(objid, spec)
        if id(font) not in self._mended:
            self._mended[id(font)] = font
            self._mend(font, spec)
        return font

    def _mend(self, font: PDFFont, spec: Mapping[str, object]) -> None:
        named = legacy_font(_name(spec))
        encoding = named.encoding if named is not None and named.sure else None
        if encoding is not None:
            self.encodings.add(encoding.name)
        if isinstance(font, PDFSimpleFont):
            bytes_by_code = bytes_of_differences(_differences(spec))
            if encoding is not None:
                _mend_simple(font, encoding, bytes_by_code)
            elif bytes_by_code and font.unicode_map is None:
                _name_numbered(font, bytes_by_code)
        elif isinstance(font, PDFCIDFont) and encoding and font.unicode_map is not None:
            # A repaired map answers for all that pdfminer asks a map of a font.
            font.unicode_map = _RepairedMap(font.unicode_map, encoding)  # type: ignore[assignment]  # same duty


def _mend_simple(font: PDFSimpleFont, encoding: Encoding, bytes_by_code: dict[int, int]) -> None:
    if font.unicode_map is not None:
        font.unicode_map = _RepairedMap(font.unicode_map, encoding)  # type: ignore[assignment]  # same duty
        return
    # Without names the code itself is the byte: what WinAnsi makes of 0xAD is a hyphen, not ư.
    codes = {code: code for code in range(32, 256)} | bytes_by_code
    font.cid2unicode = {code: encoding.signs[byte] for code, byte in codes.items()}


def _name_numbered(font: PDFSimpleFont, bytes_by_code: dict[int, int]) -> None:
    named = {code: bytes([byte]).decode("cp1252", "ignore") for code, byte in bytes_by_code.items()}
    font.cid2unicode = named | font.cid2unicode


def _name(spec: Mapping[str, object]) -> str:
    base = resolve1(spec.get("BaseFont"))
    name = base.name if isinstance(base, PSLiteral) else base
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _differences(spec: Mapping[str, object]) -> Iterator[str]:
    """Yield what the font's encoding lists, as it is written in a file."""
    encoding: Any = resolve1(spec.get("Encoding"))
    entries: Any = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, int):
            yield str(entry)
        elif isinstance(entry, PSLiteral):
            yield "/" + str(entry.name)
