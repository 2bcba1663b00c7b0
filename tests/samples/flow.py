"""Blocks turned into ReportLab flowables."""

from functools import singledispatchmethod
from typing import Any

from reportlab.lib.colors import black, lightgrey, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    Spacer,
)
from reportlab.platypus import (
    Paragraph as Setting,
)
from reportlab.platypus import (
    Table as Grid,
)

from tests.samples.blocks import (
    Block,
    Box,
    Bullets,
    Closing,
    Columns,
    Control,
    Head,
    Heading,
    Inserted,
    Paragraph,
    Rows,
    Table,
)
from tests.samples.inline import reportlab_markup
from tests.samples.typeface import Look, require_glyphs, styles
from tests.samples.wording import MOTTO, NATION, RECEIVERS

TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, black)
FRAME = ("BOX", (0, 0), (-1, -1), 0.8, black)
SHADE = ("BACKGROUND", (0, 0), (-1, -1), lightgrey)
FLUSH = [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]


class Rule(Flowable):
    """A thin line in the middle of its cell, as wide as a share of it."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.room = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take the whole width and a little height."""
        self.room = width
        return width, 5

    def draw(self) -> None:
        """Draw the line."""
        margin = self.room * (1 - self.share) / 2
        self.canv.setLineWidth(0.6)
        self.canv.line(margin, 3.5, self.room - margin, 3.5)


