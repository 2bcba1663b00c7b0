"""A Word file gives all the text in it, once, in reading order."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_BREAK
from lxml import etree

from indexer.extract.budget import CUT_SHORT, Budget
from indexer.extract.docx import read_docx
from indexer.extract.regular import NotRead
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, container, paragraph, related, word
from tests.extract.shared import shared_files

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _text(body: str, parts: dict[str, str] | None = None) -> str:
    return "\n".join(page.text for page in read_docx(word(body, parts), ample()).pages)


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _cell(*paragraphs: str) -> str:
    return "<w:tc>" + "".join(map(paragraph, paragraphs)) + "</w:tc>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("một") + paragraph("") + paragraph("hai"), "một\nhai"),
        (f"<w:p>{_run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        (f"<w:p><w:ins>{_run('thêm')}</w:ins><w:del>{_run('bớt')}</w:del></w:p>", "thêm"),
        (f"<w:p><w:moveFrom>{_run('x')}</w:moveFrom><w:moveTo>{_run('x')}</w:moveTo></w:p>", "x"),
        (f"<w:p><w:hyperlink>{_run('liên')}</w:hyperlink>{_run(' kết')}</w:p>", "liên kết"),
        (f"<w:p><w:smartTag>{_run('Hà Nội')}</w:smartTag></w:p>", "Hà Nội"),
        (f"<w:sdt><w:sdtContent>{paragraph('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
        (f"<w:p><w:sdt><w:sdtContent>{_run('ô')}</w:sdtContent></w:sdt></w:p>", "ô"),
        (
            (
                "<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
                f"{_run('7')}</w:p>"
            ),
            "7",
        ),
        (
            (
                "<w:p><w:r><w:t>trước</w:t><w:pict><v:shape><v:textbox><w:txbxContent>"
                f"{paragraph('hộp')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
                f"{_run(' sau')}</w:p>"
            ),
            "trước sau\nhộp",
        ),
        (
            (
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
                f"{paragraph('một lần')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
                "<w:pict>"
                f"<w:txbxContent>{paragraph('một lần')}</w:txbxContent></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r></w:p>"
            ),
            "một lần",
        ),
        (
            (
                f"<w:tbl><w:tr>{_cell('Nước')}{_cell('Năm')}</w:tr><w:sdt><w:sdtContent><w:tr>"
                f"{_cell('Lào')}{_cell('2016')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
            ),
            "Nước | Năm\nLào | 2016",
        ),
        (
            f"<w:tbl><w:tr>{_cell('HỌC VIỆN', 'VỤ')}{_cell('CỘNG HÒA', 'Độc lập')}</w:tr></w:tbl>",
            "HỌC VIỆN\nVỤ\nCỘNG HÒA\nĐộc lập",
        ),
        (
            (
                f"<w:tbl><w:tr><w:tc>{paragraph('ngoài')}<w:tbl><w:tr>{_cell('trong')}</w:tr></w:tbl>"
                "</w:tc></w:tr></w:tbl>"
            ),
            "ngoài\ntrong",
        ),
    ],
)
def test_text(body: str, text: str) -> None:
    """What python-docx alone does not show is there, what was deleted is not."""
    assert _text(body) == text


def test_notes_stand_by_their_reference_and_the_rest_at_the_end() -> None:
    """Footnotes after their paragraph; headers and footers once, after everything."""
    body = '<w:p><w:r><w:t>câu</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("tiếp")
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("---")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("chú thích")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("lạc")}</w:footnote>'
    )
    parts = {"footnotes": notes, "header1": paragraph("đầu"), "footer1": paragraph("chân")}
    assert _text(body, parts) == "câu\nchú thích\ntiếp\nlạc\nđầu\nchân"


def test_comments_stand_by_what_they_are_about() -> None:
    """They are part of what the office wrote, and may be all that answers a question."""
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>câu</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        f'<w:r><w:commentReference w:id="0"/></w:r></w:p>{paragraph("tiếp")}'
    )
    comments = f'<w:comment w:id="0" w:author="Lan">{paragraph("xem lại")}</w:comment>'
    assert _text(body, {"comments": comments}) == "câu\nxem lại\ntiếp"


def test_text_outside_of_any_paragraph_is_read() -> None:
    """Programs that write Word files by hand make such."""
    assert _text(f"<w:p2><w:r><w:t>lạc</w:t></w:r></w:p2>{paragraph('sau')}") == "lạc\nsau"


def test_what_only_the_package_lacks_is_no_damage() -> None:
    """Nothing of the text is missing where a picture of the first page is."""
    made = container(
        {
            "_rels/.rels": related(
                ("r1", "officeDocument", "word/document.xml"),
                ("r2", "thumbnail", "docProps/thumbnail.jpeg"),
            ),
            "word\\document.xml": f'<w:document xmlns:w="w"><w:body>{paragraph("đủ")}</w:body>'
            "</w:document>",
        }
    )
    content = read_docx(made, ample())
    assert ([page.text for page in content.pages], content.warnings) == (["đủ"], ())


def test_headings_come_from_styles() -> None:
    """By the style's English name, by the style it is based on, by its outline level."""
    styles = (
        '<w:style w:styleId="u1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="own"><w:name w:val="Mục"/><w:basedOn w:val="u1"/></w:style>'
        '<w:style w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="o"><w:name w:val="x"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:styleId="ring"><w:name w:val="r"/><w:basedOn w:val="ring"/></w:style>'
    )
    body = "".join(paragraph(name, name) for name in ("t", "u1", "own", "o", "ring"))
    (page,) = read_docx(word(body, {"styles": styles}), ample()).pages
    found = {page.text[each.start : each.end]: each.level for each in page.headings}
    assert found == {"t": 0, "u1": 1, "own": 1, "o": 3}


