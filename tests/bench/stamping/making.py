"""A stamp and a body into a file of any format that offices use."""

from __future__ import annotations

import subprocess
import unicodedata
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from indexer.extract.programs import LIBREOFFICE, programs_for
from indexer.language.encodings import TCVN3
from tests.extract.compound import compound
from tests.extract.making import Font, Line, container, paragraph, pdf, related, word
from tests.extract.ocr.printing import bound, saved
from tests.samples.typeface import FONTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEAD = (
    "HỌC VIỆN HẢI DƯƠNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 15/BC-HV",
)
BODY = (
    "BÁO CÁO",
    "Kết quả phối hợp mang tên Quyết tâm Trường Giang",
    "Đoàn công tác Hoàng Oanh Vũ đã làm việc với bạn về chương trình hợp tác đào tạo.",
    "Hai bên thống nhất kế hoạch trao đổi cán bộ và tổ chức hội thảo hằng năm.",
)
PLAIN = "Hai bên đã trao đổi về chương trình hợp tác và đào tạo cán bộ trong năm tới."

TCVN3_BYTES = {TCVN3.signs[byte]: byte for byte in range(255, 31, -1)} | {"\n": 10}
_FONT = FONTS / "dejavu" / "DejaVuSerif.ttf"
_DPI = 200
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DRAWING = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def typed(stamp: str, *, after: int = 0) -> str:
    """Return a plain text with the stamp after so many lines of the letterhead."""
    return "\n".join((*HEAD[:after], stamp, *HEAD[after:], "", *BODY))


def tcvn3(text: str) -> bytes:
    """Return ``text`` as a typist of the nineties saved it: capitals with tones there are none."""
    codes = (TCVN3_BYTES.get(letter) or TCVN3_BYTES[letter.lower()] for letter in text)
    return bytes(codes)


def cp1258(text: str) -> bytes:
    """Return ``text`` in the code page of Windows, whose tones stand behind their letters."""
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in _TONES)
        bare = "".join(mark for mark in parts if mark not in _TONES)
        letters.append(unicodedata.normalize("NFC", bare) + tones)
    return "".join(letters).encode("cp1258")


def web(stamp: str, *, cell: bool = False) -> bytes:
    """Return a page, the stamp as a paragraph or beside the letterhead."""
    head = f"<table><tr><td>{HEAD[0]}</td><td>{stamp}</td></tr></table>" if cell else f"<p>{stamp}"
    text = "".join(f"<p>{line}</p>" for line in BODY)
    return f"<html><head><meta charset=utf-8></head><body>{head}{text}</body></html>".encode()


def document(before: str = "", *, parts: dict[str, str] | None = None, after: str = "") -> bytes:
    """Return a Word file with XML before and after its body."""
    text = "".join(map(paragraph, (*HEAD, *BODY)))
    return word(before + text + after, parts)


def runs(stamp: str) -> str:
    """Return a paragraph in which every letter is a run of its own."""
    letters = "".join(f'<w:r><w:t xml:space="preserve">{letter}</w:t></w:r>' for letter in stamp)
    return f"<w:p>{letters}</w:p>"


def old_font(stamp: str) -> str:
    """Return a paragraph in capitals of TCVN3."""
    letters = tcvn3(stamp.lower()).decode("cp1252")
    fonts = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    return f"<w:p><w:r><w:rPr>{fonts}</w:rPr><w:t>{letters}</w:t></w:r></w:p>"


def old_box(stamp: str) -> str:
    """Return a paragraph with a text box of Word 2003."""
    inner = f"<w:txbxContent>{paragraph(stamp)}</w:txbxContent>"
    return f"<w:p><w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r></w:p>"


def new_box(stamp: str) -> str:
    """Return a paragraph with a text box of today's Word."""
    inner = f"<wps:txbx><w:txbxContent>{paragraph(stamp)}</w:txbxContent></wps:txbx>"
    drawn = f"<a:graphic><a:graphicData><wps:wsp>{inner}</wps:wsp></a:graphicData></a:graphic>"
    return f"<w:p {_DRAWING}><w:r><w:drawing><wp:anchor>{drawn}</wp:anchor></w:drawing></w:r></w:p>"


def printed(*pages: Sequence[str], old: bool = False) -> bytes:
    """Return a PDF of pages of lines, ``old`` in a font of TCVN3."""
    font = Font(".VnTime", TCVN3_BYTES) if old else Font()
    return pdf([[Line(line, font) for line in page] for page in pages])


