"""Layouts of volumes into volumes whose papers are known, page by page of placed lines.

A layout says how contents, heads of papers, running heads and numbers look.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from tests.bench.volume_layouts import By, Head, Layout, Toc
from tests.bench.volume_words import (
    DEGREES,
    HEADINGS,
    Article,
    articles,
    paragraph,
    reference,
)
from tests.describe.volumes.setting import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH, HEIGHT = 600.0, 800.0
_TOP, _FOOT = 80.0, 735.0
_PITCH = 1.45
_BODY = 11.0


@dataclass(slots=True)
class Made:
    """A volume: its pages, and on which of them, from 1, its papers begin."""

    layout: Layout
    pages: list[list[Cell]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    outline: list[tuple[int, str, int]] = field(default_factory=list)
    """Level from 0, title, page from 1."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line to be set, with the room above it."""

    text: str
    size: float = _BODY
    left: float = 60.0
    above: float = 0.0
    title: bool = False
    centred: bool = False
    new_page: bool = False


class _Setter:
    """Sets rows on pages, from top to bottom and column to column."""

    def __init__(self, columns: int) -> None:
        self.pages: list[list[Cell]] = []
        self._columns = columns
        self._top, self._column = _FOOT, columns

    def new_page(self) -> None:
        self.pages.append([])
        self._top, self._column = _TOP, 0

    def set(self, row: _Row) -> None:
        height = row.size * _PITCH
        if row.new_page and self._top > _TOP + 1:
            self._top, self._column = _FOOT, self._columns
        self._top += row.above
        if self._top + height > _FOOT:
            if self._column + 1 < self._columns:
                self._top, self._column = _TOP, self._column + 1
            else:
                self.new_page()
        left = row.left + self._column * 255.0
        if row.centred:
            left = WIDTH / 2 - len(row.text) * row.size * 0.26
        self.pages[-1].append(Cell(row.text, self._top, max(40.0, left), row.size))
        self._top += height


def make(layout: Layout, seed: int) -> Made:
    """Return the volume of a layout."""
    chance = Random(seed)  # noqa: S311 - no secret
    made = Made(layout, articles=articles(chance, layout.papers))
    setter = _Setter(layout.columns)
    firsts = []
    for at, article in enumerate(made.articles):
        begin = len(setter.pages)
        if not layout.flowing or not at:
            setter.new_page()
            if layout.odd and begin % 2:
                setter.new_page()
        rows = list(_paper(layout, article, chance))
        for row in rows:
            setter.set(row)
            if row.title:
                firsts.append(len(setter.pages) - 1)
    firsts = _first_of_titles(firsts, setter.pages, made.articles, layout)
    _assemble(made, setter.pages, firsts)
    return made


def _first_of_titles(
    firsts: list[int], pages: list[list[Cell]], wanted: list[Article], layout: Layout
) -> list[int]:
    """Return the places of the pages on which titles begin; a title of many lines counts once."""
    found: list[int] = []
    for article in wanted:
        line = _title_rows(layout, article)[0].text
        from_page = found[-1] if found else 0
        found.append(
            next(
                at
                for at in range(from_page, len(pages))
                if at in firsts and any(cell.text == line for cell in pages[at])
            )
        )
    return found


def _title_rows(layout: Layout, article: Article) -> list[_Row]:
    large = layout.head in {Head.LARGE, Head.LARGE_CAPITALS}
    size = 15.0 if large else _BODY
    text = article.title
    if layout.head in {Head.LARGE_CAPITALS, Head.CAPITALS}:
        text = text.upper()
    wrapped = textwrap.wrap(text, 46 if large else 60)
    rows = [_Row(line, size, centred=True, title=True) for line in wrapped]
    if layout.bilingual:
        english = textwrap.wrap(article.english.upper(), 60)
        rows += [_Row(line, 12.0, centred=True, above=6.0) for line in english]
    return rows


def _paper(layout: Layout, article: Article, chance: Random) -> Iterator[_Row]:
    width = 84 if layout.columns == 1 else 40
    by = list(_by(layout, article, chance))
    if layout.sections == "lines":
        yield _Row("NGHIÊN CỨU - TRAO ĐỔI", 10.0, above=24.0 if layout.flowing else 0.0)
    if layout.by is By.ABOVE:
        yield from by
    title = _title_rows(layout, article)
    yield replace(title[0], above=18.0)
    yield from title[1:]
    if layout.by is not By.ABOVE:
        yield from by
    if layout.abstract:
        text = f"Tóm tắt: {paragraph(chance, 3)}"
        yield from _wrapped(text, width, above=10.0)
        yield _Row("Từ khóa: cán bộ; chính sách; hợp tác.", above=4.0)
    yield from _text(layout, chance, width)
    if layout.references:
        yield _Row("TÀI LIỆU THAM KHẢO", 12.0, above=12.0)
        for number in range(1, layout.references + 1):
            yield from _wrapped(reference(chance, number), width)
    if layout.english_end:
        yield _Row(article.english.upper(), 13.0, above=20.0, centred=True)
        yield from _wrapped(
            "Abstract: The paper tells of the experience of three provinces.", width
        )


