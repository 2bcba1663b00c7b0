"""Tesseract's table becomes the text of a page with boxes and confidence."""

from __future__ import annotations

import pytest

from indexer.extract.ocr.words import compose, lines_of, with_english

HEADER = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)


def _table(*words: tuple[int, str, float]) -> str:
    """Return a table of words, each with the number of its line and its confidence."""
    rows = [
        f"5\t1\t1\t1\t{line}\t{number}\t{100 * number}\t{50 * line}\t80\t40\t{sure}\t{text}"
        for number, (line, text, sure) in enumerate(words)
    ]
    return "\n".join((HEADER, "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t", *rows, ""))


def test_lines_stay_lines() -> None:
    """Each word has its box in points and the span of it in the text."""
    page = compose(lines_of(_table((1, "Hợp", 90), (1, "tác", 90), (2, "quốc", 90))), 144)
    assert page.text == "Hợp tác\nquốc"
    assert [page.text[box.start : box.end] for box in page.boxes] == ["Hợp", "tác", "quốc"]
    second = page.boxes[1]
    assert (second.left, second.top, second.right, second.bottom) == (50, 25, 90, 45)


def test_text_is_composed() -> None:
    """What Tesseract gives decomposed is NFC, as all text is."""
    assert compose(lines_of(_table((1, "Ho\u0323p", 90))), 72).text == "Họp"


def test_broken_words_are_joined() -> None:
    """The hyphen goes, but between two Vietnamese syllables; the boxes are of both parts."""
    words = ((1, "co-", 90), (2, "operation", 90), (2, "xi-", 90), (3, "măng", 90))
    page = compose(lines_of(_table(*words)), 72)
    assert page.text == "cooperation xi-măng"
    assert [page.text[box.start : box.end] for box in page.boxes] == [
        "co",
        "operation",
        "xi-",
        "măng",
    ]


def test_dirt_is_left_out() -> None:
    """A speck is no word, a dash that is surely one stays."""
    page = compose(lines_of(_table((1, "|", 20), (1, "-", 95), (1, "Lào", 30))), 72)
    assert page.text == "- Lào"


def test_confidence_is_the_mean_by_length() -> None:
    """Of a page without words it is none."""
    assert compose(lines_of(_table((1, "abc", 100), (1, "d", 60))), 72).confidence == pytest.approx(
        0.9
    )
    empty = compose(lines_of(HEADER), 72)
    assert (empty.text, empty.confidence, len(empty.boxes)) == ("", 0, 0)


ENGLISH = ("again", "in", "Hanoi", "in", "the", "third", "quarter")


def _line(number: int, words: tuple[str, ...], sure: float) -> list[tuple[int, str, float]]:
    return [(number, word, sure) for word in words]


def test_lines_in_english_are_read_as_english() -> None:
    """Where that is surer; lines in Vietnamese stay as they are."""
    mixed = ("again", "1n", "Hanol", "in", "the", "thlrd", "quarter")
    vietnamese = ("Hai", "bên", "đã", "thống", "nhất", "những", "việc")
    unmarked = ("Hai", "ben", "da", "thong", "nhat", "nhung", "viec")
    lines = lines_of(_table(*_line(1, mixed, 80), *_line(2, vietnamese, 90)))
    english = lines_of(_table(*_line(1, ENGLISH, 95), *_line(2, unmarked, 99)))
    assert compose(with_english(lines, english), 72).text == "\n".join(
        (" ".join(ENGLISH), " ".join(vietnamese))
    )
    assert with_english(lines, lines_of(_table(*_line(1, ENGLISH, 70)))) == lines


def test_short_lines_have_no_language() -> None:
    """Names, numbers and places are the same in both."""
    (line,) = lines_of(_table((1, "UNESCO", 90), (1, "2016", 90), (1, "Hanoi", 90)))
    assert not line.is_foreign


def test_another_line_is_not_taken() -> None:
    """Only what stands at the same place."""
    lines = lines_of(_table(*_line(1, ENGLISH, 60)))
    below = lines_of(_table(*_line(3, ENGLISH, 99)))
    assert with_english(lines, below) == lines
    assert with_english(lines, []) == lines
