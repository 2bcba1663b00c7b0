"""Stamped files: thirty-three in the forms that the rules were made for, thirty-four kept aside.

The forms of the second half were written before anything was measured; no rule is changed for
one of them without a new form in its place.
"""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from tests.bench.stamping import making as make
from tests.bench.stamping.making import BODY, HEAD, PLAIN
from tests.extract.making import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "Thư Lam Điền"
"""Begins the names of all stamped files, so that it can be looked for."""
FOLDER = "Hồ Bích Liễu"
"""They lie in, so that their paths can be looked for."""

_nfd = partial(unicodedata.normalize, "NFD")
_VNI_BODY = "Ñoaøn coâng taùc Hoaøng Oanh Vuõ ñaõ laøm vieäc vôùi baïn veà hôïp taùc ñaøo taïo."


def _named(made: Mapping[str, Callable[[], bytes]]) -> dict[str, Callable[[], bytes]]:
    """Give all but archives the name that is looked for: an archive is no secret by its name."""
    return {
        name if name.endswith(".zip") else f"{NAME} {name}": maker for name, maker in made.items()
    }


def _utf8(text: str) -> bytes:
    return text.encode()


def known() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of the first half by name of the file."""
    made: dict[str, Callable[[], bytes]] = {
        "01 nfc.txt": lambda: _utf8(make.typed("MẬT")),
        "02 nfd.txt": lambda: _utf8(_nfd(make.typed("TỐI MẬT"))),
        "03 spaced.txt": lambda: _utf8(make.typed("T U Y Ệ T   M Ậ T")),
        "04 tcvn3.txt": lambda: make.tcvn3(make.typed("TỐI MẬT", after=2)),
        "05 vni.txt": lambda: f"TOÁI MAÄT\n{_VNI_BODY}\n{_VNI_BODY}".encode("cp1252"),
        "06 utf-16.txt": lambda: make.typed("TUYỆT MẬT", after=1).encode("utf-16"),
        "07.md": lambda: _utf8(f"# Báo cáo\n\nMẬT\n\n- {BODY[2]}\n- {BODY[3]}\n"),
        "08.html": lambda: make.web("TỐI MẬT"),
        "09 cell.html": lambda: make.web("MẬT", cell=True),
        "10 body.docx": lambda: make.document(paragraph("MẬT")),
        "11 header.docx": lambda: make.document(parts={"header1": paragraph("TỐI MẬT")}),
        "12 footer.docx": lambda: make.document(parts={"footer1": paragraph("MẬT")}),
        "13 box.docx": lambda: make.document(make.old_box("TUYỆT MẬT")),
        "14 table.docx": lambda: make.document(
            f"<w:tbl><w:tr><w:tc>{paragraph(HEAD[0])}</w:tc>"
            f"<w:tc>{paragraph('MẬT')}</w:tc></w:tr></w:tbl>"
        ),
        "15 nfd header.docx": lambda: make.document(parts={"header1": paragraph(_nfd("TỐI MẬT"))}),
        "16.pdf": lambda: make.printed(("MẬT", *HEAD, *BODY)),
        "17 second.pdf": lambda: make.printed((*HEAD, *BODY), ("TỐI MẬT", PLAIN), (PLAIN,)),
        "18 third.pdf": lambda: make.printed((*HEAD, *BODY), (PLAIN,), ("MẬT", PLAIN)),
        "19 tcvn3.pdf": lambda: make.printed(("Tối mật", *BODY[1:]), old=True),
        "20 scan.pdf": lambda: make.scanned(make.scan("MẬT", turn=12)),
        "21 scan.png": lambda: make.image(make.scan("TUYỆT MẬT", turn=20, red=False), "PNG"),
        "22 - TUYỆT MẬT.pdf": lambda: make.printed((*HEAD, *BODY)),
        "23_TỐI MẬT_bản cuối.txt": lambda: _utf8("\n".join((*HEAD, *BODY))),
        "24.zip": lambda: make.packed(
            {f"{NAME} a.docx": make.document(paragraph("T Ố I  M Ậ T")), "b.txt": _utf8(PLAIN)}
        ),
        "25.zip": lambda: make.packed(
            {f"x/MẬT_{NAME} b.txt": _utf8(BODY[2]), "c.txt": _utf8(f"{PLAIN} Bản hai.")}
        ),
        "26.odt": lambda: make.open_document(
            "text", "".join(f"<text:p>{line}</text:p>" for line in ("TỐI MẬT", *BODY))
        ),
        "27.rtf": lambda: make.rich("MẬT"),
        "28.pptx": lambda: make.slides("\n".join(("TỐI MẬT", *BODY)), PLAIN),
        "29.xlsx": lambda: make.sheet((HEAD[0], "MẬT"), BODY[:2], BODY[2:]),
        "30.doc": lambda: make.old_word(make.document(paragraph("TUYỆT MẬT"))),
        "61 attached.eml": lambda: make.letter(
            PLAIN, {"a.docx": make.document(), f"{NAME}.docx": make.document(paragraph("MẬT"))}
        ),
        "62 attached.msg": lambda: make.outlook_letter(
            PLAIN, {f"{NAME}.pdf": make.printed(("TỐI MẬT", *HEAD, *BODY))}
        ),
        "63 attached scan.eml": lambda: make.letter(
            PLAIN, {f"{NAME}.pdf": make.scanned(make.scan("MẬT", turn=12))}
        ),
    }
    return _named(made)


def kept_aside() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of the second half by name of the file."""
    split = make.runs("Độ mật: Mật")
    second_page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + paragraph("MẬT")
    made: dict[str, Callable[[], bytes]] = {
        "31 label.txt": lambda: _utf8(make.typed("Độ mật: Tối mật", after=3)),
        "32 bracket.txt": lambda: _utf8(make.typed("[ TUYỆT MẬT ]", after=4)),
        "33 cp1258.txt": lambda: make.cp1258(make.typed("TỐI MẬT", after=1)),
        "34 number.txt": lambda: _utf8("\n".join((*HEAD[:3], "Số: 15/BC-PX      MẬT", "", *BODY))),
        "35 frame.txt": lambda: _utf8(make.typed("╔═══════════╗\n║  TỐI MẬT  ║\n╚═══════════╝")),
        "36 vni.txt": lambda: f"TUYEÄT MAÄT\n{_VNI_BODY}\n{_VNI_BODY}".encode("cp1252"),
        "37 nfd spaced.txt": lambda: _utf8(_nfd(make.typed("M Ậ T"))),
        "38.eml": lambda: make.letter("\n".join(("TỐI MẬT", *BODY))),
        "39.epub": lambda: make.book("TUYỆT MẬT"),
        "40.mht": lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
            b"--x\r\nContent-Type: text/html; charset=utf-8\r\n"
            b"Content-Transfer-Encoding: 8bit\r\n\r\n" + make.web("MẬT") + b"\r\n--x--\r\n"
        ),
        "41 entities.html": lambda: make.web("T&#7888;I&nbsp;M&#7852;T"),
        "42 runs.docx": lambda: make.document(parts={"footer1": split}),
        "43 box.docx": lambda: make.document(make.new_box("TỐI MẬT")),
        "44 second.docx": lambda: make.document(after=second_page + paragraph(PLAIN)),
        "45 old font.docx": lambda: make.document(parts={"header1": make.old_font("TỐI MẬT")}),
        "46 nbsp.docx": lambda: make.document(paragraph("M\xa0Ậ\xa0T")),
        f"47 - {_nfd('TUYỆT MẬT')}.docx": make.document,
        "48 nfd.pdf": lambda: make.printed((_nfd("TUYỆT MẬT"), *map(_nfd, (*HEAD, *BODY)))),
        "49 spaced.pdf": lambda: make.printed((*HEAD, "T Ố I   M Ậ T", *BODY)),
        "50 noun.pdf": lambda: make.printed(("TÀI LIỆU TUYỆT MẬT", *HEAD, *BODY)),
        "51 turned.pdf": lambda: make.scanned(make.scan("TỐI MẬT", turn=-11)),
        "52 cover.pdf": lambda: make.scanned(make.scan(), make.scan("TUYỆT MẬT")),
        "53 blurred.jpg": lambda: make.image(
            make.scan("TỐI MẬT", turn=-7, blur=1.2), "JPEG", quality=60
        ),
        "54 turned.tif": lambda: make.image(make.scan("MẬT", turn=18, red=False), "TIFF"),
        "55.zip": lambda: make.packed(
            {"trong.zip": make.packed({f"{NAME}.txt": _utf8(make.typed("MẬT"))})}
        ),
        "56.zip": lambda: make.packed(
            {f"{NAME} quét.png": make.image(make.scan("MẬT", turn=5), "PNG")}
        ),
        "57.pptx": lambda: make.slides("\n".join(BODY), f"{PLAIN}\nTUYỆT MẬT"),
        "58.ods": lambda: make.open_document(
            "spreadsheet",
            '<table:table table:name="S"><table:table-row>'
            + "".join(
                f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                for cell in (HEAD[0], "TỐI MẬT")
            )
            + f"</table:table-row><table:table-row><table:table-cell><text:p>{BODY[2]}</text:p>"
            "</table:table-cell></table:table-row></table:table>",
        ),
        "64 name.eml": lambda: make.letter(
            PLAIN, {f"MẬT_{NAME}.docx": make.document(), "b.txt": _utf8(PLAIN)}
        ),
        "65 packed.eml": lambda: make.letter(
            PLAIN,
            {"a.zip": make.packed({f"{NAME}.docx": make.document(paragraph("TUYỆT MẬT"))})},
        ),
        "66 within.msg": lambda: make.outlook_letter(
            PLAIN,
            {"a.eml": make.letter(PLAIN, {f"{NAME}.rtf": make.rich("TỐI MẬT", header=True)})},
        ),
        "67 scan.msg": lambda: make.outlook_letter(
            PLAIN, {f"{NAME}.jpg": make.image(make.scan("TỐI MẬT", turn=-7), "JPEG")}
        ),
        "59 header.rtf": lambda: make.rich("TỐI MẬT", header=True),
        "60 header.doc": lambda: make.old_word(
            make.document(
                after='<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>',
                parts={"header1": paragraph("MẬT")},
            )
        ),
    }
    return _named(made)
