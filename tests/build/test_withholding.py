"""Nothing of a file is kept before its first pages were seen, whatever ends the run."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from indexer.build import read as reading
from indexer.build.batch import Batch
from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, Reading, SourceKind
from indexer.records.works import Intake
from tests.extract.making import Font, Line, ole, pdf
from tests.extract.ocr.printing import LINES, bound, needs_tesseract, picture, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAME = "Thư Lam Điền.txt"
_TEXT = "Quyết tâm mang tên Hoàng Oanh Vũ."


@pytest.fixture
def folder(batch: Batch, tmp_path: Path) -> Path:
    """A registered source."""
    made = tmp_path / "source"
    made.mkdir()
    with batch.catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(made))
    return made


def _run(batch: Batch) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    run.scan()
    run.read()
    return run


def _files(batch: Batch) -> dict[str, File]:
    with batch.catalogue.read() as view:
        return {file.name: file for file in view.files.all()}


def _traces(batch: Batch) -> list[str]:
    """Return the files of the corpus that hold the name or a word of the secret file."""
    forms = [
        unicodedata.normalize(form, word).encode()
        for word in ("Lam Điền", "Oanh Vũ")
        for form in ("NFC", "NFD")
    ]
    return [
        str(path)
        for path in batch.settings.corpus.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def _two_pages() -> bytes:
    """Return a PDF with a picture and a page of text, as of a scanned letter and its annex."""
    annex = pdf([[Line("Phụ lục về chương trình hợp tác đào tạo cán bộ.", Font())]])
    made = BytesIO()
    with pikepdf.open(BytesIO(bound(picture()))) as letter, pikepdf.open(BytesIO(annex)) as other:
        letter.pages.extend(other.pages)
        letter.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("old.doc", ole("WordDocument"), Reading.AWAITING_TOOL),
        ("locked.docx", ole("EncryptedPackage"), Reading.ENCRYPTED),
        ("broken.pdf", b"%PDF-1.7 broken", Reading.DAMAGED),
        ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(64), Reading.UNSUPPORTED),
    ],
)
def test_what_cannot_be_read_stays_in_its_source(  # noqa: PLR0917 - three are fixtures
    batch: Batch,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: bytes,
    status: Reading,
) -> None:
    """It has its status and its place in the catalogue, no copy and no work."""
    monkeypatch.setattr("indexer.extract.programs.DIRECTORIES", "")
    (folder / name).write_bytes(data)
    _run(batch)
    file = _files(batch)[name]
    assert file.reading is status or status is Reading.AWAITING_TOOL
    assert not batch.corpus.originals.path(file.sha256).exists()
    assert not batch.corpus.texts.has(file.sha256, READER_VERSION)
    with batch.catalogue.read() as view:
        assert not view.works.all()
        assert [one.path for one in view.sources.sightings_of(file.sha256)] == [name.encode()]


def test_text_behind_a_picture_waits_for_what_is_on_the_picture(
    batch: Batch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without text recognition neither copy nor text is kept; with it the rest is read again."""
    (folder / "letter.pdf").write_bytes(_two_pages())
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: None)
    _run(batch)
    file = _files(batch)["letter.pdf"]
    assert file.reading is Reading.AWAITING_TOOL
    assert not batch.corpus.originals.path(file.sha256).exists()
    bare = batch.corpus.texts.load(file.sha256, READER_VERSION)
    assert bare is not None
    assert [page.text for page in bare.pages] == ["", ""]
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: object())
    monkeypatch.setattr("indexer.build.recognise.RECOGNISER", "tests.extract.readers:see_letter")
    _run(batch)
    file = _files(batch)["letter.pdf"]
    assert file.reading is Reading.READ
    assert batch.corpus.originals.is_sound(file.sha256)
    read = batch.corpus.texts.load(file.sha256, READER_VERSION)
    assert read is not None
    assert [page.text.split()[0] for page in read.pages] == ["Kính", "Phụ"]


def test_a_stamp_on_the_picture_takes_the_text_with_it(
    batch: Batch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was kept of the annex of a stamped letter."""
    (folder / "letter.pdf").write_bytes(_two_pages())
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: object())
    monkeypatch.setattr("indexer.build.recognise.RECOGNISER", "tests.extract.readers:see_stamp")
    run = _run(batch)
    (refused,) = run.report.refused
    assert not list((batch.settings.corpus / "texts").rglob(f"{refused.sha256}*"))
    assert not batch.corpus.originals.path(refused.sha256).exists()


@needs_tesseract
def test_scans_in_an_archive_are_recognised(batch: Batch, folder: Path) -> None:
    """Although they wait in it, and the archive is kept nowhere."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x/scan.pdf", bound(picture(LINES)))
    (folder / "all.zip").write_bytes(made.getvalue())
    _run(batch)
    file = _files(batch)["scan.pdf"]
    assert file.reading is Reading.READ
    assert batch.corpus.originals.is_sound(file.sha256)
    assert not list((batch.settings.corpus / "unpacked").iterdir())