def _text(layout: Layout, chance: Random, width: int) -> Iterator[_Row]:
    """Yield headings and paragraphs for as many pages as the layout says."""
    lines = chance.randint(*layout.pages) * (42 if layout.columns == 1 else 84) - 24
    while lines > 0:
        head = chance.choice(HEADINGS)
        if layout.large_headings:
            yield _Row(head.upper(), 15.0, above=12.0, new_page=layout.new_page_headings)
        else:
            yield _Row(f"{chance.randint(1, 5)}. {head}", above=8.0)
        for _ in range(chance.randint(2, 5)):
            rows = list(_wrapped(paragraph(chance, chance.randint(3, 7)), width))
            yield from rows
            lines -= len(rows)


def _by(layout: Layout, article: Article, chance: Random) -> Iterator[_Row]:
    if layout.by is By.NONE:
        return
    names = article.authors
    if layout.by in {By.DEGREES, By.ABOVE}:
        text = ", ".join(f"{chance.choice(DEGREES)} {name}" for name in names)
    elif layout.by is By.MARKED:
        text = ", ".join(f"{name}{'*' * at}" for at, name in enumerate(names, start=1))
    else:
        text = ", ".join(names)
    yield _Row(text, left=300.0, above=6.0)
    if layout.by in {By.BARE, By.DEGREES}:
        yield _Row(article.place, 10.0, left=300.0)


def _wrapped(text: str, width: int, above: float = 0.0) -> Iterator[_Row]:
    for at, line in enumerate(textwrap.wrap(text, width)):
        yield _Row(line, above=above if at == 0 else 0.0)


