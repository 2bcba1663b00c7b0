"""One sentence in every spelling and kind of file is found, and marked as it stands there."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from indexer.language.encodings import TCVN3, VISCII, VNI, VPS, Encoding
from tests.extract.making import Font, Line, pdf, word
from tests.language.encodings.typed import typed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

_CLAUSE = "Đồng bào được hướng dẫn kỹ thuật thủy lợi"
_OLD_PLACES = "Đồng bào được hướng dẫn kĩ thuật thuỷ lợi"
_ENGLISH = "final office report international cooperation 2016"

_TCVN3_BYTES = {TCVN3.signs[byte]: byte for byte in range(255, 31, -1)}


def _in_word(encoding: Encoding, font: str) -> bytes:
    """Return a Word file as those fonts were used: letters of cp1252 that look like others."""
    codes = (bytes([code]) for code in typed(_CLAUSE, encoding))
    shown = "".join(code.decode("cp1252", "ignore") or code.decode("latin-1") for code in codes)
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return word(f"<w:p><w:r>{fonts}<w:t>{shown}</w:t></w:r></w:p>")


def _in_pdf(font: Font) -> bytes:
    return pdf([[Line(_CLAUSE, font)]])


_FILES: dict[str, bytes] = {
    "nfc.txt": _CLAUSE.encode(),
    "nfd.txt": unicodedata.normalize("NFD", _CLAUSE).encode(),
    "utf-16.txt": _CLAUSE.encode("utf-16"),
    "plain-tcvn3.txt": typed(_CLAUSE, TCVN3),
    "plain-vni.txt": typed(_CLAUSE, VNI),
    "plain-viscii.txt": typed(_CLAUSE, VISCII),
    "plain-vps.txt": typed(_CLAUSE, VPS),
    "saved-as-unicode.txt": typed(_CLAUSE, TCVN3).decode("cp1252").encode(),
    "tcvn3.docx": _in_word(TCVN3, ".VnTime"),
    "vni.docx": _in_word(VNI, "VNI-Times"),
    "viscii.docx": _in_word(VISCII, "VI Times"),
    "vps.docx": _in_word(VPS, "VPS Times"),
    "tcvn3.pdf": _in_pdf(Font("ABCDEF+.VnTime", _TCVN3_BYTES)),
    "unicode.pdf": _in_pdf(Font("ABCDEF+TimesNewRoman")),
    "page.html": f"<html><body><p>{_CLAUSE}</p></body></html>".encode(),
    "marked-up.html": f"<html><body>{_CLAUSE.replace('kỹ', '<b>k</b>ỹ')}</body></html>".encode(),
    "note.md": f"# Ghi chép\n\n- **{_CLAUSE.replace(' dẫn', '** dẫn')}\n".encode(),
}
"""Files of which a reader makes the clause letter by letter."""

_TEXTS = (
    _OLD_PLACES,
    _CLAUSE.upper(),
    _CLAUSE.replace("ư", "ƣ"),
    _CLAUSE.replace("Đ", "Ð"),
    _CLAUSE.replace("Đ", "Ñ").replace("đ", "ñ"),
    "Đồngbào được hướngdẫn kỹthuật thủylợi",
    "Đồngbàođượchướngdẫnkỹthuậtthủylợi",
    "Đồng bào đựơc hứơng dẫn kỹ thuật thủy lợi",
    "Đồng bào đư\xadợc hướng dẫn kỹ thuật thủy lợi",
    "Đồng bào được hướng\u200b dẫn kỹ thu\u200bật thủy\u2060 lợi",
    "Đồng\xa0bào được hướng\u202fdẫn kỹ thuật thủy lợi",
)
"""The clause as it stands in files of text, whose letters a reader leaves as they are."""

_ENGLISH_TEXTS = (
    _ENGLISH,
    "ﬁnal oﬃce report international cooperation 2016",
    "final office report international cooperation ２０１６",
    "ｆｉｎａｌ office report international cooperation 2016",
    "final office report interna-\ntional coop-\neration 2016",
    "final office report interna\xad\ntional coop\u200beration 2016",
    "𝐟𝐢𝐧𝐚𝐥 office report international cooperation 2016",
)

_VIETNAMESE_QUESTIONS = (
    _CLAUSE,
    "dong bao duoc huong dan ky thuat thuy loi",
    _CLAUSE.upper(),
    unicodedata.normalize("NFD", _CLAUSE),
    _OLD_PLACES,
)
_ENGLISH_QUESTIONS = (_ENGLISH, _ENGLISH.upper())


def test_one_question_finds_and_marks_every_spelling(run: Run, tmp_path: Path) -> None:
    """However it is asked, all files are found, and the marks cover their own letters alone."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, data in _FILES.items():
        (folder / name).write_bytes(data)
    for number, text in enumerate((*_TEXTS, *_ENGLISH_TEXTS)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert run("add", folder).code == 0
    vietnamese = Counter(map(_bare, [*[_CLAUSE] * len(_FILES), *_TEXTS]))
    for question in _VIETNAMESE_QUESTIONS:
        assert _marked(run, question) == vietnamese, question
    english = Counter(map(_bare, _ENGLISH_TEXTS))
    for question in _ENGLISH_QUESTIONS:
        assert _marked(run, question) == english, question


def _marked(run: Run, question: str) -> Counter[str]:
    """Return what is marked on each page that ``question`` finds, its pieces joined."""
    found = run("search", question, "--limit", "100", "--json").json
    pages = [page for work in found["works"] for page in work["pages"]]
    assert len(pages) == found["total"]
    return Counter(
        _bare("".join(page["snippet"][mark["start"] : mark["end"]] for mark in page["marks"]))
        for page in pages
    )


def _bare(text: str) -> str:
    """Return ``text`` without blanks, as marks may end before them and a snippet changes them."""
    return "".join(text.split())