@needs_tesseract
@pytest.mark.parametrize("turn", [12, -20])
def test_a_stamp_pressed_askew_is_seen(batch: Batch, folder: Path, turn: int) -> None:
    """Stamps are pressed by hand."""
    page = picture(("HỌC VIỆN", "", "", "", *LINES))
    seal = picture(("MẬT",)).crop((0, 0, 220, 110)).rotate(turn, expand=True, fillcolor=255)
    page.paste(seal, (330, 80))
    (folder / "scan.png").write_bytes(saved(page, "PNG"))
    assert len(_run(batch).report.refused) == 1


@pytest.mark.parametrize("moment", ["scanned", "unpacked", "read"])
def test_a_killed_run_leaves_nothing_after_the_next_one(
    batch: Batch, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Names stand in the catalogue until a file is read: the next run clears them."""
    text = f"TỐI MẬT\n{_TEXT}".encode()
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"{_NAME}.txt", text + b" ...")
    (folder / _NAME).write_bytes(text)
    (folder / unicodedata.normalize("NFD", f"bản {_NAME}")).write_bytes(text + b".")
    (folder / "all.zip").write_bytes(made.getvalue())

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if moment == "unpacked":
            patch.setattr("indexer.build.archives.shutil.rmtree", lambda *_, **__: None)
        if moment != "scanned":
            patch.setattr("indexer.build.read.refuse", killed)
        else:
            patch.setattr("indexer.build.read.ReadingPool", killed)
        with pytest.raises(KeyboardInterrupt):
            _run(batch)
    assert _traces(batch)
    run = _run(batch)
    assert len(run.report.refused) == 3
    assert not _traces(batch)


def test_what_was_gone_before_it_was_read_is_forgotten(batch: Batch, folder: Path) -> None:
    """Nobody knows what it was; the report names it once, and it may come back."""
    path = folder / _NAME
    path.write_text(f"{_TEXT}", encoding="utf-8")
    run = Batch(batch.settings, batch.catalogue)
    run.scan()
    path.unlink()
    run.read()
    assert [problem.problem for problem in run.report.problems] == [
        "missing: gone before it was read"
    ]
    assert not _files(batch)
    path.write_text("Báo cáo về hợp tác đào tạo.", encoding="utf-8")
    _run(batch)
    assert _files(batch)[_NAME].reading is Reading.READ


def test_what_was_missing_and_is_back_is_read(
    batch: Batch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changed while it was read, and changed back, is a file again."""
    path = folder / "note.txt"
    path.write_text("Một", encoding="utf-8")
    conclude = reading._conclude

    def changing(*arguments: object) -> None:
        path.write_text("Hai, đã đổi", encoding="utf-8")
        conclude(*arguments)  # type: ignore[arg-type]  # whatever it is called with

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_conclude", changing)
        _run(batch)
    assert _files(batch)["note.txt"].reading is Reading.MISSING
    path.write_text("Một", encoding="utf-8")
    os.utime(path, (1, 1))
    _run(batch)
    assert _files(batch)["note.txt"].reading is Reading.READ


def test_a_file_too_large_to_read_is_hashed_and_left(batch: Batch, tmp_path: Path) -> None:
    """A sparse file costs no memory and no disk."""
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(64 << 20)
    batch.add([path], Intake())
    reading.read_unread(batch.corpus, Limits(file_bytes=1 << 20), 1, batch.progress, batch.report)
    file_ = _files(batch)["sparse.pdf"]
    assert file_.reading is Reading.TOO_LARGE
    assert not batch.corpus.originals.path(file_.sha256).exists()


def test_a_file_too_slow_to_read_is_left(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has seen its first pages."""

    def pool(limits: Limits, workers: int, *, starting: Callable[[str], None]) -> ReadingPool:
        return ReadingPool(limits, workers, "tests.extract.readers:act", starting)

    monkeypatch.setattr(reading, "ReadingPool", pool)
    path = tmp_path / "hang-on"
    path.write_bytes(b"x")
    batch.add([path], Intake())
    limits = Limits(wall_seconds=0.5)
    reading.read_unread(batch.corpus, limits, 1, batch.progress, batch.report)
    file = _files(batch)["hang-on"]
    assert file.reading is Reading.TOO_SLOW
    assert not batch.corpus.originals.path(file.sha256).exists()