def _assemble(made: Made, body: list[list[Cell]], firsts: list[int]) -> None:
    """Put front matter, parts and contents around the papers, then heads and numbers."""
    layout = made.layout
    order: list[tuple[int, list[Cell]]] = []
    for at, cells in enumerate(body):
        if layout.sections == "pages" and at in {firsts[0], firsts[len(firsts) // 2]}:
            part = "NHẤT" if at == firsts[0] else "HAI"
            order.append((-1, [Cell(f"PHẦN THỨ {part}", 300.0, 200.0, 20.0)]))
        order.append((at, cells))
    place = {at: number for number, (at, _) in enumerate(order) if at >= 0}
    numbers = [layout.first_number + place[at] for at in firsts]
    contents = list(_contents(layout, made.articles, numbers))
    front = [*_front(layout), *([] if layout.toc_at_end else contents)]
    front += [[] for _ in range(max(0, layout.roman - len(front)))]
    made.starts = [len(front) + place[at] + 1 for at in firsts]
    pages = [cells for _, cells in order]
    if layout.running or layout.printed:
        pages = list(_with_heads(made, pages, firsts, place))
    back = contents if layout.toc_at_end else []
    imprint = [Cell("Chịu trách nhiệm xuất bản: Nhà xuất bản Mẫu", 400.0)]
    made.pages = [*front, *pages, *back, imprint]
    if layout.outline:
        made.outline = list(_outline(made))


def _outline(made: Made) -> Iterator[tuple[int, str, int]]:
    yield 0, "Lời nói đầu", 2
    for article, start in zip(made.articles, made.starts, strict=True):
        yield 0, article.title, start
        if made.layout.outline_noise:
            yield 1, "Đặt vấn đề", start
            yield 1, "Kết luận", start + 1


def _front(layout: Layout) -> Iterator[list[Cell]]:
    yield [
        Cell("HỌC VIỆN MẪU", 60.0, 220.0),
        Cell(layout.cover, 200.0, 120.0, 20.0),
        Cell("HỢP TÁC VÀ PHÁT TRIỂN BỀN VỮNG", 240.0, 120.0, 20.0),
        Cell("Hà Nội, tháng 5 năm 2019", 700.0, 220.0),
    ]
    text = textwrap.wrap("Hội thảo nhận được nhiều bài viết của các nhà khoa học. " * 12, 84)
    yield [
        Cell("LỜI NÓI ĐẦU", 90.0, 230.0, 15.0),
        *(Cell(line, 130.0 + 16 * at) for at, line in enumerate(text)),
        Cell("BAN TỔ CHỨC", 420.0, 380.0),
    ]


def _with_heads(
    made: Made, pages: Iterable[list[Cell]], firsts: list[int], place: dict[int, int]
) -> Iterator[list[Cell]]:
    layout = made.layout
    begin = {place[at]: article for at, article in zip(firsts, made.articles, strict=True)}
    current: Article | None = None
    for at, cells in enumerate(pages):
        number = layout.first_number + at
        current = begin.get(at, current)
        added = []
        if layout.running == "volume" and cells:
            added.append(Cell("KỶ YẾU HỘI THẢO: HỢP TÁC VÀ PHÁT TRIỂN", 34.0, 120.0, 13.0))
        if layout.running == "alternating" and cells and at not in begin and current:
            left = ", ".join(current.authors) if at % 2 else current.title[:60] + " ..."
            added.append(Cell(left, 34.0, 60.0, 9.0))
        if layout.printed and cells:
            added.append(Cell(str(number), 765.0, 295.0, 10.0))
        yield [*added, *cells] if at % 3 else [*cells, *added]


def _contents(layout: Layout, listed: list[Article], numbers: list[int]) -> Iterator[list[Cell]]:
    """Yield the pages of the printed contents."""
    if layout.toc is Toc.NONE:
        return
    cells = [Cell("MỤC LỤC", 60.0, 250.0, 14.0)]
    top = 95.0
    for at, (article, number) in enumerate(zip(listed, numbers, strict=True)):
        entry = list(_entry(layout, at + 1, article, number))
        height = max(cell.top for cell in entry) + 24.0
        if top + height > 740.0:
            yield cells
            cells, top = [], 70.0
        cells += [replace(cell, top=top + cell.top) for cell in entry]
        top += height
    yield cells


def _entry(layout: Layout, count: int, article: Article, number: int) -> Iterator[Cell]:
    """Yield the lines of one entry, their tops from 0."""
    title = article.title.upper() if layout.capital_toc else article.title
    names = ", ".join(f"TS. {name}" for name in article.authors)
    toc = layout.toc
    if toc in {Toc.COLUMNS, Toc.TABLE}:
        yield from _in_columns(layout, count, title, names, number)
        return
    if toc is Toc.COUNTED:
        title = f"{count}. {title}"
    if toc is Toc.INLINE:
        title = f"{title} - {names}"
    if toc is Toc.NUMBER_FIRST:
        title = f"{number} {title}"
    lines = textwrap.wrap(title, layout.toc_width)
    if toc is Toc.AUTHORS_FIRST:
        lines.insert(0, names)
    yield from _listed(toc, lines, number)
    below = 15.0 * len(lines)
    if toc is Toc.LEADERS:
        yield Cell(f"{names} {'.' * max(6, 78 - len(names))} {number}", below)
    elif toc in {Toc.PLAIN, Toc.NUMBER_FIRST, Toc.NUMBER_ON_TOP}:
        yield Cell(names, below, 90.0)


def _listed(toc: Toc, lines: list[str], number: int) -> Iterator[Cell]:
    """Yield the lines of a title in the contents, with its number where it stands with them."""
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        if last and toc in {Toc.AUTHORS_FIRST, Toc.COUNTED, Toc.INLINE}:
            yield Cell(f"{line} {'.' * max(6, 78 - len(line))} {number}", 15.0 * at)
            continue
        yield Cell(line, 15.0 * at)
        if (last and toc is Toc.PLAIN) or (at == 0 and toc is Toc.NUMBER_ON_TOP):
            yield Cell(str(number), 15.0 * at, 530.0)


def _in_columns(layout: Layout, count: int, title: str, names: str, number: int) -> Iterator[Cell]:
    table = layout.toc is Toc.TABLE
    titles, people = textwrap.wrap(title, 38), textwrap.wrap(names, 22)
    middle = 15.0 * (max(len(titles), len(people)) - 1) / 2
    if table:
        yield Cell(str(count), middle, 45.0)
    for at, line in enumerate(titles):
        yield Cell(line, 15.0 * at, 75.0 if table else 200.0)
    for at, line in enumerate(people):
        yield Cell(line, 15.0 * at, 330.0 if table else 45.0)
    yield Cell(str(number), middle, 540.0)
