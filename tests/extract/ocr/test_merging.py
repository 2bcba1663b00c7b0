"""What was recognised goes into the reading, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract.ocr.merging import merged
from indexer.records.files import Gaps, Page, ReadFile, Reading, Unit

GOOD = "Đoàn cán bộ của Học viện đã làm việc với phía bạn trong năm ngày"
BROKEN = "gi(cid:16)ng vi(cid:16)n c(cid:16)a tr(cid:16)ng (cid:16)(cid:16) d(cid:16)y h(cid:16)c"
WARNING = "pages 1-2: no text, only pictures or drawings"


def _page(index: int, text: str = "", reader: str = "pypdfium2") -> Page:
    return Page(index, f"p{index}", Unit.PAGE, text, reader, 595.0, 842.0)


def _answer(index: int, text: str, confidence: float = 0.95) -> ReadFile:
    page = replace(_page(index, text, "tesseract"), confidence=confidence)
    return ReadFile(Reading.READ if text else Reading.NO_TEXT, "pdf", pages=(page,))


SCAN = ReadFile(
    Reading.NO_TEXT,
    "pdf",
    pages=(_page(1), _page(2)),
    warnings=(WARNING, "something else"),
    gaps=Gaps((1, 2), Reading.READ, (WARNING,)),
)


def test_all_pages_recognised() -> None:
    """The file is read; label and size of its pages are its own."""
    read = merged(SCAN, {1: _answer(1, GOOD), 2: _answer(2, GOOD)})
    assert (read.reading, read.readers) == (Reading.READ, ("tesseract",))
    assert read.warnings == ("something else",)
    assert [(page.label, page.width, page.confidence) for page in read.pages] == [
        ("p1", 595.0, 0.95),
        ("p2", 595.0, 0.95),
    ]
    assert read.readable == 1


def test_step_by_step_is_as_at_once() -> None:
    """Pages that come later take nothing from those before, and leave no old warning."""
    first, second = _answer(1, GOOD), _answer(2, GOOD)
    begun = merged(SCAN, {1: first})
    assert begun.reading is Reading.READ_PARTLY
    assert begun.warnings == ("page 2: wait for text recognition", "something else")
    both = {1: first, 2: second}
    assert merged(begun, both) == merged(SCAN, both)


def test_nobody_has_looked_yet() -> None:
    """The status stays; the warning says what the pages wait for."""
    read = merged(SCAN, {}, "wait for a program")
    assert read.reading is Reading.NO_TEXT
    assert read.warnings[0] == "pages 1-2: wait for a program"


def test_pictures_without_text() -> None:
    """They are said to be so; a file of nothing else has no text."""
    empty = {1: _answer(1, ""), 2: _answer(2, "")}
    read = merged(SCAN, empty)
    assert read.reading is Reading.NO_TEXT
    assert read.warnings[0] == "pages 1-2: tesseract found no text"
    assert merged(SCAN, empty | {1: _answer(1, GOOD)}).reading is Reading.READ


def test_pages_on_which_recognition_failed() -> None:
    """The file is read in part, the reason is the page's own."""
    failed = ReadFile(Reading.TOO_SLOW, "pdf", warnings=("stopped after 240 seconds",))
    read = merged(SCAN, {1: _answer(1, GOOD), 2: failed})
    assert read.reading is Reading.READ_PARTLY
    assert read.warnings[0] == "page 2: tesseract: stopped after 240 seconds"


def test_little_confidence_is_said() -> None:
    """A person should compare such a page with its picture."""
    read = merged(SCAN, {1: _answer(1, GOOD), 2: _answer(2, GOOD, 0.5)})
    assert read.reading is Reading.READ
    assert read.warnings[0] == "page 2: recognised with little confidence (under 70%)"


def test_the_better_text_stays() -> None:
    """Text of the file that can be read is kept, text that cannot is replaced."""
    gaps = Gaps((1, 2), Reading.READ)
    pages = (_page(1, BROKEN), _page(2, GOOD))
    read = ReadFile(Reading.READ_PARTLY, "pdf", pages=pages, gaps=gaps)
    found = merged(read, {1: _answer(1, GOOD), 2: _answer(2, GOOD[:20])})
    assert [page.reader for page in found.pages] == ["tesseract", "pypdfium2"]
    assert [page.text for page in found.pages] == [GOOD, GOOD]
    assert found.reading is Reading.READ


@pytest.mark.parametrize(
    "unreadable",
    [
        BROKEN,
        "\ue001\ue002 \ue003\ue004\ue005 " * 8,
        "§oµn c¸n bé cña Häc viÖn ®· lµm viÖc víi phÝa b¹n trong n¨m ngµy",
        "Ðoaøn caùn boä cuûa Hoïc vieän ñaõ laøm vieäc vôùi phía baïn trong naêm ngaøy",
    ],
    ids=["cid", "private", "tcvn3", "vni"],
)
def test_what_nobody_can_read_is_replaced(unreadable: str) -> None:
    """Glyphs without names, private characters, letters of an encoding that was not known."""
    read = ReadFile(
        Reading.READ_PARTLY, "pdf", pages=(_page(1, unreadable),), gaps=Gaps((1,), Reading.READ)
    )
    assert merged(read, {1: _answer(1, GOOD)}).pages[0].text == GOOD


@pytest.mark.parametrize(
    "own",
    [
        GOOD,
        "The delegation of the Academy worked with its partners for five days in the year",
        "Học vìên đã lam viêc với phía bạn trong nam ngay, doan can bo cua Hoc vien",
    ],
    ids=["vietnamese", "english", "careless"],
)
def test_what_can_be_read_is_kept(own: str) -> None:
    """Recognised text that says the same, or less, is no better."""
    read = ReadFile(Reading.READ, "pdf", pages=(_page(1, own),), gaps=Gaps((1,), Reading.READ))
    for found in (own, " ".join(own.split()[:9]), BROKEN):
        page = merged(read, {1: _answer(1, found)}).pages[0]
        assert (page.text, page.reader) == (own, "pypdfium2")


def test_a_photograph_is_no_document() -> None:
    """An image on which a few words stand; eight make it one."""
    image = replace(SCAN, kind="jpeg", pages=(_page(1),), gaps=Gaps((1,), Reading.READ, (WARNING,)))
    assert merged(image, {1: _answer(1, "Nhà sách Tràng Tiền")}).reading is Reading.UNSUPPORTED
    assert merged(image, {1: _answer(1, GOOD)}).reading is Reading.READ


def test_what_has_no_gaps_is_left_alone() -> None:
    """Nothing of it changes."""
    read = replace(SCAN, gaps=None)
    assert merged(read, {1: _answer(1, GOOD)}) is read
