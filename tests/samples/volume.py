"""The papers of a conference turned into one bound volume with roman and arabic pages."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from tests.samples.blocks import Heading, Text
from tests.samples.flow import Setter
from tests.samples.pdf import finished
from tests.samples.reading import CONTENT, read_text
from tests.samples.typeface import GREY, Look
from tests.samples.wording import notice

PAGE = (16 * cm, 24 * cm)
INNER, OUTER, TOP, BOTTOM = 2.2 * cm, 1.8 * cm, 2.3 * cm, 2.1 * cm
WIDTH = PAGE[0] - INNER - OUTER
LOOK = Look("noto", 11.5)
NOTES = "Chú thích và tài liệu tham khảo"
PARTS = CONTENT / "ky-yeu"
PAPERS = CONTENT / "papers"
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head of the pages of one part; `roman` tells the front matter."""

    key: str
    head: str
    roman: bool = False


class UnsettledError(RuntimeError):
    """The table of contents moved the papers that it lists."""


class Mark(Flowable):
    """Takes no room and notes on which page of the file a part begins."""

    def __init__(self, key: str, starts: dict[str, int]) -> None:
        super().__init__()
        self.key = key
        self.starts = starts

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Note the page."""
        self.starts[self.key] = self.canv.getPageNumber()


def volume(text: Text) -> bytes:
    """Set the volume twice: once to learn where the papers begin, once with the contents."""
    first = _pass(text, {})[1]
    data, starts = _pass(text, first)
    if starts != first:
        raise UnsettledError
    return finished(data, text)


def _pass(text: Text, known: dict[str, int]) -> tuple[bytes, dict[str, int]]:
    papers = [read_text(path) for path in sorted(PAPERS.glob("*.md"))]
    starts: dict[str, int] = {}
    setter = Setter(LOOK, WIDTH)
    front = known.get(papers[0].field("key"), 1) - 1
    story = [*_front(text, setter, papers, known, starts)]
    for paper in papers:
        story.extend(_paper(paper, setter, starts))
    story.extend(_colophon(setter, starts))
    out = BytesIO()
    template = BaseDocTemplate(out, pagesize=PAGE, invariant=1)
    template.addPageTemplates(_templates(text, papers, front))
    template.build(story)
    return out.getvalue(), starts


def _templates(text: Text, papers: list[Text], front: int) -> list[PageTemplate]:
    name = text.field("running")
    parts = [
        Running("cover", "", roman=True),
        Running("front", name, roman=True),
        *(Running(paper.field("key"), paper.field("running")) for paper in papers),
        Running("colophon", name),
    ]
    frame = (INNER, BOTTOM, WIDTH, PAGE[1] - TOP - BOTTOM)
    return [
        PageTemplate(
            part.key,
            [Frame(*frame, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)],
            onPage=partial(_decorate, part=part, name=name, front=front),
        )
        for part in parts
    ]


def _decorate(
    canvas: Canvas, _template: BaseDocTemplate, part: Running, name: str, front: int
) -> None:
    page = canvas.getPageNumber()
    if page == 1:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        return
    if page == front + 1:
        canvas.addPageLabel(front, style="ARABIC", start=1)
    printed = ROMAN[page] if part.roman else str(page - front)
    canvas.setFillColor(GREY)
    canvas.setFont(LOOK.italic, 8.5)
    head = part.head if page % 2 else name
    canvas.drawCentredString(INNER + WIDTH / 2, PAGE[1] - 1.45 * cm, head)
    canvas.setLineWidth(0.4)
    canvas.line(INNER, PAGE[1] - 1.65 * cm, INNER + WIDTH, PAGE[1] - 1.65 * cm)
    canvas.setFont(LOOK.family, 10)
    if page % 2:
        canvas.drawRightString(INNER + WIDTH, 1.2 * cm, printed)
    else:
        canvas.drawString(INNER, 1.2 * cm, printed)


def _front(
    text: Text, setter: Setter, papers: list[Text], known: dict[str, int], starts: dict[str, int]
) -> list[Flowable]:
    story: list[Flowable] = [
        setter.paragraph(notice("vi"), "notice"),
        Spacer(1, 1.2 * cm),
        *setter.story(read_text(PARTS / "cover.md").blocks),
        NextPageTemplate("front"),
        PageBreak(),
    ]
    for name in ("title-page", "foreword", "abbreviations"):
        story.extend([*setter.story(read_text(PARTS / f"{name}.md").blocks), PageBreak()])
    story.append(Mark("contents", starts))
    return [*story, *_contents(text, setter, papers, known)]


def _contents(
    text: Text, setter: Setter, papers: list[Text], known: dict[str, int]
) -> list[Flowable]:
    first = known.get(papers[0].field("key"), 1)
    rows = []
    for paper in papers:
        title = setter.paragraph(f"**{paper.field('title')}**", "cell")
        author = setter.paragraph(f"*{paper.field('authors')}*", "cell")
        page = known.get(paper.field("key"), 1) - first + 1
        rows.append([[title, author], setter.paragraph(str(page), "cell", alignment=2)])
    grid = Table(
        rows, colWidths=[WIDTH * 0.88, WIDTH * 0.12], style=[("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
    )
    head = setter.lay(Heading(1, text.field("contents")))
    column = setter.paragraph("*Trang*", "right", spaceAfter=0)
    return [*head, column, grid]


def _paper(paper: Text, setter: Setter, starts: dict[str, int]) -> list[Flowable]:
    key = paper.field("key")
    story: list[Flowable] = [NextPageTemplate(key), PageBreak(), Mark(key, starts)]
    story.extend(setter.lay(Heading(1, paper.field("title").upper())))
    for name in ("authors", "affiliation"):
        mark = "**" if name == "authors" else "*"
        line = f"{mark}{paper.field(name)}{mark}"
        story.append(setter.paragraph(line, "right", spaceAfter=1))
    story.append(Spacer(1, 8))
    story.extend(setter.story(paper.blocks))
    return [*story, *setter.notes(paper.notes, NOTES)]


def _colophon(setter: Setter, starts: dict[str, int]) -> list[Flowable]:
    rule = HRFlowable(width="100%", thickness=0.8, color=black, spaceAfter=10)
    blocks = setter.story(read_text(PARTS / "colophon.md").blocks)
    opening = [NextPageTemplate("colophon"), PageBreak(), Mark("colophon", starts)]
    return [*opening, Spacer(1, 9 * cm), rule, *blocks]
