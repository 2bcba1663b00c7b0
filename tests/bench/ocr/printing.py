"""Paragraphs into printed pages of the sorts that offices make, with the text on them."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.samples.typeface import register, require_glyphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTENT = Path(__file__).parents[2] / "samples" / "content"
MARGIN = 70
LEADING = 1.45
SEED = 20090614

FACES = (
    ("times", 13),
    ("arial", 12),
    ("dejavu", 11),
    ("noto", 12),
    ("times", 14),
    ("calibri", 12),
    ("times", 12),
    ("dejavu-sans", 11),
    ("noto-sans", 11),
)
"""Families and sizes in points. Those called times and arial are GNU FreeFont's, calibri is
Carlito; Liberation's fonts have no letters of Vietnamese."""

_MARKUP = re.compile(r"[|{}<>*#_\[\]^~@=\\]")
_ORDINARY = re.compile(r"[0-9A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ .,;:!?()/%\"'–+-]+")
"""What a Vietnamese typewriter has; encyclopedias quote many other scripts."""
_SHORTEST, _LONGEST = 200, 900
_ENGLISH = """
The delegation visited the library of the partner university and discussed the exchange of
lecturers, joint supervision of doctoral students and a common catalogue of theses.

Both sides agreed to prepare a memorandum of understanding for the period 2019–2024 and to meet
again in Hanoi in the third quarter of the next year, at the expense of the host.

The workshop brought together 46 participants from 12 institutions. Its proceedings hold 18 papers,
which were reviewed by two readers each and edited by the committee.

Funding was provided by the Ministry of Education and Training (65%) and by the partners; the
accounts were audited in December and no irregularities were found.
""".strip().split("\n\n")
_ROWS = (
    ("1", "Nguyễn Thị Hồng Hạnh", "Phòng Hợp tác quốc tế", "12.450.000"),
    ("2", "Trần Quốc Bảo", "Khoa Kỹ thuật điều khiển", "8.200.000"),
    ("3", "Lê Đình Phượng", "Viện Công nghệ mô phỏng", "15.075.000"),
    ("4", "Phạm Ngọc Ẩn", "Thư viện", "6.900.000"),
    ("5", "Vũ Thuỷ Tiên", "Phòng Đào tạo sau đại học", "9.310.000"),
    ("6", "Đặng Hữu Nghĩa", "Khoa Ngoại ngữ", "11.680.000"),
    ("7", "Hoàng Thế Ưng", "Ban Quản lý dự án", "7.545.000"),
    ("8", "Bùi Khắc Quyền", "Hệ Quản lý học viên quốc tế", "10.020.000"),
)
_HEADINGS = (
    "I. MỤC ĐÍCH, YÊU CẦU CỦA ĐOÀN CÔNG TÁC",
    "II. KẾT QUẢ LÀM VIỆC VỚI PHÍA ĐỐI TÁC",
    "III. ĐÁNH GIÁ CHUNG VÀ NHỮNG VẤN ĐỀ CẦN LƯU Ý",
    "IV. KIẾN NGHỊ, ĐỀ XUẤT",
    "PHỤ LỤC: DANH SÁCH CÁC ĐỒNG CHÍ THAM GIA",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it leaves the printer."""

    sort: str
    pdf: bytes
    text: str


@dataclass(slots=True)
class _Sheet:
    """A page of A4 that is being printed from the top."""

    family: str
    size: float
    out: BytesIO = field(default_factory=BytesIO)
    lines: list[str] = field(default_factory=list)
    height: float = A4[1] - MARGIN
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        register(self.family)
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)

    @property
    def is_full(self) -> bool:
        return self.height < 2 * MARGIN

    def line(self, text: str, left: float = MARGIN, style: str = "", *, drop: bool = True) -> None:
        """Print a line in the family's ``style``: "", "-1" bold, "-2" italic."""
        self.canvas.setFont(self.family + style, self.size)
        self.canvas.drawString(left, self.height, text)
        self.lines.append(text)
        if drop:
            self.height -= self.size * LEADING

    def middle(self, text: str, middle: float, style: str = "", *, drop: bool = True) -> None:
        width = pdfmetrics.stringWidth(text, self.family + style, self.size)
        self.line(text, middle - width / 2, style, drop=drop)

    def paragraph(self, text: str, left: float = MARGIN, width: float = A4[0] - 2 * MARGIN) -> None:
        for line in _lines(text, self.family, self.size, width):
            if self.height < MARGIN:
                return
            self.line(line, left)

    def done(self, sort: str) -> Printed:
        require_glyphs("".join(self.lines), self.family)
        self.canvas.save()
        return Printed(sort, self.out.getvalue(), "\n".join(self.lines))


def printed(pages: int, shared: Path | None) -> Iterator[Printed]:
    """Yield ``pages`` pages of each sort, in all faces by turns.

    Every second paragraph is of an encyclopedia, where ``shared`` holds one.
    """
    paragraphs = _paragraphs(shared)
    faces = cycle(FACES)
    for sort, make in SORTS.items():
        for _ in range(pages):
            family, size = next(faces)
            sheet = _Sheet(family, size)
            make(sheet, paragraphs)
            yield sheet.done(sort)


def _paragraphs(shared: Path | None) -> Iterator[str]:
    own = [
        line
        for path in sorted(CONTENT.rglob("*.md"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if _is_plain(line)
    ]
    random.Random(SEED).shuffle(own)  # noqa: S311 - an order, no secret
    others = _encyclopedia(shared) if shared is not None else iter(())
    for paragraph in cycle(own):
        yield paragraph
        yield from (other for other, _ in zip(others, range(1), strict=False))


def _encyclopedia(shared: Path) -> Iterator[str]:
    with gzip.open(shared / "data" / "text" / "viwiki.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 37 == 5:
                fit = [each for each in json.loads(line)["text"].splitlines() if _is_plain(each)]
                yield from fit[:1]


def _is_plain(line: str) -> bool:
    return (
        _SHORTEST < len(line) < _LONGEST
        and not _MARKUP.search(line)
        and _ORDINARY.fullmatch(line) is not None
    )


def _lines(paragraph: str, family: str, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, family, size) > width:
            yield line
            longer = word
        line = longer
    yield line


def _plain(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    while not sheet.is_full:
        sheet.paragraph(next(paragraphs))


def _letterhead(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    left, right = A4[0] * 0.27, A4[0] * 0.7
    size, sheet.size = sheet.size, 11
    for one, other, style in (
        ("BỘ QUỐC PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""),
        ("HỌC VIỆN HẬU CẦN", "Độc lập - Tự do - Hạnh phúc", "-1"),
        ("Số: 1472/BC-HV", "Hà Nội, ngày 15 tháng 9 năm 2016", "-2"),
    ):
        sheet.middle(one, left, style, drop=False)
        sheet.middle(other, right, style)
        sheet.lines[-2:] = [f"{one} {other}"]
    sheet.size = size
    sheet.height -= 2 * size
    sheet.middle("BÁO CÁO", A4[0] / 2, "-1")
    sheet.middle("Kết quả chuyến công tác tại Cộng hòa Pháp", A4[0] / 2, "-1")
    sheet.middle("từ ngày 19/10/2016 đến ngày 23/10/2016", A4[0] / 2, "-2")
    sheet.height -= size
    while sheet.height > 3.5 * MARGIN:
        sheet.paragraph(next(paragraphs))
    sheet.height -= size
    for line, style in (
        ("TRƯỞNG ĐOÀN", "-1"),
        ("Thiếu tướng Nguyễn Khắc Ưởng", "-1"),
    ):
        sheet.middle(line, right, style)


def _table(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    sheet.size = 11
    edges = (MARGIN, MARGIN + 35, MARGIN + 185, MARGIN + 370, A4[0] - MARGIN)
    sheet.paragraph(next(paragraphs))
    top = sheet.height
    for row in (("TT", "Họ và tên", "Đơn vị công tác", "Số tiền"), *_ROWS):
        sheet.canvas.line(edges[0], sheet.height + 2, edges[-1], sheet.height + 2)
        sheet.height -= 16
        for cell, left in zip(row, edges, strict=False):
            sheet.line(cell, left + 5, drop=False)
        sheet.lines[-4:] = [" ".join(row)]
        sheet.height -= 6
    sheet.canvas.line(edges[0], sheet.height + 2, edges[-1], sheet.height + 2)
    for edge in edges:
        sheet.canvas.line(edge, top + 2, edge, sheet.height + 2)
    sheet.height -= 20
    _plain(sheet, paragraphs)


def _columns(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    sheet.size = 11
    width = (A4[0] - 2 * MARGIN - 24) / 2
    top = sheet.height
    for left in (MARGIN, MARGIN + width + 24):
        sheet.height = top
        while sheet.height > MARGIN:
            sheet.paragraph(next(paragraphs), left, width)


def _headed(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    for heading in _HEADINGS:
        sheet.line(heading, style="-1")
        sheet.paragraph(next(paragraphs))
        if sheet.is_full:
            return


def _english(sheet: _Sheet, _: Iterator[str]) -> None:
    for paragraph in (*_ENGLISH, *_ENGLISH[::-1]):
        sheet.paragraph(paragraph)


def _mixed(sheet: _Sheet, paragraphs: Iterator[str]) -> None:
    for english in _ENGLISH:
        sheet.paragraph(next(paragraphs))
        sheet.paragraph(english)
        if sheet.is_full:
            return


SORTS: dict[str, Callable[[_Sheet, Iterator[str]], None]] = {
    "text": _plain,
    "letterhead": _letterhead,
    "headings": _headed,
    "table": _table,
    "columns": _columns,
    "english": _english,
    "mixed": _mixed,
}
