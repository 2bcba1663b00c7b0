"""Twenty hostile files among two hundred: the others are read, and these are named, each once."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest

from indexer.records.files import Reading
from tests.extract.making import Font, Line, container, ole, paragraph, pdf, word
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    _Maker = Callable[[random.Random], bytes]

_SEED = 20
_SOUND = 180
_CPU_SECONDS = 3
"""What one file may take, as a librarian could set it."""


def _sound_pdf(chance: random.Random) -> bytes:
    font = Font()
    texts = [f"Đoàn công tác số {chance.randrange(1000)} thăm trường bạn" for _ in range(20)]
    return pdf([[Line(text, font) for text in texts]])


def _noise(chance: random.Random) -> bytes:
    return b"%PDF-1.7\n" + chance.randbytes(20_000)


def _cut_pdf(chance: random.Random) -> bytes:
    return _sound_pdf(chance)[: chance.randrange(60, 300)]


def _circle(_: random.Random) -> bytes:
    """Return a PDF whose pages are their own children."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3/Prev 9>>\nstartxref\n9\n%%EOF\n"
    )


def _inflating_pdf(_: random.Random) -> bytes:
    """Return a PDF whose page becomes a gigabyte when it is unpacked, twice over."""
    packed = zlib.compress(zlib.compress(b" " * (1 << 29), 9), 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj" + stream + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
    )


def _locked_pdf(chance: random.Random) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(_sound_pdf(chance))) as opened:
        opened.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


def _cut_word(chance: random.Random) -> bytes:
    return word(paragraph("Đoàn công tác " * 200))[: -chance.randrange(50, 150)]


def _word_bomb(_: random.Random) -> bytes:
    return container({"word/document.xml": b" " * (80 << 20)})


def _many_members(_: random.Random) -> bytes:
    return container({f"word/{number}": b"" for number in range(5001)})


def _overlapping(_: random.Random) -> bytes:
    """Return a container whose directory names one member two thousand times."""
    raw = container({"word/document.xml": b" " * (1 << 20)})
    directory, end = raw.find(b"PK\1\2"), raw.find(b"PK\5\6")
    entry, trailer = raw[directory:end], bytearray(raw[end:])
    struct.pack_into("<HHII", trailer, 8, 2000, 2000, 2000 * len(entry), directory)
    return raw[:directory] + 2000 * entry + bytes(trailer)


def _laughs(_: random.Random) -> bytes:
    """Return a Word file whose entities grow tenfold, nine times over."""
    names = "abcdefghij"
    rows = [f'<!ENTITY {names[0]} "ha">']
    rows += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return word(paragraph("&j;"), prologue=f"<!DOCTYPE w:document [{''.join(rows)}]>")


def _deep(_: random.Random) -> bytes:
    """Return a text document whose elements lie a hundred thousand deep in each other."""
    depth = 100_000
    body = "<text:p>" * depth + "</text:p>" * depth
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    return container({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}>{body}",
    })  # fmt: skip


def _locked_word(_: random.Random) -> bytes:
    return ole("Root Entry", "EncryptedPackage", "EncryptionInfo")


def _broken_ole(chance: random.Random) -> bytes:
    return ole("Root Entry", "WordDocument")[:512] + chance.randbytes(4000)


def _locked_archive(_: random.Random) -> bytes:
    made = bytearray(container({"bao-cao.txt": b"Doan cong tac"}))
    made[made.find(b"PK\1\2") + 8] |= 1
    return bytes(made)


def _archive_bomb(_: random.Random) -> bytes:
    return container({"a.txt": b"0" * (300 << 20)})


def _broken_rtf(chance: random.Random) -> bytes:
    return b"{\\rtf1" + b"{" * 100_000 + chance.randbytes(1000)


def _vast_picture(_: random.Random) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def _program(chance: random.Random) -> bytes:
    return b"MZ\0" + chance.randbytes(5000)


def _nothing(_: random.Random) -> bytes:
    return b""


def _zeros(_: random.Random) -> bytes:
    return bytes(100_000)


_HOSTILE: dict[str, _Maker] = {
    "noise.pdf": _noise,
    "cut.pdf": _cut_pdf,
    "circle.pdf": _circle,
    "inflating.pdf": _inflating_pdf,
    "locked.pdf": _locked_pdf,
    "cut.docx": _cut_word,
    "bomb.docx": _word_bomb,
    "members.docx": _many_members,
    "overlapping.docx": _overlapping,
    "laughs.docx": _laughs,
    "deep.odt": _deep,
    "locked.docx": _locked_word,
    "broken.doc": _broken_ole,
    "locked.zip": _locked_archive,
    "bomb.zip": _archive_bomb,
    "broken.rtf": _broken_rtf,
    "vast.png": _vast_picture,
    "program.txt": _program,
    "nothing.docx": _nothing,
    "zeros.txt": _zeros,
}


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    library = SmallLibrary(place)
    sound = _SOUND if full else _SOUND // 15
    _lay_out(library, sound)
    library.run("source", "add", library.documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KYYEU_INDEXER_READ_CPU_SECONDS", str(_CPU_SECONDS))
        (report,) = library.ask("nightly")
    listed = {one["name"]: one["reading"] for one in library.ask("files")}
    wrong = [
        f"{name}: {reading}"
        for name, reading in listed.items()
        if (reading == Reading.READ) == (name in _HOSTILE)
    ]
    if report["problems"] != len(_HOSTILE):
        wrong.append(f"{report['problems']} named")
    if (found := len(library.works())) < sound:
        wrong.append(f"{found} found")
    held = sum(reading == Reading.READ for reading in listed.values())
    note = f"{held} read, {report['problems']} named"
    return Tally(len(listed), len(listed) - len(wrong), "; ".join([note, *wrong[:5]]))


def _lay_out(library: SmallLibrary, sound: int) -> None:
    """Put the hostile files among so many sound ones of three kinds."""
    chance = random.Random(_SEED)  # noqa: S311 - what is broken where, no secret
    library.put(0, sound // 3)
    for number in range(sound // 3):
        (library.documents / f"{number}.pdf").write_bytes(_sound_pdf(chance))
        text = paragraph(f"Đoàn công tác số {chance.random()}")
        (library.documents / f"{number}.docx").write_bytes(word(text))
    for name, make in _HOSTILE.items():
        (library.documents / name).write_bytes(make(chance))


FAULT = Fault("twenty hostile files", _try_out)
