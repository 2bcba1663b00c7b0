"""Runs in fonts of old encodings are decoded where that makes Vietnamese of them."""

from __future__ import annotations

import pytest

from indexer.extract.docx import read_docx
from tests.extract.making import ample, word


def _run(text: str, font: str = "", style: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    set_in = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f"<w:r><w:rPr>{named}{set_in}</w:rPr><w:t>{text}</w:t></w:r>"


def _paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("runs", "text", "encodings"),
    [
        ([_run("ph\xad¬ng h\xadíng hîp t¸c", ".VnTime")], "phương hướng hợp tác", ("TCVN3",)),
        (
            [_run("gi¶i ph¸p", ".VnTimeH"), _run(" cña ta", ".VnTime")],
            "GIẢI PHÁP của ta",
            ("TCVN3",),
        ),
        ([_run("ñöôøng SÖ", "VNI-Times"), _run("Ï", "VNI-Times")], "đường SỰ", ("VNI",)),
        ([_run("Vi®t nam, hþp tác", "VI Times")], "Việt nam, hợp tác", ("VISCII",)),
        ([_run("h®p tác Vi\u0152t", "VPS Times")], "hợp tác Việt", ("VPS",)),
        ([_run("Học viện", ".VnTime")], "Học viện", ()),
        ([_run("tháng giá", ".VnTime")], "tháng giá", ()),
        ([_run("hîp t¸c ", ".VnTime"), _run("tháng năm")], "hợp tác tháng năm", ("TCVN3",)),
        ([_run("Müller naïve", "VNI-Times")], "Müller naïve", ()),
        ([_run("Plain words", "VNI-Times")], "Plain words", ()),
    ],
)
def test_runs(runs: list[str], text: str, encodings: tuple[str, ...]) -> None:
    """By the run's font; Unicode in a font of an old name stays, and other fonts always."""
    content = read_docx(word(_paragraph(*runs)), ample())
    assert [page.text for page in content.pages] == [text]
    assert content.encodings == encodings


def test_fonts_of_styles() -> None:
    """A run's font is its own, that of its style, of its paragraph's style, or the file's."""
    fonts = '<w:rPr><w:rFonts w:hAnsi="{}"/></w:rPr>'
    styles = (
        f"<w:docDefaults><w:rPrDefault>{fonts.format('Arial')}</w:rPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph" w:default="1" w:styleId="n">{fonts.format(".VnTime")}'
        '</w:style><w:style w:type="paragraph" w:styleId="on"><w:basedOn w:val="n"/></w:style>'
        f'<w:style w:type="character" w:styleId="c">{fonts.format("VNI-Times")}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="u">{fonts.format("Arial")}</w:style>'
    )
    body = (
        _paragraph(_run("hîp t¸c"))
        + _paragraph(_run("hîp t¸c"), style="on")
        + _paragraph(_run("vieän ñöôøng", style="c"))
        + _paragraph(_run("hîp t¸c"), style="u")
    )
    (page,) = read_docx(word(body, {"styles": styles}), ample()).pages
    assert page.text.split("\n") == ["hợp tác", "hợp tác", "viện đường", "hîp t¸c"]
