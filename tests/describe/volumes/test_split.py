from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.describe.volumes import PageRun, Way
from indexer.describe.volumes.split import find_papers
from indexer.records.files import Heading, Page, Unit
from indexer.records.works import Kind
from tests.describe.volumes.setting import (
    AUTHORS,
    SENTENCE,
    TITLE,
    Cell,
    body,
    cover,
    numbered,
    page,
    paper,
    papers,
    starts,
    title,
)

if TYPE_CHECKING:
    from indexer.describe.volumes.found import Split

Listing = Callable[[tuple[int, ...]], list[Cell]]

LENGTHS = (4, 6, 3, 5, 4, 6)


def _listed(lengths: tuple[int, ...]) -> list[int]:
    """Return the printed numbers of the papers."""
    return [1 + sum(lengths[:at]) for at in range(len(lengths))]


def _number_last(lengths: tuple[int, ...]) -> list[Cell]:
    lines = ["MỤC LỤC", "Lời nói đầu ........ 1"]
    for at, number in enumerate(_listed(lengths)):
        lines += [title(at), f"{AUTHORS[at]} ........ {number}"]
    return [Cell(text, 60.0 + 18 * at) for at, text in enumerate(lines)]


def _number_first(lengths: tuple[int, ...]) -> list[Cell]:
    lines = ["TRONG SỐ NÀY", "NGHIÊN CỨU - TRAO ĐỔI"]
    for at, number in enumerate(_listed(lengths)):
        lines += [f"{number} {title(at)}.", f"PGS. TS. {AUTHORS[at].upper()}"]
    return [Cell(text, 60.0 + 18 * at) for at, text in enumerate(lines)]


def _three_columns(lengths: tuple[int, ...]) -> list[Cell]:
    """Return a table whose numbers stand half-way down the titles, authors on the left."""
    cells = [Cell("MỤC LỤC", 50.0)]
    for at, number in enumerate(_listed(lengths)):
        top, words = 80.0 + 60 * at, title(at).split()
        cells += [
            Cell(AUTHORS[at], top, 40.0),
            Cell(" ".join(words[:5]), top, 200.0),
            Cell(str(number), top + 14, 520.0),
            Cell(" ".join(words[5:]), top + 28, 200.0),
        ]
    return cells


def _firsts(split: Split | None) -> list[int]:
    return [one.run.first for one in split.papers] if split is not None else []


@pytest.mark.parametrize("listing", [_number_last, _number_first])
@pytest.mark.parametrize("kind", [Kind.PROCEEDINGS, Kind.OTHER])
def test_a_table_of_contents_leads_to_the_papers(listing: Listing, kind: Kind) -> None:
    """Whichever side the numbers stand on, and though the pages are numbered from the third."""
    pages = numbered([cover(), listing(LENGTHS), *papers(LENGTHS)], offset=2)
    split = find_papers(pages, kind)
    assert split is not None
    assert split.way is Way.CONTENTS
    assert _firsts(split) == starts(LENGTHS, 2)
    assert [one.title.text for one in split.papers if one.title] == [title(at) for at in range(6)]
    assert [one.authors[0].text for one in split.papers] == list(AUTHORS[:6])
    assert min(one.confidence for one in split.papers) > 0.9


def test_contents_stand_at_the_end_too() -> None:
    """The last paper ends before them."""
    pages = numbered([cover(), *papers(LENGTHS), _number_last(LENGTHS)], offset=1)
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert split is not None
    assert split.way is Way.CONTENTS
    assert _firsts(split) == starts(LENGTHS, 1)
    assert split.papers[-1].run.last == len(pages) - 1


def test_titles_vote_where_no_numbers_are_printed() -> None:
    """The offset is that on which most titles stand on their pages."""
    made = [cover(), _number_last(LENGTHS), *papers(LENGTHS)]
    pages = [page(index, cells) for index, cells in enumerate(made, start=1)]
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert split is not None
    assert split.way is Way.CONTENTS
    assert _firsts(split) == starts(LENGTHS, 2)


def test_a_table_of_three_columns_falls_through_to_typography() -> None:
    """What cannot be read as a list is not half read; its own page begins no paper."""
    pages = numbered([cover(), _three_columns(LENGTHS), *papers(LENGTHS)], offset=2)
    assert _firsts(find_papers(pages, Kind.PROCEEDINGS)) == starts(LENGTHS, 2)


