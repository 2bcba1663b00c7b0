"""A text turned into a PDF on A4, in the manner of an office."""

from io import BytesIO

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate

from tests.samples.blocks import Text
from tests.samples.flow import Setter
from tests.samples.typeface import Look
from tests.samples.wording import notice

LEFT, RIGHT, TOP, BOTTOM = 3 * cm, 2 * cm, 2 * cm, 2 * cm


def pdf(text: Text) -> bytes:
    """Set a text on A4 with a page number at the top from page 2 on."""
    look = Look(text.field("font") or "narrow", float(text.field("size") or 11.5))
    out = BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        invariant=1,
    )
    setter = Setter(look, A4[0] - LEFT - RIGHT - 12)

    def number(canvas: Canvas, _template: SimpleDocTemplate) -> None:
        canvas.setFont(look.family, 11)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.4 * cm, str(canvas.getPageNumber()))

    template.build(flowables(text, setter), onLaterPages=number)
    return finished(out.getvalue(), text)


def flowables(text: Text, setter: Setter) -> list[Flowable]:
    """Set the notice, the blocks and the notes of a text."""
    banner = setter.paragraph(notice(text.field("language")), "notice")
    return [banner, *setter.story(text.blocks), *setter.notes(text.notes)]


def finished(data: bytes, text: Text) -> bytes:
    """Write the properties that the text asks for, right or wrong, and a fixed date."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        info = document.docinfo
        for key in list(info.keys()):
            del info[key]
        stamp = text.field("created").replace("-", "")
        info["/CreationDate"] = f"D:{stamp}083000+07'00'"
        info["/ModDate"] = f"D:{stamp}101500+07'00'"
        for name in ("Title", "Author", "Subject", "Keywords", "Producer", "Creator"):
            if value := text.field(name.lower()):
                info[f"/{name}"] = value
        document.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()