def scan(stamp: str = "", *, turn: float = 0.0, red: bool = True, blur: float = 0.6) -> Image.Image:
    """Return a scanned page with a framed stamp below the letterhead, turned by degrees."""
    page = Image.new("RGB", (1654, 1100), (250, 249, 244))
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(_FONT), 34)
    for number, line in enumerate((*HEAD, "", "", *BODY)):
        pen.text((120, 80 + 70 * number), line, fill=(30, 30, 30), font=font)
    if stamp:
        _press(page, stamp, turn, (190, 20, 30) if red else (40, 40, 40))
    return page.filter(ImageFilter.GaussianBlur(blur))


def _press(page: Image.Image, stamp: str, turn: float, ink: tuple[int, int, int]) -> None:
    font = ImageFont.truetype(str(_FONT), 46)
    width = int(font.getlength(stamp)) + 60
    seal = Image.new("RGBA", (width, 90), (0, 0, 0, 0))
    pen = ImageDraw.Draw(seal)
    pen.rectangle((3, 3, width - 4, 86), outline=(*ink, 255), width=4)
    pen.text((30, 14), stamp, fill=(*ink, 255), font=font)
    turned = seal.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, (1050, 330), turned)


def scanned(*pages: Image.Image) -> bytes:
    """Return a PDF of scanned pages."""
    return bound(*(page.convert("L") for page in pages))


def image(page: Image.Image, kind: str, **options: object) -> bytes:
    """Return an image file."""
    return saved(page, kind, dpi=(_DPI, _DPI), **options)


def slides(*texts: str) -> bytes:
    """Return a presentation, each text in a box on a slide of its own."""
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    count = range(1, len(texts) + 1)
    ids = "".join(f'<p:sldId id="{255 + each}" r:id="s{each}"/>' for each in count)
    parts = {
        "_rels/.rels": related(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(
            *((f"s{each}", "slide", f"slides/slide{each}.xml") for each in count)
        ),
    }
    for number, text in enumerate(texts, 1):
        lines = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in text.split("\n"))
        shape = f"<p:sp><p:spPr/><p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {names}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        )
    return container(parts)


def sheet(*rows: Sequence[str]) -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    page = book.create_sheet("1", 0)
    for row in rows:
        page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(kind: str, body: str) -> bytes:
    """Return an OpenDocument file of a kind ("text", "spreadsheet")."""
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table"))
    content = (
        f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return container({"mimetype": mimetype, "content.xml": content})


def rich(stamp: str, *, header: bool = False) -> bytes:
    """Return an RTF file, the stamp first or in the header."""
    first = f"{{\\header {_escaped(stamp)}\\par}}" if header else f"{_escaped(stamp)}\\par "
    text = "".join(f"{_escaped(line)}\\par " for line in (*HEAD, *BODY))
    return f"{{\\rtf1\\ansi\\ansicpg1252 {first}{text}}}".encode("ascii")


def _escaped(text: str) -> str:
    units = text.encode("utf-16-le")
    codes = [
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    ]
    return "".join(chr(code) if 31 < code < 127 else f"\\u{code}?" for code in codes)


def book(stamp: str) -> bytes:
    """Return an EPUB whose first chapter begins with the stamp."""
    text = "".join(f"<p>{line}</p>" for line in (stamp, *BODY))
    where = "urn:oasis:names:tc:opendocument:xmlns:container"
    return container(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'<container xmlns="{where}"><rootfiles>'
            '<rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": '<package><manifest><item id="c" href="c.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine>'
            "</package>",
            "c.xhtml": f"<html><body>{text}</body></html>",
        }
    )


def letter(text: str, attached: Mapping[str, bytes] | None = None) -> bytes:
    """Return a letter with what is attached to it."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "Gửi báo cáo", "a@x.vn", "b@x.vn"
    made.set_content(text)
    for name, data in (attached or {}).items():
        made.add_attachment(data, "application", "octet-stream", filename=name)
    return bytes(made)


def outlook_letter(text: str, attached: Mapping[str, bytes]) -> bytes:
    """Return a letter as Outlook keeps it."""
    streams = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": "Gửi báo cáo".encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }
    for number, (name, data) in enumerate(attached.items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        # Short streams would be filled up with zeros, which no text holds.
        streams[f"{folder}/__substg1.0_37010102"] = data.ljust(4096, b"\n")
    return compound(streams)


def packed(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def old_word(data: bytes) -> bytes:
    """Return a Word file as one of Word 97, by LibreOffice; the same where there is none."""
    office = [one for one in programs_for("doc") if one.name == LIBREOFFICE]
    if not office:
        return data
    with TemporaryDirectory() as name:
        place = Path(name) / "a.docx"
        place.write_bytes(data)
        profile = f"-env:UserInstallation=file://{name}/profile"
        convert = ("--headless", "--convert-to", "doc", "--outdir", name, str(place))
        subprocess.run([office[0].path, profile, *convert], check=True, capture_output=True)
        return place.with_suffix(".doc").read_bytes()