class Setter:
    """Sets blocks for one look and one width of column, in points."""

    def __init__(self, look: Look, width: float) -> None:
        self.look = look
        self.width = width
        self.styles = styles(look)

    def paragraph(self, text: str, style: str = "body", **changes: Any) -> Setting:  # noqa: ANN401 - reportlab's
        """Set one paragraph; changes go over the named style."""
        require_glyphs(text, self.look.family)
        chosen = self.styles[style]
        if changes:
            chosen = ParagraphStyle(f"{style}+", chosen, **changes)
        return Setting(reportlab_markup(text), chosen)

    def story(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Lay blocks one after another; a table stays with its heading, a signature with words."""
        found: list[Flowable] = []
        for block in blocks:
            laid = self.lay(block)
            if isinstance(block, Table | Closing):
                laid = [KeepTogether([*self._leading(block, found), *laid])]
            found.extend(laid)
        return found

    def notes(self, notes: dict[str, str], title: str = "") -> list[Flowable]:
        """Set numbered notes under a short rule and a title."""
        if not notes:
            return []
        head = [self.paragraph(f"**{title}**", "small", keepWithNext=1)] if title else []
        rule = HRFlowable(width="30%", hAlign="LEFT", color=black, spaceBefore=8, spaceAfter=4)
        items = [self.paragraph(f"[^{key}] {text}", "small") for key, text in notes.items()]
        return [rule, *head, *items]

    @singledispatchmethod
    def lay(self, block: Block) -> list[Flowable]:
        """Lay one block; a kind that only Word has becomes a paragraph."""
        raise NotImplementedError(type(block).__name__)  # all kinds are registered below

    @lay.register
    def _(self, block: Head) -> list[Flowable]:
        size = min(self.look.size * 0.82, 9.8)
        line = {"fontSize": size, "leading": size * 1.35, "spaceAfter": 0}
        left = [
            self.paragraph(block.above, "center", **line),
            self.paragraph(f"**{block.unit}**", "center", **line),
            Rule(0.38),
            self.paragraph(block.number, "center", **line),
        ]
        right = [
            self.paragraph(f"**{NATION}**", "center", **line),
            self.paragraph(f"**{MOTTO}**", "center", **line),
            Rule(0.58),
            self.paragraph(f"*{block.place_date}*", "center", **line),
        ]
        widths = [self.width * 0.47, self.width * 0.53]
        return [Grid([[left, right]], colWidths=widths, style=[TOP, *FLUSH]), Spacer(1, 12)]

    @lay.register
    def _(self, block: Heading) -> list[Flowable]:
        return [self.paragraph(block.text, f"heading{block.level}")]

    @lay.register
    def _(self, block: Paragraph) -> list[Flowable]:
        if not block.text:
            return [Spacer(1, self.look.size * 1.4)]
        return [self.paragraph(block.text, block.style)]

    @lay.register
    def _(self, block: Bullets) -> list[Flowable]:
        style = self.styles["bullet"]
        return [Setting(reportlab_markup(item), style, bulletText="–") for item in block.items]

    @lay.register
    def _(self, block: Table) -> list[Flowable]:
        grid = self._grid(block.rows, self.width)
        caption = self.paragraph(f"**{block.caption}**", "center", spaceAfter=4)
        parts: list[Flowable] = [caption, grid] if block.caption else [grid]
        return [Spacer(1, 4), *parts, Spacer(1, 10)]

    @lay.register
    def _(self, block: Columns) -> list[Flowable]:
        cells = [self.paragraph(text, "flat", spaceAfter=0) for text in (block.left, block.right)]
        half = self.width / 2
        return [Grid([cells], colWidths=[half, half], style=[TOP]), Spacer(1, 2)]

    @lay.register
    def _(self, block: Closing) -> list[Flowable]:
        signed = not block.left[0].startswith(RECEIVERS)
        rows = max(len(block.left), len(block.right)) if signed else 0
        cells = [self._signer(block.left, rows), self._signer(block.right, rows)]
        half = self.width / 2
        return [Spacer(1, 14), Grid([cells], colWidths=[half, half], style=[TOP])]

    @lay.register
    def _(self, block: Box) -> list[Flowable]:
        text = self.paragraph(block.text, "small", spaceAfter=0)
        grid = Grid([[text]], colWidths=[self.width], style=[FRAME, SHADE])
        return [Spacer(1, 4), grid, Spacer(1, 10)]

    @lay.register
    def _(self, block: Inserted) -> list[Flowable]:
        return [self.paragraph(block.text)]

    @lay.register
    def _(self, block: Control) -> list[Flowable]:
        return [self.paragraph(f"{block.label}: {block.text}", "flat")]

    def _leading(self, block: Table | Closing, found: list[Flowable]) -> list[Flowable]:
        """Take from `found` the heading and the words that a block must not be parted from."""
        taken: list[Flowable] = []
        if isinstance(block, Closing) and found and not _is_heading(found[-1]):
            taken = [found.pop()] if isinstance(found[-1], Setting) else []
        if found and _is_heading(found[-1]):
            taken.insert(0, found.pop())
        return taken

    def _grid(self, rows: Rows, width: float) -> Grid:
        cells = [
            [self.paragraph(cell, "cell-head" if number == 0 else "cell") for cell in row]
            for number, row in enumerate(rows)
        ]
        longest = [max(6, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
        shares = [min(length, 60) ** 0.75 for length in longest]
        widths = [width * share / sum(shares) for share in shares]
        head = ("BACKGROUND", (0, 0), (-1, 0), lightgrey if self.look.size > 11 else white)
        return Grid(cells, colWidths=widths, style=[GRID, head, TOP], repeatRows=1)

    def _signer(self, lines: tuple[str, ...], rows: int) -> list[Flowable]:
        if lines[0].startswith(RECEIVERS):
            first = self.paragraph(f"**{lines[0]}**", "small", fontName=self.look.italic)
            return [first, *(self.paragraph(line, "small", spaceAfter=1) for line in lines[1:])]
        roles = [self.paragraph(f"**{line}**", "center", spaceAfter=0) for line in lines[:-1]]
        filling = max(rows - len(lines), 0) * self.look.size * 1.42
        name = [self.paragraph(f"**{line}**", "center") for line in lines[-1:]]
        return [*roles, Spacer(1, 52 + filling), *name]


def _is_heading(flowable: Flowable) -> bool:
    return isinstance(flowable, Setting) and flowable.style.name.startswith("heading")
