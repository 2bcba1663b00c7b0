"""A text turned into a PDF as an office of 2003 typed it: TCVN3 bytes in .VnTime fonts."""

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from operator import itemgetter

import pikepdf

from tests.samples.blocks import (
    Block,
    Bullets,
    Closing,
    Head,
    Heading,
    Paragraph,
    Text,
)
from tests.samples.inline import plain
from tests.samples.pdf import finished
from tests.samples.tcvn3_font import Face, Font
from tests.samples.tcvn3_letters import coded
from tests.samples.wording import MOTTO, NATION, notice

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 60.0, 70.0, 70.0
SPACE = 32


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: which font, at which size, placed how, indented how far."""

    font: str = "body"
    size: float = 13
    place: str = "justify"
    indent: float = 0
    left: float = LEFT
    right: float = WIDTH - RIGHT


TITLE = Style("capitals", 14, "center")
SECTION = Style("bold", 13, "left")
BODY = Style(indent=28)
HEAD_FONTS = {"capitals": 9.5, "bold": 11, "body": 11}
HALVES = ((60.0, 290.0), (285.0, WIDTH - 40))


def tcvn3(text: Text) -> bytes:
    """Type a text in the old fonts."""
    typist = Typist()
    typist.line(notice("vi").replace("TÀI LIỆU MẪU", "Tài liệu mẫu"), Style(size=9, place="center"))
    for block in text.blocks:
        typist.block(block)
    return finished(typist.bound(), text)


class Typist:
    """Types lines down the pages and remembers what each font was asked for."""

    def __init__(self) -> None:
        self.fonts = {
            "body": Font(Face(".VnTime", "DejaVuSerif.ttf")),
            "bold": Font(Face(".VnTime.Bold", "DejaVuSerif-Bold.ttf")),
            "capitals": Font(Face(".VnTimeH", "DejaVuSerif-Bold.ttf", capitals=True)),
        }
        self.pages: list[list[str]] = [[]]
        self.y = HEIGHT - TOP

    def block(self, block: Block) -> None:
        """Type one block; kinds that offices did not have then are left out."""
        match block:
            case Head():
                self._head(block)
            case Heading(level=1):
                self.lines(block.text, TITLE)
            case Heading():
                self.y -= 6
                self.lines(block.text, SECTION)
            case Paragraph():
                self.lines(plain(block.text), BODY)
            case Bullets():
                for item in block.items:
                    self.lines(f"- {plain(item)}", BODY)
            case Closing():
                self._closing(block)

    def lines(self, text: str, style: Style) -> None:
        """Break a paragraph into lines and type them."""
        line: list[str] = []
        indent = style.indent
        room = style.right - style.left
        for each in text.split():
            if line and self._width(" ".join([*line, each]), style) > room - indent:
                self.line(" ".join(line), style, indent)
                line, indent = [], 0
            line.append(each)
        place = "left" if style.place == "justify" else style.place
        last = Style(style.font, style.size, place, 0, style.left, style.right)
        self.line(" ".join(line), last, indent)
        self.y -= style.size * 0.3

    def line(self, text: str, style: Style, indent: float = 0) -> None:
        """Type one line and move down."""
        self.y -= style.size * 1.45
        if self.y < BOTTOM:
            self.pages.append([])
            self.y = HEIGHT - TOP - style.size
        self._place(text, style, indent)

    def bound(self) -> bytes:
        """Bind the pages into a PDF."""
        document = pikepdf.new()
        for operators in self.pages:
            page = document.add_blank_page(page_size=(WIDTH, HEIGHT))
            page.Contents = document.make_stream("\n".join(operators).encode("ascii"))
        fonts = {f"/{name}": font.dictionary(document) for name, font in self.fonts.items()}
        shared = document.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts)))
        for page in document.pages:
            page.Resources = shared
        out = BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()

    def _place(self, text: str, style: Style, indent: float) -> None:
        room = style.right - style.left - indent
        slack = room - self._width(text, style)
        gaps = text.count(" ")
        stretch = slack / gaps if style.place == "justify" and gaps else 0.0
        x = style.left + indent + (slack / 2 if style.place == "center" else 0)
        self.pages[-1].append(f"BT 1 0 0 1 {x:.2f} {self.y:.2f} Tm")
        self.pages[-1].extend(self._shown(text, style, -stretch * 1000 / style.size))
        self.pages[-1].append("ET")

    def _shown(self, text: str, style: Style, kern: float) -> list[str]:
        operators: list[str] = []
        for name, pairs in groupby(self._bytes(text, style.font), itemgetter(0)):
            gap = f"> {kern:.1f} <" if kern else ""
            font = self.fonts[name]
            codes = [f"{font.code(byte):02X}{gap * (byte == SPACE)}" for _, byte in pairs]
            operators.append(f"/{name} {style.size} Tf [<{''.join(codes)}>] TJ")
        return operators

    def _bytes(self, text: str, font: str) -> list[tuple[str, int]]:
        if font == "capitals":
            return [(font, coded(letter.lower()).byte) for letter in text]
        letters = [coded(letter) for letter in text]
        return [("capitals" if each.capital else font, each.byte) for each in letters]

    def _width(self, text: str, style: Style) -> float:
        widths = [self.fonts[font].width(byte) for font, byte in self._bytes(text, style.font)]
        return sum(widths) * style.size / 1000

    def _head(self, block: Head) -> None:
        left = [*block.above.splitlines(), block.unit]
        columns = (
            [*(("capitals", line) for line in left), ("body", block.number)],
            [("capitals", NATION), ("bold", MOTTO), ("body", ""), ("body", block.place_date)],
        )
        start = self.y
        for half, column in zip(HALVES, columns, strict=True):
            self.y = start
            for font, text in column:
                self.line(text, Style(font, HEAD_FONTS[font], "center", 0, *half))
        self.y -= 20

    def _closing(self, block: Closing) -> None:
        self.y -= 14
        start = self.y
        for each in block.left:
            self.line(each, Style(size=10.5, place="left"))
        self.y = start
        for each in block.right[:-1]:
            self.line(each, Style("capitals", 10.5, "center", 0, *HALVES[1]))
        self.y -= 52
        self.line(block.right[-1], Style("bold", 13, "center", 0, *HALVES[1]))
