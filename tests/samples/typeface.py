"""The look of a PDF sample: registered font families and the paragraph styles made from them."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "dejavu": ("dejavu/DejaVuSerif", ("", "-Bold", "-Italic", "-BoldItalic")),
    "dejavu-sans": ("dejavu/DejaVuSans", ("", "-Bold", "-Oblique", "-BoldOblique")),
    "noto": ("noto/NotoSerif", ("-Regular", "-Bold", "-Italic", "-BoldItalic")),
    "noto-sans": ("noto/NotoSans", ("-Regular", "-Bold", "-Italic", "-BoldItalic")),
    "times": ("freefont/FreeSerif", ("", "Bold", "Italic", "BoldItalic")),
    "arial": ("freefont/FreeSans", ("", "Bold", "Oblique", "BoldOblique")),
    "calibri": ("crosextra/Carlito", ("-Regular", "-Bold", "-Italic", "-BoldItalic")),
    "narrow": ("dejavu/DejaVuSerifCondensed", ("", "-Bold", "-Italic", "-BoldItalic")),
}
INK = HexColor("#1f1f1f")
GREY = HexColor("#5a5a5a")


@dataclass(frozen=True, slots=True)
class Look:
    """A family of fonts and the size of its body text in points."""

    family: str = "narrow"
    size: float = 11.5

    @property
    def bold(self) -> str:
        """The name of the bold font."""
        return f"{self.family}-1"

    @property
    def italic(self) -> str:
        """The name of the italic font."""
        return f"{self.family}-2"


def register(family: str) -> None:
    """Make a family known to ReportLab under its own name."""
    if family in pdfmetrics.getRegisteredFontNames():
        return
    stem, endings = FAMILIES[family]
    names = [family, f"{family}-1", f"{family}-2", f"{family}-3"]
    for name, ending in zip(names, endings, strict=True):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{stem}{ending}.ttf")))
    pdfmetrics.registerFontFamily(family, *names)


class GlyphError(ValueError):
    """A text holds a letter that the font chosen for it does not draw."""

    def __init__(self, letters: set[str], family: str) -> None:
        super().__init__(f"{family} has no glyph for {sorted(letters)}")


def require_glyphs(text: str, family: str) -> None:
    """Refuse a text that would come out with gaps: ReportLab leaves them without a word."""
    font = pdfmetrics.getFont(family)
    known = font.face.charToGlyph if isinstance(font, TTFont) else {}
    missing = {letter for letter in text if letter != "\n" and ord(letter) not in known}
    if missing:
        raise GlyphError(missing, family)


def styles(look: Look) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles of a look by name."""
    register(look.family)
    size = look.size
    body = ParagraphStyle(
        "body",
        fontName=look.family,
        fontSize=size,
        leading=size * 1.42,
        alignment=TA_JUSTIFY,
        firstLineIndent=size * 1.9,
        spaceAfter=size * 0.45,
        textColor=INK,
        allowWidows=0,
        allowOrphans=0,
    )
    flat = ParagraphStyle("flat", body, firstLineIndent=0)
    small = ParagraphStyle("small", flat, fontSize=size * 0.84, leading=size * 1.16)
    made = [
        body,
        flat,
        small,
        ParagraphStyle("center", flat, alignment=TA_CENTER),
        ParagraphStyle("right", flat, alignment=TA_RIGHT, fontName=look.italic),
        ParagraphStyle("abstract", small, leftIndent=size * 1.6, rightIndent=size * 1.6),
        ParagraphStyle("lead", flat, fontName=look.italic, alignment=TA_CENTER),
        ParagraphStyle("cell", small, alignment=TA_LEFT, spaceAfter=0),
        ParagraphStyle("cell-head", small, fontName=look.bold, alignment=TA_CENTER, spaceAfter=0),
        ParagraphStyle("bullet", flat, leftIndent=size * 1.9, bulletIndent=size * 0.9),
        ParagraphStyle("notice", small, alignment=TA_CENTER, textColor=GREY, fontName=look.italic),
        *_headings(look, flat),
    ]
    return {style.name: style for style in made}


def _headings(look: Look, flat: ParagraphStyle) -> list[ParagraphStyle]:
    size = look.size
    title = ParagraphStyle(
        "heading1",
        flat,
        fontName=look.bold,
        fontSize=size * 1.25,
        leading=size * 1.65,
        alignment=TA_CENTER,
        spaceBefore=size,
        spaceAfter=size * 0.9,
    )
    section = ParagraphStyle(
        "heading2",
        flat,
        fontName=look.bold,
        alignment=TA_LEFT,
        keepWithNext=1,
        spaceBefore=size * 0.9,
    )
    below = ParagraphStyle("heading3", section, fontName=f"{look.family}-3", spaceBefore=0)
    return [title, section, below]
