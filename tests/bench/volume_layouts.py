"""How volumes look: layouts that the ways of splitting were made on, and layouts kept aside.

Those in ``TUNED`` were looked at while the ways of splitting were made, those in ``KEPT`` were not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Toc(StrEnum):
    """How the printed table of contents looks."""

    NONE = "none"
    LEADERS = "leaders"
    """Title, authors below, dots, number."""
    PLAIN = "plain"
    """Title with the number at the right edge, authors below."""
    AUTHORS_FIRST = "authors-first"
    """Authors, then the title with the number behind."""
    NUMBER_FIRST = "number-first"
    COLUMNS = "columns"
    """Authors, title, number in three columns, the number half-way down."""
    TABLE = "table"
    """Counter, title, authors, number in four columns."""
    COUNTED = "counted"
    """"1. Title ..... 7" without authors."""
    INLINE = "inline"
    """"Title - Author ..... 7"."""
    NUMBER_ON_TOP = "number-on-top"
    """The number stands on the first line of a title of several lines."""


class Head(StrEnum):
    """How the title of a paper is set."""

    LARGE_CAPITALS = "large-capitals"
    CAPITALS = "capitals"
    """In the size of the body."""
    LARGE = "large"
    """In small letters."""
    PLAIN = "plain"
    """In small letters, in the size of the body: bold at most."""


class By(StrEnum):
    """How authors are named at the head of a paper."""

    DEGREES = "degrees"
    BARE = "bare"
    """With where they work below."""
    LONELY = "lonely"
    """Names alone."""
    MARKED = "marked"
    """Names with marks that lead to a note at the foot."""
    ABOVE = "above"
    """Degrees and names above the title."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a volume looks."""

    name: str
    toc: Toc = Toc.LEADERS
    head: Head = Head.LARGE_CAPITALS
    by: By = By.DEGREES
    papers: int = 14
    pages: tuple[int, int] = (4, 9)
    """The least and the most pages of a paper."""
    toc_at_end: bool = False
    roman: int = 4
    """Pages in front that are not counted."""
    first_number: int = 1
    printed: bool = True
    """Whether pages bear their numbers."""
    running: str = ""
    """volume, alternating (authors left, title right) or empty."""
    sections: str = ""
    """pages, lines (a label above each title) or empty."""
    odd: bool = False
    """Whether papers begin on right pages only."""
    columns: int = 1
    abstract: bool = True
    bilingual: bool = False
    english_end: bool = False
    """Whether title and abstract stand once more, in English, at the end."""
    large_headings: bool = False
    """Whether the headings within a paper are set as its title."""
    new_page_headings: bool = False
    references: int = 12
    outline: bool = False
    outline_noise: bool = False
    """Whether the outline has the headings within papers, too."""
    flowing: bool = False
    """Whether a paper begins where the last one ends, in the middle of a page."""
    cover: str = "KỶ YẾU HỘI THẢO KHOA HỌC"
    toc_width: int = 62
    capital_toc: bool = False


TUNED = (
    Layout("dotted contents"),
    Layout("contents at the end, numbers first", Toc.NUMBER_FIRST, toc_at_end=True, by=By.BARE),
    Layout("three columns", Toc.COLUMNS, Head.LARGE, papers=24, running="volume"),
    Layout("no contents, capitals of the body's size", Toc.NONE, Head.CAPITALS, papers=10),
    Layout("no contents, large headings within", Toc.NONE, large_headings=True, papers=12),
    Layout("authors first, continued numbers", Toc.AUTHORS_FIRST, first_number=301, by=By.ABOVE),
    Layout("small titles by contents alone", Toc.PLAIN, Head.PLAIN, By.LONELY, abstract=False),
    Layout("mid-page", Toc.LEADERS, Head.LARGE, papers=18, pages=(2, 4), flowing=True),
    Layout("outline only", Toc.NONE, Head.PLAIN, By.LONELY, outline=True, abstract=False),
    Layout("parts and blank pages", Toc.PLAIN, sections="pages", odd=True, running="alternating"),
    Layout("counted, no authors", Toc.COUNTED, Head.LARGE, By.BARE, papers=40, capital_toc=True),
    Layout("two columns, English at the end", Toc.NONE, columns=2, english_end=True, papers=20),
    Layout("six hundred pages", Toc.INLINE, papers=60, pages=(8, 11), bilingual=True),
)
KEPT = (
    Layout("inline names", Toc.INLINE, Head.CAPITALS, By.BARE, running="alternating", papers=22),
    Layout("four columns", Toc.TABLE, Head.LARGE_CAPITALS, papers=30, sections="pages", roman=8),
    Layout("number on top", Toc.NUMBER_ON_TOP, Head.LARGE, By.MARKED, papers=16, odd=True),
    Layout("no contents, small large titles", Toc.NONE, Head.LARGE, By.BARE, running="volume"),
    Layout("no contents, names alone", Toc.NONE, Head.LARGE_CAPITALS, By.LONELY, papers=12),
    Layout("no contents, names above", Toc.NONE, Head.LARGE_CAPITALS, By.ABOVE, papers=18),
    Layout("at the end, counted", Toc.COUNTED, Head.PLAIN, By.DEGREES, toc_at_end=True, papers=25),
    Layout("no printed numbers", Toc.LEADERS, Head.LARGE, By.BARE, printed=False, papers=15),
    Layout("outline with headings", Toc.NONE, Head.LARGE, outline=True, outline_noise=True),
    Layout(
        "bilingual, labels above, headings on new pages",
        Toc.NONE,
        sections="lines",
        bilingual=True,
        large_headings=True,
        new_page_headings=True,
        papers=12,
    ),
    Layout(
        "journal from page 145",
        Toc.NUMBER_FIRST,
        Head.CAPITALS,
        By.DEGREES,
        first_number=145,
        sections="lines",
        columns=2,
        cover="TẠP CHÍ NGHIÊN CỨU MẪU",
        papers=20,
    ),
    Layout(
        "mid-page without contents",
        Toc.NONE,
        Head.LARGE_CAPITALS,
        papers=16,
        pages=(2, 4),
        flowing=True,
    ),
    Layout("capital contents of many pages", Toc.PLAIN, papers=64, pages=(5, 9), capital_toc=True),
)
