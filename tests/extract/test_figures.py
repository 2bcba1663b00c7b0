"""Pictures as large as a page of text are left to text recognition, whatever office file it is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from indexer.extract.content import Content, Figure, with_figures
from indexer.extract.docx import read_docx
from indexer.extract.figures import figure_of, length
from indexer.extract.flow import Block, Break, illustrate
from indexer.extract.odf import read_odp, read_odt
from indexer.extract.pptx import read_pptx
from indexer.extract.rtf import read_rtf
from indexer.records.files import Gaps, Reading
from tests.extract.making import ample, container, related
from tests.extract.ocr.printing import saved

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "Đoàn đã làm việc với phía bạn. " * 10


def _png(width: int = 800, height: int = 1_100) -> bytes:
    return saved(Image.new("1", (width, height), 1), "png")


def _word(*parts: str | bytes, width: float = 16) -> bytes:
    """Return a Word file of paragraphs and pictures, ``width`` centimetres wide."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            document.add_picture(BytesIO(part), width=Cm(width))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _old_word() -> bytes:
    """Return a Word file whose picture is drawn in VML."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'style="width:453pt;height:22cm"><v:imagedata r:id="p"/></v:shape></w:pict>'
    )
    body = f"<w:body><w:p><w:r>{picture}</w:r></w:p></w:body>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return container(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": related(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{w}" xmlns:r="{r}">{body}</w:document>',
            "word/_rels/document.xml.rels": related(("p", "image", "media/a.png")),
            "word/media/a.png": _png(),
        }
    )


def _show(share: float = 0.5, *, background: bool = False) -> bytes:
    """Return a presentation whose one slide has a picture on ``share`` of it."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    fill = '<a:blip r:embed="p"/>'
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(1000 * share)}" cy="1000"/></a:xfrm>'
    picture = f"<p:pic><p:blipFill>{fill}</p:blipFill><p:spPr>{frame}</p:spPr></p:pic>"
    behind = f"<p:bg><p:bgPr><a:blipFill>{fill}</a:blipFill></p:bgPr></p:bg>"
    tree = (behind if background else "") + f"<p:spTree>{'' if background else picture}</p:spTree>"
    names = f'xmlns:p="urn:p" xmlns:a="{a}" xmlns:r="{r}"'
    return container(
        {
            "_rels/.rels": related(("r1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {names}><p:sldIdLst><p:sldId r:id="s"/>'
            '</p:sldIdLst><p:sldSz cx="1000" cy="1000"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": related(("s", "slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": f"<p:sld {names}><p:cSld>{tree}</p:cSld></p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": related(("p", "image", "../media/a.png")),
            "ppt/media/a.png": _png(),
        }
    )


def _open(kind: str) -> bytes:
    """Return a file of OpenDocument that holds nothing but a picture."""
    names = " ".join(
        f'xmlns:{each}="urn:{each}"' for each in ("office", "text", "draw", "svg", "xlink")
    )
    frame = (
        '<draw:frame svg:width="17cm" svg:height="13cm"><draw:image xlink:href="Pictures/a.png"/>'
        "</draw:frame>"
    )
    body = {
        "text": f"<text:p>{frame}</text:p>",
        "presentation": f"<draw:page>{frame}</draw:page>",
    }[kind]
    return container(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {names}><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
            "Pictures/a.png": _png(),
        }
    )


def _rich() -> bytes:
    """Return an RTF file with a picture, and its copy for old programs."""
    digits = _png().hex()
    lines = "\n".join(digits[at : at + 78] for at in range(0, len(digits), 78))
    picture = rf"\pict\picwgoal9600\pichgoal12000\picscalex95\pngblip {lines}"
    return (
        r"{\rtf1\ansi{\*\shppict{" + picture + r"}}{\nonshppict{\pict\wmetafile8 0100}}\par}"
    ).encode()


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (read_docx, _word(_png())),
        (read_docx, _old_word()),
        (read_pptx, _show()),
        (read_pptx, _show(background=True)),
        (read_odt, _open("text")),
        (read_odp, _open("presentation")),
        (read_rtf, _rich()),
    ],
    ids=["docx", "docx-vml", "pptx", "pptx-background", "odt", "odp", "rtf"],
)
def test_a_file_that_is_a_picture(read: Callable[..., Content], data: bytes) -> None:
    """It has one page without text, which waits; the picture is handed out as it was put in."""
    content = read(data, ample())
    (page,) = content.pages
    assert page.text == ""
    assert content.warnings == (f"{page.unit} 1: no text, only pictures",)
    assert content.gaps == Gaps((1,), Reading.READ, content.warnings)
    assert content.figures == {1: (Figure(_png()),)}


def test_a_picture_in_a_text_is_a_section() -> None:
    """The text before it and after it stay by themselves."""
    content = read_docx(_word(TEXT, _png(), TEXT), ample())
    assert [bool(page.text) for page in content.pages] == [True, False, True]
    assert list(content.figures) == [2]
    assert not content.partly


def test_small_pictures_are_passed_over() -> None:
    """Screenshots, logos, and what has too few pixels for letters."""
    assert read_docx(_word(_png(), width=8), ample()).gaps is None
    assert read_docx(_word(_png(300, 400)), ample()).gaps is None
    assert read_pptx(_show(0.2), ample()).gaps is None


def test_a_page_with_text_needs_no_picture() -> None:
    """A few words are a caption; more are the text of the page."""
    picture = Block("", figures=(Figure(b"x"),))
    start = Block("Phụ lục", before=Break.RENDERED)
    for text, left in (("Ảnh chụp", {1}), (TEXT, set())):
        flow = illustrate([start, Block(text), picture], "test")
        assert len(flow.pages) == 1
        content = with_figures(Content(flow.pages), flow.figures)
        assert set(content.figures) == left


def test_a_heading_stays_with_its_picture() -> None:
    """As with all that follows it."""
    flow = illustrate([Block("Phụ lục 1", 1), Block("", figures=(Figure(b"x"),))], "test")
    assert [page.text for page in flow.pages] == ["Phụ lục 1"]
    assert set(flow.figures) == {1}


def test_many_pages_of_pictures_are_a_file_read_in_part() -> None:
    """Until somebody looks at them."""
    content = read_docx(_word(TEXT, _png(), _png()), ample())
    assert content.partly
    assert content.gaps is not None
    assert content.gaps.otherwise is Reading.READ


def test_what_is_no_image_is_no_figure() -> None:
    """Drawings of lines, broken files, and nothing at all."""
    for data in (b"", b"<svg/>", _png()[:20], b"\xd7\xcd\xc6\x9a"):
        assert figure_of(lambda data=data: data, 1, 0.5) is None  # type: ignore[misc]  # mypy guesses no type of a default
    assert figure_of(_png, 1, 0.5) == Figure(_png())


def test_small_pictures_are_not_even_read() -> None:
    """A manual has hundreds of them."""

    def read() -> bytes:
        raise AssertionError

    assert figure_of(read, 0.2, 0.5) is None


@pytest.mark.parametrize(
    ("text", "points"),
    [("2.54cm", 72), ("1in", 72), ("96px", 72), ("12", 12), ("12pt", 12), ("50%", 0), ("", 0)],
)
def test_lengths(text: str, points: float) -> None:
    """In the units of OpenDocument and of VML."""
    assert length(text) == pytest.approx(points, rel=0.001)
