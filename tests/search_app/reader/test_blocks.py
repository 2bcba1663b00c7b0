from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from indexer.records.files import Heading, Page, Stretch, Unit
from indexer.retrieval.marking import Mark
from search_app.reader.blocks import Block, make_blocks


def _page(text: str, width: float = 0.0, *headings: Heading) -> Page:
    return Page(1, "1", Unit.PAGE, text, "", width, width, headings=headings)


def _text(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def _whole(blocks: tuple[Block, ...]) -> str:
    cells = [run.text for one in blocks for row in one.rows for cell in row for run in cell]
    return "".join(map(_text, blocks)) + "".join(cells)


def test_flowing_text_keeps_headings_paragraphs_and_tables() -> None:
    """Each line is a block, neighbouring rows one table."""
    text = "Phần I\nMột đoạn.\nHai.\nNăm | Số\n2016 | 28\n\nHết."
    blocks = make_blocks(_page(text, 0.0, Heading(0, 6, 1)), ())
    assert [(one.rank, _text(one)) for one in blocks] == [
        (3, "Phần I"),
        (0, "Một đoạn."),
        (0, "Hai."),
        (0, ""),
        (0, "Hết."),
    ]
    assert [[run.text for cell in row for run in cell] for row in blocks[3].rows] == [
        ["Năm", "Số"],
        ["2016", "28"],
    ]


def test_lines_of_a_printed_page_are_joined_to_paragraphs() -> None:
    """A full line goes on, a shorter one ends its paragraph, an item begins one."""
    text = (
        "TIÊU ĐỀ\nMột dòng đầy chữ đến tận\nlề phải rồi hết.\n"
        "Một dòng khác cũng đầy y\n- mục thứ nhất của bảng."
    )
    assert [_text(one) for one in make_blocks(_page(text, 595.0), ())] == [
        "TIÊU ĐỀ",
        "Một dòng đầy chữ đến tận\nlề phải rồi hết.",
        "Một dòng khác cũng đầy y",
        "- mục thứ nhất của bảng.",
    ]


def test_marks_and_running_heads_are_runs() -> None:
    """Numbered as they come; what is running is told."""
    page = Page(1, "1", Unit.PAGE, "Kỷ yếu 12\nhợp tác", "", running=(Stretch(0, 9),))
    blocks = make_blocks(page, (Mark(10, 13, added=False), Mark(14, 17, added=True)))
    assert [run.running for run in blocks[0].runs] == [True]
    assert [(run.text, run.mark, run.added) for run in blocks[1].runs] == [
        ("hợp", 1, False),
        (" ", 0, False),
        ("tác", 2, True),
    ]


def _solid(text: str) -> str:
    return "".join(text.replace("|", "").split())


@given(
    text=st.text(st.sampled_from("ab |-.\n"), max_size=60),
    steps=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), max_size=6),
    printed=st.booleans(),
)
def test_nothing_is_lost_and_every_mark_is_there(
    text: str, steps: list[tuple[int, int]], *, printed: bool
) -> None:
    """Joined, the runs are the text but for blanks and the marks of cells."""
    marks: list[Mark] = []
    for end in accumulate(long + gap for long, gap in steps):
        start = marks[-1].end if marks else 0
        if end <= len(text):
            marks.append(Mark(start, end, added=False))
    blocks = make_blocks(_page(text, 595.0 if printed else 0.0), marks)
    ordered = [
        (run.text, run.mark)
        for block in blocks
        for runs in (block.runs, *(cell for row in block.rows for cell in row))
        for run in runs
    ]
    kept = "".join(one for one, _ in ordered)
    assert _solid(kept) == _solid(text)
    numbers = [mark for _, mark in ordered if mark]
    assert numbers == sorted(numbers)
