"""The outlines of DejaVu Serif turned into a small .VnTime font as a PDF embeds it."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped] # no types
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped] # no types
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped] # no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # no types

from tests.samples.tcvn3_letters import letter_of

FONTS = Path("/usr/share/fonts/truetype/dejavu")
EM = 1000


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the old family: its name there, the file it is drawn from, and its case."""

    name: str
    file: str
    capitals: bool = False


class Font:
    """Gives out codes in the order in which bytes are first used, as old print drivers did."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.source = TTFont(FONTS / face.file)
        self.glyphs = self.source.getGlyphSet()
        self.cmap = self.source.getBestCmap()
        self.scale: float = EM / self.source["head"].unitsPerEm
        self.codes: dict[int, int] = {}

    def code(self, byte: int) -> int:
        """Return the code of a byte, a new one at its first use."""
        return self.codes.setdefault(byte, len(self.codes) + 1)

    def width(self, byte: int) -> int:
        """Return how wide a byte's letter is, in thousandths of the size."""
        return round(float(self.glyphs[self._name(byte)].width) * self.scale)

    def dictionary(self, document: pikepdf.Pdf) -> pikepdf.Object:
        """Return the font dictionary: codes to names like G182, and no word on Unicode."""
        names = [pikepdf.Name(f"/G{byte}") for byte in self.codes]
        encoding = pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([1, *names])
        )
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(f"/{self._tagged()}"),
            FirstChar=1,
            LastChar=len(self.codes),
            Widths=pikepdf.Array([self.width(byte) for byte in self.codes]),
            Encoding=document.make_indirect(encoding),
            FontDescriptor=document.make_indirect(self._descriptor(document)),
        )
        return document.make_indirect(made)

    def program(self) -> bytes:
        """Return the outlines in use as a bare CFF font program."""
        names = [".notdef", *(f"G{byte}" for byte in self.codes)]
        builder = FontBuilder(EM, isTTF=False)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({})
        outlines = {f"G{byte}": self._outline(self._name(byte)) for byte in self.codes}
        outlines[".notdef"] = self._outline(".notdef")
        builder.setupCFF(self._tagged(), {}, outlines, {})
        builder.setupHorizontalMetrics(dict.fromkeys(names, (0, 0)))
        table = builder.font["CFF "]
        encoding = [".notdef"] * 256
        for byte in self.codes:
            encoding[byte] = f"G{byte}"
        table.cff.topDictIndex[0].Encoding = encoding
        data: bytes = table.compile(builder.font)
        return data

    def _outline(self, glyph: str) -> object:
        width = round(float(self.glyphs[glyph].width) * self.scale)
        pen = T2CharStringPen(width, self.glyphs)
        scaled = TransformPen(pen, (self.scale, 0, 0, self.scale, 0, 0))
        self.glyphs[glyph].draw(scaled)
        return pen.getCharString()

    def _name(self, byte: int) -> str:
        letter = letter_of(byte)
        return str(self.cmap[ord(letter.upper() if self.face.capitals else letter)])

    def _tagged(self) -> str:
        return f"ABCDEF+{self.face.name}"

    def _descriptor(self, document: pikepdf.Pdf) -> pikepdf.Dictionary:
        program = pikepdf.Stream(document, self.program(), Subtype=pikepdf.Name.Type1C)
        return pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name(f"/{self._tagged()}"),
            Flags=4,
            FontBBox=pikepdf.Array([-200, -300, 1200, 1100]),
            ItalicAngle=0,
            Ascent=940,
            Descent=-240,
            CapHeight=730,
            StemV=90,
            FontFile3=document.make_indirect(program),
        )
