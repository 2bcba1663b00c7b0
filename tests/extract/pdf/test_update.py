"""Mended fonts stand behind the file's own bytes where that can be, and are read in any case."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from indexer.extract.budget import Budget
from indexer.extract.limits import Limits
from indexer.extract.pdf import read_pdf
from indexer.extract.pdf.rewrite import rewrite
from indexer.language.encodings import TCVN3
from tests.extract.making import Font, Line, pdf

TEXT = "phương hướng hợp tác quốc tế"
READ = TEXT + "\nGIẢI PHÁP"
_BYTES = {TCVN3.signs[byte]: byte for byte in range(255, 31, -1)}


def _old() -> bytes:
    return pdf(
        [[Line(TEXT, Font("ABCDEF+.VnTime", _BYTES)), Line("giải pháp", Font(".VnTimeH", _BYTES))]]
    )


def _saved(
    *,
    linearize: bool = False,
    streams: bool = False,
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    made = BytesIO()
    modes = pikepdf.ObjectStreamMode
    with pikepdf.open(BytesIO(_old())) as document:
        document.save(
            made,
            linearize=linearize,
            object_stream_mode=modes.generate if streams else modes.disable,
            encryption=encryption,
        )
    return made.getvalue()


def _both_forms() -> bytes:
    """Return a file with a table that names a stream of more cross-references, as Word writes it.

    In the stream stands one object more, which those who know no such streams do without.
    """
    old = _old()
    start = old.rindex(b"xref\n0 ")
    size = int(old[start:].split(maxsplit=3)[2])
    both = b"/Size %d" % (size + 2)
    lost = b"%d 0 obj\n(more)\nendobj\n" % size
    rows = b"".join(b"\1" + at.to_bytes(4) for at in (start, start + len(lost)))
    entries = b"/Type /XRef /W [ 1 4 0 ] /Index [ %d 2 ] %b" % (size, both)
    stream = b"%d 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        size + 1,
        entries,
        len(rows),
        rows,
    )
    named = b"<< /XRefStm %d %b" % (start + len(lost), both)
    table = old[start:].replace(b"<< /Size %d" % size, named)
    moved = start + len(lost) + len(stream)
    end = table.rindex(b"startxref")
    return b"".join((old[:start], lost, stream, table[:end], b"startxref\n%d\n%%%%EOF\n" % moved))


def _mended(data: bytes) -> bytes:
    rewritten = rewrite(data, Budget.of(Limits()))
    assert rewritten is not None
    return rewritten.data


def _text(data: bytes) -> str:
    (page,) = read_pdf(data, Budget.of(Limits())).pages
    return page.text


@pytest.mark.parametrize(
    "data",
    [
        _old(),
        _old().rstrip(),
        _saved(),
        _saved(streams=True),
        _saved(linearize=True),
        _saved(linearize=True, streams=True),
        _both_forms(),
    ],
    ids=["table", "no line end", "saved", "stream", "linear table", "linear stream", "both forms"],
)
def test_sound_files_are_updated(data: bytes) -> None:
    """With cross-references as a table or as a stream; the result is sound, and needs no more."""
    mended = _mended(data)
    assert mended.startswith(data)
    with pikepdf.open(BytesIO(mended), suppress_warnings=False) as document:
        assert document.check_pdf_syntax() == []
        (names,) = (sorted(page.Resources.Font.keys()) for page in document.pages)
        assert names == ["/F0", "/F1"]
    assert _text(data) == READ
    assert _text(mended) == READ
    assert rewrite(mended, Budget.of(Limits())) is None


@pytest.mark.parametrize(
    "data",
    [
        _saved(encryption=pikepdf.Encryption(user="", owner="owner", R=6)),
        b"junk\n" + _old(),
        _old().replace(b"trailer\n<< ", b"trailer\n<< /XRefStm 9 "),
        _old().replace(b"startxref\n", b"startxref\n9"),
        _old()[: _old().index(b"startxref")],
        _old() + b"\n" * 2000,
    ],
    ids=["encrypted", "late header", "wrong stream", "wrong place", "cut off", "long tail"],
)
def test_other_files_are_written_anew(data: bytes) -> None:
    """What an update could break is saved as a whole, and read all the same."""
    assert not _mended(data).startswith(data)
    assert _text(data) == READ