@pytest.mark.parametrize("capital", [True, False])
def test_heads_tell_where_papers_begin_without_contents(*, capital: bool) -> None:
    """Titles in capitals or in larger letters, with their authors below."""
    pages = numbered([cover(), *papers(LENGTHS, capital=capital)], offset=1)
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert split is not None
    assert split.way is Way.TYPOGRAPHY
    assert _firsts(split) == starts(LENGTHS, 1)


def test_running_heads_begin_nothing() -> None:
    """A line in large capitals that recurs at the top is no title."""
    head = "TẠP CHÍ NGHIÊN CỨU ĐỐI NGOẠI MẪU"
    pages = numbered([cover(), *papers(LENGTHS)], offset=0, head=head)
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert _firsts(split) == starts(LENGTHS, 1)
    assert split is not None
    assert not any(head in one.title.text for one in split.papers if one.title)


def test_a_list_of_references_is_no_table_of_contents() -> None:
    """Numbered references follow each other by one, and no page begins with them."""
    references = [
        Cell("TÀI LIỆU THAM KHẢO", 60.0, size=15.0),
        *(
            Cell(f"{at}. {AUTHORS[at % 8]}, {title(at)}, Hà Nội, tr. {7 * at}.", 80.0 + 16 * at)
            for at in range(1, 12)
        ),
    ]
    made = [cells for at in range(5) for cells in [*paper(at, 3), references]]
    assert _firsts(find_papers(numbered(made, offset=0), Kind.PROCEEDINGS)) == [1, 5, 9, 13, 17]


def test_what_stands_between_papers_belongs_to_the_volume() -> None:
    """A page that announces a part and a blank page are no pages of the paper before them."""
    part = [Cell("PHẦN THỨ HAI", 300.0, size=20.0), Cell("KINH NGHIỆM QUỐC TẾ", 330.0, size=20.0)]
    made = [cover(), *papers((4, 4, 4)), [], part]
    made += [cells for at in (3, 4) for cells in paper(at, 4)]
    imprint = [Cell("Chịu trách nhiệm xuất bản: Nhà xuất bản Mẫu", 400.0)]
    split = find_papers(numbered([*made, imprint], offset=0), Kind.PROCEEDINGS)
    assert split is not None
    runs = [one.run for one in split.papers]
    firsts = [2, 6, 10, 16, 20]
    assert runs == [PageRun(first, first + 3) for first in firsts]


def test_the_english_title_on_the_last_page_begins_nothing() -> None:
    """There a paper repeats title, author and abstract in English."""
    again = [
        Cell("EXPERIENCE OF THE TRAINING OF LEADERS IN THE PROVINCES", 70.0, size=15.0),
        Cell("Dr Nguyễn Thục Quyên", 95.0, 300.0),
        Cell("Abstract: The paper tells of the experience of three provinces.", 120.0),
    ]
    made = [cells for at in range(5) for cells in [*paper(at, 4), again]]
    assert _firsts(find_papers(numbered(made, offset=0), Kind.PROCEEDINGS)) == [1, 6, 11, 16, 21]


def test_headings_of_flowing_text_lead_to_the_papers() -> None:
    """A Word file has no boxes but styles; its sections begin with headings."""
    pages = []
    for at in range(5):
        text = f"{title(at)}\nTS {AUTHORS[at]}\n{SENTENCE}\n"
        heading = Heading(0, len(title(at)), 1)
        pages.append(Page(2 * at + 1, "", Unit.SECTION, text, "test", headings=(heading,)))
        pages.append(Page(2 * at + 2, "", Unit.SECTION, SENTENCE * 9, "test"))
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert split is not None
    assert split.way is Way.HEADINGS
    assert _firsts(split) == [1, 3, 5, 7, 9]


def test_a_book_with_chapters_is_one_work() -> None:
    """Chapters have no authors, or count themselves."""
    anonymous = [
        [Cell(f"CHƯƠNG {at}: {title(at).upper()}", 70.0, size=15.0), *body()]
        if page_of == 0
        else body()
        for at in range(1, 7)
        for page_of in range(5)
    ]
    for kind in (Kind.OTHER, Kind.PROCEEDINGS):
        assert find_papers(numbered(anonymous, offset=0), kind) is None
    lectures = [
        [Cell(f"Bài {at}: {title(at)}", 70.0, size=15.0), Cell(f"TS {AUTHORS[at]}", 95.0), *body()]
        if page_of == 0
        else body()
        for at in range(1, 7)
        for page_of in range(5)
    ]
    assert find_papers(numbered(lectures, offset=0), Kind.OTHER) is None