def test_rendered_page_breaks_make_pages() -> None:
    """Where Word says how it was laid out, a page is a page, also in mid-paragraph."""
    body = f"<w:p>{_run('một')}<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    pages = read_docx(word(body), ample()).pages
    assert [(page.text, page.unit) for page in pages] == [("một", Unit.PAGE), ("hai", Unit.PAGE)]


def test_what_python_docx_writes_is_read() -> None:
    """A file of the library that everybody uses, with properties and a page break."""
    document = docx.Document()
    document.core_properties.title = "Báo cáo"
    document.core_properties.author = "Vụ Hợp tác quốc tế"
    document.add_heading("Mở đầu", 1)
    document.add_paragraph("Đoàn đã đi.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Đoàn đã về.")
    document.sections[0].header.paragraphs[0].text = "Lưu hành nội bộ"
    made = BytesIO()
    document.save(made)
    content = read_docx(made.getvalue(), ample())
    assert [page.text for page in content.pages] == [
        "Mở đầu\nĐoàn đã đi.",
        "Đoàn đã về.\nLưu hành nội bộ",
    ]
    assert content.properties["title"] == "Báo cáo"
    assert content.properties["author"] == "Vụ Hợp tác quốc tế"
    assert not content.partly


def _without(data: bytes, name: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return made.getvalue()


@pytest.mark.parametrize(
    "gone", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]
)
def test_a_broken_package_is_read_by_names(gone: str) -> None:
    """Nothing of the text is missing, so there is nothing to be said of it."""
    made = word(paragraph("còn đọc được"), {"header1": paragraph("đầu trang")})
    content = read_docx(_without(made, gone), ample())
    assert content.pages[0].text == "còn đọc được\nđầu trang"
    assert content.warnings == ()


def test_a_package_without_a_body_is_damaged() -> None:
    """There is nothing to read."""
    with pytest.raises(NotRead) as caught:
        read_docx(_without(word(paragraph("x")), "word/document.xml"), ample())
    assert caught.value.reading is Reading.DAMAGED


@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e "tự chế">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "' + "&a;" * 1000 + '">]>',
    ],
)
def test_entities_are_never_resolved(entity: str) -> None:
    """Neither files nor addresses nor bombs come in through entities."""
    content = read_docx(word(paragraph("a&e;b"), prologue=entity), ample())
    assert "".join(page.text for page in content.pages) in {"a", "ab", ""}


def test_no_real_file_loses_text() -> None:
    """At least 99.5 % of the characters of every w:t in the shared Word files."""
    wanted = found = 0
    for path in shared_files("files"):
        if path.suffix != ".docx":
            continue
        pages = read_docx(path.read_bytes(), ample()).pages
        text = "".join("".join(page.text.split()) for page in pages)
        wanted += len(gold := _gold(path.read_bytes()))
        found += min(len(gold), len(text))
    assert found >= 0.995 * wanted


def _gold(data: bytes) -> str:
    pieces = []
    with zipfile.ZipFile(BytesIO(data)) as container:
        for name in container.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(container.read(name))
                pieces += [element.text or "" for element in root.iter(f"{_W}t")]
    return "".join("".join(pieces).split())


def test_strict_documents_templates_and_those_with_macros_are_read() -> None:
    """They differ in names of namespaces, parts and content types alone."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph("chặt chẽ")}</w:body></w:document>'
    for kind in ("template.main", "document.macroEnabled.main"):
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="x/rels"/><Override PartName="/word/main2.xml" '
            f'ContentType="application/vnd.ms-word.{kind}+xml"/></Types>'
        )
        made = container(
            {
                "[Content_Types].xml": types,
                "_rels/.rels": related(("r1", "officeDocument", "word/main2.xml"), strict=True),
                "word/main2.xml": body,
            }
        )
        content = read_docx(made, ample())
        assert [page.text for page in content.pages] == ["chặt chẽ"]
        assert content.warnings == ()


def test_what_takes_too_long_is_read_in_part() -> None:
    """A reader without time hands over what it has, and says so."""
    content = read_docx(word(paragraph("x")), Budget(0.0, 0.0))
    assert content.partly
    assert content.warnings == (CUT_SHORT,)
