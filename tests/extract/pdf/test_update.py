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
    ],
    ids=["table", "no line end", "saved", "stream", "linear table", "linear stream"],
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


def _both_forms() -> bytes:
    """Return a file with a table that names a stream of more cross-references."""
    return _old().replace(b"trailer\n<< ", b"trailer\n<< /XRefStm 9 ")


@pytest.mark.parametrize(
    "data",
    [
        _saved(encryption=pikepdf.Encryption(user="", owner="owner", R=6)),
        b"junk\n" + _old(),
        _both_forms(),
        _old().replace(b"startxref\n", b"startxref\n9"),
        _old()[: _old().index(b"startxref")],
        _old() + b"\n" * 2000,
    ],
    ids=["encrypted", "late header", "both forms", "wrong place", "cut off", "long tail"],
)
def test_other_files_are_written_anew(data: bytes) -> None:
    """What an update could break is saved as a whole, and read all the same."""
    assert not _mended(data).startswith(data)
    assert _text(data) == READ
