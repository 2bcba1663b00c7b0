"""The runs of a Word file into the old encodings that their fonts are named for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.docx.xml import attribute, child, children
from indexer.language.encodings import Encoding, legacy_font
from indexer.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """A piece of text, and the old encoding that its font is named for, if any."""

    text: str
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    parent: str


class RunFonts:
    """The fonts that the styles of a file give to runs."""

    def __init__(self, styles: tuple[etree._Element, ...]) -> None:
        self._default = ""
        self._paragraph = ""
        self._styles: dict[str, _Style] = {}
        for root in styles:
            defaults = child(child(root, "docDefaults"), "rPrDefault")
            self._default = _font(child(defaults, "rPr")) or self._default
            for style in children(root, "style"):
                self._add(style)

    def encoding(self, run: etree._Element, paragraph: etree._Element | None) -> Encoding | None:
        """Return the old encoding of the font of ``run``, in a paragraph of these properties.

        Its own font goes before that of its style, which goes before that of the paragraph's.
        """
        properties = child(run, "rPr")
        name = _font(properties) or self._of_style(attribute(child(properties, "rStyle"), "val"))
        if not name:
            style = attribute(child(paragraph, "pStyle"), "val") or self._paragraph
            name = self._of_style(style) or self._default
        font = legacy_font(name)
        return font.encoding if font is not None else None

    def _add(self, style: etree._Element) -> None:
        name = attribute(style, "styleId")
        font = _font(child(style, "rPr"))
        self._styles[name] = _Style(font, attribute(child(style, "basedOn"), "val"))
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
            self._paragraph = name

    def _of_style(self, name: str) -> str:
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            if self._styles[name].font:
                return self._styles[name].font
            passed.add(name)
            name = self._styles[name].parent
        return ""


def encodings_of(pieces: Sequence[Coded]) -> frozenset[str]:
    """Return the names of the encodings in which the pieces of a paragraph are typed indeed.

    Many files name an old font for text that is Unicode, so what counts is in which of the two
    readings more Vietnamese syllables with accents stand; as it is, where they are as many.
    """
    names = {piece.encoding.name for piece in pieces if piece.encoding is not None}
    return frozenset(name for name in names if _is_typed(name, pieces))


def _is_typed(name: str, pieces: Sequence[Coded]) -> bool:
    written = "".join(piece.text if _has(piece, name) else " " for piece in pieces)
    if written.isascii():
        return False
    read = "".join(
        piece.encoding.repair(piece.text) if piece.encoding and _has(piece, name) else " "
        for piece in pieces
    )
    # Marks of VNI compose over the border of two runs.
    read = unicodedata.normalize("NFC", read)
    return _accented_syllables(read) > _accented_syllables(written)


def _has(piece: Coded, name: str) -> bool:
    return piece.encoding is not None and piece.encoding.name == name


def _accented_syllables(text: str) -> int:
    return sum(not word.isascii() and is_syllable(word) for word in _WORD.findall(text))


def _font(properties: etree._Element | None) -> str:
    fonts = child(properties, "rFonts")
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
