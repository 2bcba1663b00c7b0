"""Small files made for the tests: PDFs byte by byte, Word files part by part."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from indexer.extract.budget import Budget
from indexer.extract.limits import Limits

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(slots=True)
class Font:
    """A simple font that gives out codes as letters are used, and says in which way."""

    name: str = "Helvetica"
    byte_of: Mapping[str, int] | None = None
    """With it the font is a TCVN3 one: glyphs called G and the byte, no word on Unicode."""
    codes: dict[str, int] = field(default_factory=dict)

    def show(self, text: str) -> bytes:
        """Return the operand that shows ``text``."""
        codes = bytes(self.codes.setdefault(letter, len(self.codes) + 1) for letter in text)
        return b"<" + codes.hex().encode() + b">"

    def dictionary(self, tounicode: int) -> bytes:
        """Return the font's dictionary; object ``tounicode`` holds its map."""
        start = b"<< /Type /Font /Subtype /Type1 /BaseFont /" + self.name.encode()
        widths = b" /FirstChar 1 /LastChar 255 /Widths [" + b"500 " * 255 + b"]"
        if self.byte_of is None:
            return start + widths + b" /ToUnicode %d 0 R >>" % tounicode
        names = b" ".join(b"/G%d" % self.byte_of[letter] for letter in self.codes)
        return start + widths + b" /Encoding << /Differences [1 " + names + b"] >> >>"

    def unicode_map(self) -> bytes:
        """Return the map of the codes to Unicode (ISO 32000-1, 9.10.3)."""
        rows = [
            b"<%02x> <%s>" % (code, letter.encode("utf-16-be").hex().encode())
            for letter, code in self.codes.items()
        ]
        body = b"\n".join(b"1 beginbfchar\n" + row + b"\nendbfchar" for row in rows)
        return (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            b"1 begincodespacerange <00> <ff> endcodespacerange\n" + body + b"\nendcmap end end"
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page."""

    text: str
    font: Font
    x: float = 72
    y: float | None = None
    """From the page's lower left; by default 20 points below the line before."""


def pdf(
    pages: Iterable[list[Line] | bytes],
    *,
    catalog: bytes = b"",
    page: bytes = b"",
    info: bytes = b"",
    under: bytes = b"",
) -> bytes:
    """Return a PDF of pages of lines, or of whatever content stream is given as bytes.

    ``under`` is drawn on each page before anything else.
    """
    fonts: dict[int, Font] = {}
    contents = [
        under + (each if isinstance(each, bytes) else _content(each, fonts)) for each in pages
    ]
    objects = [b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>", b"", info or b"<< >>"]
    resources = b"<< /Font <<"
    for number, font in enumerate(fonts.values()):
        resources += b" /F%d %d 0 R" % (number, len(objects) + 1)
        objects.append(font.dictionary(len(objects) + 2))
        objects.append(_stream(font.unicode_map()))
    resources += b" >> >>"
    kids = []
    for content in contents:
        objects.append(_stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources "
            % len(objects)
            + resources
            + b" "
            + page
            + b" >>"
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _content(lines: list[Line], fonts: dict[int, Font]) -> bytes:
    parts = []
    for row, line in enumerate(lines):
        fonts.setdefault(id(line.font), line.font)
        number = list(fonts).index(id(line.font))
        operand = line.font.show(line.text)
        y = 700 - 20 * row if line.y is None else line.y
        parts.append(b"BT /F%d 12 Tf %g %g Td %s Tj ET" % (number, line.x, y, operand))
    return b"\n".join(parts)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\n" % (len(objects) + 1)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % table)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word file."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word(body: str, parts: Mapping[str, str] | None = None, *, prologue: str = "") -> bytes:
    """Return a Word file; ``parts`` are XML by names such as header1, footnotes, styles."""
    made = BytesIO()
    parts = parts or {}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", _content_types(parts))
        container.writestr("_rels/.rels", _relations({"word/document": "officeDocument"}))
        roles = {name: name.rstrip("0123456789") for name in parts}
        container.writestr("word/_rels/document.xml.rels", _relations(roles))
        document = f"<w:document {_names()}><w:body>{body}</w:body></w:document>"
        container.writestr("word/document.xml", prologue + document)
        for name, xml in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(roles[name], roles[name])
            container.writestr(f"word/{name}.xml", f"<w:{root} {_names()}>{xml}</w:{root}>")
    return made.getvalue()


def _names() -> str:
    return f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}" xmlns:v="urn:schemas-microsoft-com:vml"'


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in [
            ("document", "document.main"),
            *((name, name.rstrip("0123456789")) for name in parts),
        ]
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(roles: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{role}" Target="{name}.xml"/>'
        for number, (name, role) in enumerate(roles.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def ample() -> Budget:
    """Return time for reading that no test needs."""
    return Budget.of(Limits())


def container(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP container; a member called mimetype is stored as it is, and first."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in sorted(members.items(), key=lambda member: member[0] != "mimetype"):
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, data, method)
    return made.getvalue()


def related(*relations: tuple[str, str, str], strict: bool = False) -> str:
    """Return a part of relations; each is an id, a role and a target."""
    base = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else _R
    rows = "".join(
        f'<Relationship Id="{key}" Type="{base}/{role}" Target="{target}"/>'
        for key, role, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def ole(*names: str, top: int = 0, stream: bytes = b"") -> bytes:
    """Return an OLE file whose directory has these entries, and one sector that holds ``stream``.

    The first ``top`` entries behind the root stand at the top, all if 0; the others are within.
    """
    last = (top or len(names) - 1) if len(names) > 1 else 0
    entries = b""
    for number, name in enumerate(names):
        right = number + 1 if 0 < number < last else 0xFFFFFFFF
        child = 1 if number == 0 and len(names) > 1 else 0xFFFFFFFF
        title = (name + "\0").encode("utf-16-le")
        entries += struct.pack(
            "<64sHBBIII", title, len(title), 5, 1, 0xFFFFFFFF, right, child
        ).ljust(128, b"\0")
    # Sector 0 is the allocation table, 1 the directory, 2 the stream; each has no successor.
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(22) + struct.pack("<H16xI24x", 9, 1)
    head += struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", *([0xFFFFFFFE] * 128))
    return head + table + entries.ljust(512, b"\0") + stream.ljust(512, b"\0")
