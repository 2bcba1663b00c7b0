"""Parts of Word that python-docx does not write: footnotes, text boxes, insertions, controls."""

from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from tests.samples.blocks import Control, Inserted
from tests.samples.inline import plain

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:footnote>"
)
# Word itself writes a text box twice: as a shape, and as VML for readers before 2010.
BOX = """<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5580000" cy="1260000"/>
<wp:docPr id="7" name="Text Box 7"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5580000" cy="1260000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>
<a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r>
<w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:440pt;height:100pt"><v:textbox><w:txbxContent><w:p><w:r>
<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def add_note_mark(line: Paragraph, number: int) -> None:
    """Put the reference of a footnote at the end of a paragraph."""
    line._p.append(
        parse_xml(f'<w:r xmlns:w="{W}">{RAISED}<w:footnoteReference w:id="{number}"/></w:r>')
    )


def add_notes_part(document: Document, notes: list[str]) -> None:
    """Add the part that holds the footnotes, numbered from 1."""
    made = "".join(_note(number, text) for number, text in enumerate(notes, start=1))
    xml = f'<w:footnotes xmlns:w="{W}">{SEPARATORS}{made}</w:footnotes>'
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    name = PackURI("/word/footnotes.xml")
    package = document.part.package
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_text_box(line: Paragraph, text: str) -> None:
    """Put a text box into a paragraph."""
    xml = BOX.format(names=NAMESPACES, text=escape(plain(text)))
    line._p.append(parse_xml(xml.replace("\n", "")))


def add_insertion(line: Paragraph, block: Inserted) -> None:
    """Put text into a paragraph as a tracked insertion."""
    opening = f'<w:ins xmlns:w="{W}" w:id="901" w:author="{escape(block.author)}"'
    words = f"<w:r><w:t>{escape(plain(block.text))}</w:t></w:r>"
    line._p.append(parse_xml(f'{opening} w:date="2019-11-04T09:20:00Z">{words}</w:ins>'))


def add_control(line: Paragraph, block: Control) -> None:
    """Put a plain-text content control into a paragraph."""
    properties = f'<w:sdtPr><w:alias w:val="{escape(block.label)}"/><w:id w:val="4021"/><w:text/>'
    words = f"<w:r><w:t>{escape(plain(block.text))}</w:t></w:r>"
    xml = f"{properties}</w:sdtPr><w:sdtContent>{words}</w:sdtContent>"
    line._p.append(parse_xml(f'<w:sdt xmlns:w="{W}">{xml}</w:sdt>'))


def add_page_field(line: Paragraph) -> None:
    """Put the number of the page at the end of a paragraph."""
    number = "<w:r><w:t>1</w:t></w:r>"
    xml = f'<w:fldSimple xmlns:w="{W}" w:instr=" PAGE ">{number}</w:fldSimple>'
    line._p.append(parse_xml(xml))


def blacken(style: BaseOxmlElement) -> None:
    """Take the colours, borders and theme fonts of python-docx's template out of a style."""
    for name in ("w:color", "w:pBdr"):
        for element in style.findall(f".//{qn(name)}"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    for fonts in style.findall(f".//{qn('w:rFonts')}"):
        for key in [key for key in fonts.attrib if str(key).endswith("Theme")]:
            del fonts.attrib[key]


def _note(number: int, text: str) -> str:
    mark = f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
    words = f'<w:r><w:t xml:space="preserve"> {escape(plain(text))}</w:t></w:r>'
    return f'<w:footnote w:id="{number}"><w:p>{mark}{words}</w:p></w:footnote>'
