"""An RTF file gives its text in every way in which letters can be written in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.budget import CUT_SHORT, Budget
from indexer.extract.content import Content
from indexer.extract.rtf import read_rtf
from tests.extract.making import ample

_FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss .VnTime{\*\falt x};}"
    r"{\f2\fcharset163 Arial;}{\f3\fcharset2 Wingdings;}{\f4 VNI-Times;}}"
)


def _rtf(body: str, head: str = "") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + _FONTS + head + body + "}").encode("latin-1")


def _read(body: str, head: str = "") -> Content:
    return read_rtf(_rtf(body, head), ample())


def _text(body: str, head: str = "") -> str:
    return "\n".join(page.text for page in _read(body, head).pages)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"m\u7897?t\par hai\line ba\tab b\u7889\'11n", "một\nhai\nba\tbốn"),
        (r"{\uc2 \u7897??}{\uc0 \u7897}x", "ộộx"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"caf\'e9 \{\}\\ a\~b x\_y p\-q", "café {}\\ a\u00a0b x-y pq"),
        (r"{\f1 ph\'ad\'acng h\'ad\'edng h\'eep t\'b8c}", "phương hướng hợp tác"),
        (r"{\f4 hôïp taùc}", "hợp tác"),
        (r"{\f2 Vi\'eat Nam}", "Viêt Nam"),
        (r"{\f3 \'b7}x{\f3\u61623?}", "x"),
        (r"{\b \'93a\'94}\emdash {\i b}", "“a”—b"),
        (r"a\deleted b\deleted0 c", "ac"),
        (r"a{\*\unknown x}{\pict 0a0b}{\field{\*\fldinst PAGE}{\fldrslt 7}}", "a7"),
        (r"{\upr{xx}{\*\ud{\u7897?}}}", "ộ"),
        (r"a\bin3 }}}b", "ab"),
        (
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt h\u7897?p\par}}{\shprslt z}}sau",
            "sau\nhộp",
        ),
        (r"c\u226?u{\footnote \pard ch\'fa th\'edch}\par ti\u7871?p", "câu\nchú thích\ntiếp"),
        (
            r"c\u226?u{\*\atnid L}{\*\atnauthor Lan}{\*\annotation{\*\atndate 1}xem}\par x",
            "câu\nxem\nx",
        ),
        (r"{\header \pard \u273?\u7847?u\par}th\u226?n\par{\headerr \u273?\u7847?u}", "thân\nđầu"),
        (
            r"\trowd\pard\intbl N\u432?\u7899?c\cell N\u259?m\cell\row\pard sau\par",
            "Nước | Năm\nsau",
        ),
        (r"\trowd\pard\intbl a\par b\cell{\listtext\pard 1.}c\cell\row", "a\nb\n1.c"),
    ],
)
def test_text(body: str, text: str) -> None:
    """Code pages, numbers of letters, old fonts, notes, boxes, rows."""
    assert _text(body) == text


def test_the_code_page_of_the_file_holds_for_fonts_without_one() -> None:
    """In that of Vietnam accents are letters of their own."""
    made = rb"{\rtf1\ansi\ansicpg1258 ti\'ea\'ecng Vi\'ea\'f2t}"
    assert read_rtf(made, ample()).pages[0].text == "tiếng Việt"


def test_page_breaks_part_sections() -> None:
    """Those that the author asked for; headings keep their level."""
    content = _read(r"{\pard\outlinelevel0 M\u7909?c\par}\pard m\u7897?t\page hai\sect ba")
    assert [page.text for page in content.pages] == ["Mục\nmột", "hai", "ba"]
    (heading,) = content.pages[0].headings
    assert (heading.start, heading.end, heading.level) == (0, 3, 1)


def test_properties_and_encodings_are_kept() -> None:
    """Title and author stand in a group of their own."""
    content = _read(
        r"{\f1 h\'eep t\'b8c}", r"{\info{\title B\u225?o c\u225?o}{\author A}{\creatim\yr2016}}"
    )
    assert content.properties == {"title": "Báo cáo", "author": "A"}
    assert content.encodings == ("TCVN3",)


def test_what_breaks_off_is_read_in_part() -> None:
    """A file without its end, and one for which the time is over."""
    cut = read_rtf(_rtf("mot hai")[:-1], ample())
    assert (cut.pages[0].text, cut.partly) == ("mot hai", True)
    late = read_rtf(_rtf(r"\b" * 20_000), Budget(0.0, 0.0))
    assert late.warnings == (CUT_SHORT,)


@given(
    st.lists(
        st.sampled_from(
            [
                *r"\{}'*;",
                "\\u",
                "\\'",
                "\\par",
                "\\f1",
                "\\cell",
                "\\footnote",
                "\\fonttbl",
                "\\info",
                "\\title",
                "\\row",
                "\\*",
                "\\shptxt",
                "9",
                "a",
                " ",
                "\\bin",
            ]
        ),
        max_size=60,
    )
)
def test_any_tokens_are_read(tokens: list[str]) -> None:
    """Groups may be opened and closed in any way."""
    assert isinstance(read_rtf(("{\\rtf1 " + "".join(tokens)).encode(), ample()), Content)