def test_a_book_by_one_author_is_one_work() -> None:
    """That the same name stands below each title makes no proceedings of a book."""
    made = [cells for at in range(6) for cells in paper(at, 4, author="TS Trần Minh Khuê")]
    assert find_papers(numbered(made, offset=0), Kind.OTHER) is None


@pytest.mark.parametrize("kind", [Kind.PAPER, Kind.PROCEEDINGS])
def test_a_single_paper_is_one_work(kind: Kind) -> None:
    """Even if somebody takes it for proceedings."""
    assert find_papers(numbered(paper(0, 12), offset=0), kind) is None


def test_no_page_is_lost_or_owned_twice() -> None:
    """The pages of the papers follow each other without overlapping, within the file."""
    pages = numbered([cover(), _number_last(LENGTHS), *papers(LENGTHS)], offset=2)
    split = find_papers(pages, Kind.PROCEEDINGS)
    assert split is not None
    owned = [at for one in split.papers for at in range(one.run.first, one.run.last + 1)]
    assert owned == list(range(3, len(pages) + 1))


@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=7).map(tuple),
    listing=st.sampled_from([None, _number_last, _number_first]),
    at_end=st.booleans(),
    capital=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_every_page_has_one_owner(
    lengths: tuple[int, ...], listing: Listing | None, *, at_end: bool, capital: bool
) -> None:
    """A paper or the volume: runs lie within the file, in order, and never overlap."""
    contents = [listing(lengths)] if listing is not None else []
    made = [cover(), *([] if at_end else contents), *papers(lengths, capital=capital)]
    pages = numbered([*made, *(contents if at_end else [])], offset=1)
    split = find_papers(pages, Kind.PROCEEDINGS)
    runs = [one.run for one in split.papers] if split is not None else []
    owned = [at for run in runs for at in range(run.first, run.last + 1)]
    assert owned == sorted(set(owned))
    assert set(owned) <= set(range(1, len(pages) + 1))
    assert all(run.first <= run.last for run in runs)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_any_pages_will_do(count: int) -> None:
    """Pages without text, or none at all, hold no papers."""
    assert find_papers([page(index, []) for index in range(1, count + 1)], Kind.OTHER) is None


def _german(at: int) -> list[list[Cell]]:
    """Return a paper with names alone below its title, larger than the body, notes behind them."""
    names = (("Jonas Weber", "Lena Vogt"), ("Karl Brandt", "Ines Roth"), ("Paul Stein", "Eva Lang"))
    one, two = names[at % 3]
    text = "Dieser Beitrag vergleicht vier Werkzeuge und zeigt, welche sich im Alltag bewährt haben"
    head = [
        Cell(f"Werkzeuge der Verwaltung im Vergleich, Teil {'ABCDEF'[at]}", 150.0, size=19.0),
        Cell(f"{one}1 {two}2", 180.0, size=13.5),
        Cell(f"Abstract: {text}", 210.0),
    ]
    lines = [Cell(text, 240.0 + 16 * line) for line in range(25)]
    return [[*head, *lines], *([Cell(text, 80.0 + 16 * line) for line in range(36)],) * 3]


def test_names_set_larger_than_the_body_are_none_of_the_title() -> None:
    """A title ends where lines are set much smaller; notes end a name."""
    pages = [cells for at in range(5) for cells in _german(at)]
    split = find_papers(numbered(pages, 0), Kind.OTHER)
    assert split is not None
    assert [one.run.first for one in split.papers] == [1, 5, 9, 13, 17]
    assert [one.text for one in split.papers[0].authors] == ["Jonas Weber", "Lena Vogt"]
    assert split.papers[0].title is not None
    assert "Weber" not in split.papers[0].title.text


def test_a_row_of_a_table_is_no_title() -> None:
    """Cells stand beside each other, in capitals or not."""
    row = [Cell("TÊN ĐƠN VỊ | SỐ HỌC VIÊN | GHI CHÚ THÊM", 70.0, size=TITLE)]
    pages = [[*row, *body()] for _ in range(8)]
    assert find_papers(numbered(pages, 0), Kind.PROCEEDINGS) is None
