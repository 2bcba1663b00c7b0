"""Lines with their places set into pages of a volume, as a reader of PDF gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.boxes import WordBox, WordBoxes
from indexer.records.files import Page, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEIGHT = 800.0
BODY = 11.0
TITLE = 15.0
_LETTER = 0.5
"""The width of a letter, as a share of its size."""

SUBJECTS = (
    "đào tạo cán bộ lãnh đạo ở các trường chính trị tỉnh",
    "quản lý tài chính công trong thời kỳ chuyển đổi số",
    "truyền thông chính sách và lòng tin của người dân",
    "bảo tồn tư liệu đối ngoại qua bốn thập niên",
    "an sinh xã hội cho lao động di cư vùng biên giới",
    "học tiếng nước ngoài của công chức cấp huyện",
    "đánh giá chương trình bồi dưỡng theo năng lực",
    "phát triển du lịch cộng đồng trên cao nguyên đá",
)
AUTHORS = (
    "Trần Minh Khuê",
    "Vũ Đình Lãm",
    "Nguyễn Thục Quyên",
    "Lò Thị Hạnh Dung",
    "Phan Khắc Tuyên",
    "Đinh Công Sắc",
    "Mai Xuân Đỉnh",
    "Hoàng Diệu Ly",
)
STARTS = ("Kinh nghiệm về", "Một số vấn đề trong", "Nhìn lại", "Giải pháp nâng cao chất lượng")
SENTENCE = "Phần này trình bày kết quả khảo sát trong hai năm và nêu những việc cần làm tiếp theo."


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of text and where it stands, in points."""

    text: str
    top: float
    left: float = 60.0
    size: float = BODY


def title(at: int) -> str:
    """Return the title of a paper, by its place from 0."""
    return f"{STARTS[at % len(STARTS)]} {SUBJECTS[at % len(SUBJECTS)]}"


def page(index: int, cells: Iterable[Cell], label: str = "") -> Page:
    """Return a page of ``cells``, one line each, in the order given."""
    text = ""
    boxes: list[WordBox] = []
    for cell in cells:
        for word in re.finditer(r"\S+", cell.text):
            start, end = len(text) + word.start(), len(text) + word.end()
            left = cell.left + word.start() * cell.size * _LETTER
            right = cell.left + word.end() * cell.size * _LETTER
            boxes.append(WordBox(start, end, left, cell.top, right, cell.top + cell.size))
        text += cell.text + "\n"
    shown = WordBoxes.of(boxes)
    return Page(index, label or str(index), Unit.PAGE, text, "test", 600.0, HEIGHT, shown)


def numbered(pages: Sequence[Sequence[Cell]], offset: int, head: str = "") -> list[Page]:
    """Return pages with their numbers at the foot, ``offset`` less than their place, and a head."""
    made = []
    for index, cells in enumerate(pages, start=1):
        above = [Cell(head, 30.0, size=TITLE)] if head and index > offset else []
        foot = [Cell(str(index - offset), 770.0, 300.0)] if index > offset else []
        made.append(page(index, [*above, *cells, *foot]))
    return made


def body(lines: int = 30) -> list[Cell]:
    """Return the lines of a page of running text."""
    return [Cell(SENTENCE, 150.0 + 16 * line) for line in range(lines)]


def paper(at: int, pages: int, *, capital: bool = True, author: str = "") -> list[list[Cell]]:
    """Return the pages of a paper: title, author and abstract, then text."""
    heading = title(at).upper() if capital else title(at)
    head = [
        Cell(heading, 70.0, size=TITLE),
        Cell(author or f"TS {AUTHORS[at % len(AUTHORS)]}", 95.0, 300.0),
        Cell("Tóm tắt: Bài viết nêu kinh nghiệm của ba địa phương và rút ra năm gợi ý cho", 118.0),
        Cell("những năm tới.", 134.0),
    ]
    return [[*head, *body()], *(body(36) for _ in range(pages - 1))]


def papers(lengths: Sequence[int], *, capital: bool = True) -> list[list[Cell]]:
    """Return the pages of papers of these lengths, one after the other."""
    return [
        cells for at, length in enumerate(lengths) for cells in paper(at, length, capital=capital)
    ]


def starts(lengths: Sequence[int], front: int) -> list[int]:
    """Return the indices of the pages on which papers of these lengths begin."""
    return [front + 1 + sum(lengths[:at]) for at in range(len(lengths))]


def cover() -> list[Cell]:
    """Return the cover of the volume."""
    return [
        Cell("HỌC VIỆN MẪU", 60.0),
        Cell("KỶ YẾU HỘI THẢO KHOA HỌC", 200.0, size=20.0),
        Cell("HỢP TÁC VÀ PHÁT TRIỂN", 240.0, size=20.0),
        Cell("Hà Nội, tháng 5 năm 2019", 700.0),
    ]
