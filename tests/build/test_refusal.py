"""Of a file that bears a stamp of state secrecy nothing is kept but its hash and its source."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.extract.pool import ReadingPool
from indexer.extract.version import READER_VERSION
from indexer.records.files import Reading, SourceKind
from indexer.records.works import Intake, State

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "Quyết tâm thư Trường Giang.txt"
_BODY = "Kế hoạch phối hợp mang tên Hoàng Oanh Vũ."
_TRACES = [
    trace.encode() for trace in ("Trường Giang", "truong giang", "Oanh Vũ", "oanh vũ", "oanh vu")
]


def _run(batch: Batch, paths: list[Path] | None = None) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    if paths is None:
        run.scan()
    else:
        run.add(paths, Intake())
    run.read()
    run.index(anew=False)
    return run


def _traces(root: Path) -> list[str]:
    """Return the files below ``root`` that hold a word of the secret file or of its name."""
    return [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and any(trace in path.read_bytes() for trace in _TRACES)
    ]


@pytest.mark.parametrize("by_folder", [True, False])
def test_nothing_is_kept(batch: Batch, documents: Path, *, by_folder: bool) -> None:
    """No copy, text, cut, work, name or path; the report names hash and source, again each time."""
    (documents / _NAME).write_text(f"TỐI MẬT\n{_BODY}", encoding="utf-8")
    if by_folder:
        with batch.catalogue.write() as view:
            view.sources.add(SourceKind.FOLDER, bytes(documents))
    for _ in range(2):
        run = _run(batch, None if by_folder else [documents])
        (refused,) = run.report.refused
        assert refused.source == (str(documents) if by_folder else "files added singly")
        assert not run.report.problems
        assert run.report.read[Reading.REFUSED_SECRET] == 1
    with batch.catalogue.read() as view:
        (file,) = view.files.by_reading(Reading.REFUSED_SECRET)
        assert len(view.works.all()) == 2
        assert not view.sources.sightings_of(file.sha256)
    assert (file.sha256, file.name, file.size, file.kind) == (refused.sha256, "", 0, "")
    batch.catalogue.close()
    assert not _traces(batch.settings.corpus)
    assert not _traces(batch.settings.index)


def test_a_name_is_enough(batch: Batch, documents: Path) -> None:
    """A file that is called secret is not even read."""
    (documents / "MẬT_Trường Giang.txt").write_text(_BODY, encoding="utf-8")
    run = _run(batch, [documents])
    assert len(run.report.refused) == 1
    batch.catalogue.close()
    assert not _traces(batch.settings.corpus)


def test_what_was_taken_in_before_is_erased(batch: Batch, documents: Path) -> None:
    """A stamp that only newer readers see takes works, words and former generations with it."""
    path = documents / _NAME
    path.write_text(f"TỐI MẬT\n{_BODY}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "indexer.build.read.ReadingPool",
            lambda limits, workers, *, starting: ReadingPool(
                limits, workers, "tests.extract.readers:trust", starting
            ),
        )
        _run(batch, [documents])
    with batch.catalogue.write() as view:
        for file in view.files.all():
            view.files.update(replace(file, text_version="of former readers"))
    with batch.catalogue.read() as view:
        assert len(view.works.all()) == 3
    assert _traces(batch.settings.corpus)
    run = _run(batch, [])
    assert len(run.report.refused) == 1
    with batch.catalogue.read() as view:
        assert len(view.works.all()) == 2
        assert {file.text_version for file in view.files.all()} == {READER_VERSION}
    batch.catalogue.close()
    assert not _traces(batch.settings.corpus)
    assert not _traces(batch.settings.index)


def _scan(path: Path, width: int = 600) -> None:
    """Write a grey picture as large as a page (PNG, RFC 2083)."""
    height = 800
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")):
        made += struct.pack(">I", len(data)) + kind + data
        made += struct.pack(">I", zlib.crc32(kind + data))
    path.write_bytes(made)


def test_a_scan_waits_in_its_source(
    batch: Batch, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without text recognition nobody knows what is on it, so nothing of it is taken in."""
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: None)
    _scan(documents / _NAME)
    _run(batch, [documents])
    with batch.catalogue.read() as view:
        (file,) = view.files.by_reading(Reading.AWAITING_TOOL)
        assert len(view.works.all()) == 2
    assert not batch.corpus.originals.path(file.sha256).exists()


def _letter(path: Path, attached: bytes) -> None:
    """Write a letter to which a file of the secret name is attached."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Gửi báo cáo", "a@x.vn", "b@x.vn"
    letter.set_content("Xin gửi Thư viện.")
    letter.add_attachment(attached, "application", "octet-stream", filename=_NAME)
    path.write_bytes(bytes(letter))


def test_a_letter_is_as_secret_as_what_is_attached_to_it(batch: Batch, documents: Path) -> None:
    """Nothing is kept of either."""
    _letter(documents / "thư.eml", f"TỐI MẬT\n{_BODY}".encode())
    run = _run(batch, [documents])
    assert len(run.report.refused) == 1
    batch.catalogue.close()
    assert not _traces(batch.settings.corpus)
    assert not _traces(batch.settings.index)


def test_a_letter_with_a_scan_waits_for_recognition_and_then_for_a_person(
    batch: Batch, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then not even the name of the attachment is known."""
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: None)
    _scan(documents / "scan.png", 800)
    _letter(documents / "thư.eml", (documents / "scan.png").read_bytes())
    (documents / "scan.png").unlink()
    _run(batch, [documents])
    with batch.catalogue.read() as view:
        (file,) = view.files.by_reading(Reading.AWAITING_TOOL)
        assert not view.works.of_file(file.sha256)
    assert not batch.corpus.originals.path(file.sha256).exists()
    assert not _traces(batch.settings.corpus)
    text = batch.corpus.texts.load(file.sha256, READER_VERSION)
    assert text is not None
    assert not any("Trường Giang" in page.label for page in text.pages)
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: object())
    monkeypatch.setattr("indexer.build.recognise.RECOGNISER", "tests.extract.readers:see_letter")
    _run(batch, [documents])
    with batch.catalogue.read() as view:
        (work,) = view.works.of_file(file.sha256)
        known = view.files.get(file.sha256)
    assert known is not None
    assert known.reading is Reading.READ
    assert known.pages == 2
    assert work.state is State.SUGGESTED
    assert batch.corpus.originals.path(file.sha256).exists()


def test_a_stamp_on_a_scan_is_recognised_before_anything_is_kept(
    batch: Batch, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What text recognition sees is refused as what stands in a text."""
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: object())
    monkeypatch.setattr("indexer.build.recognise.RECOGNISER", "tests.extract.readers:see_stamp")
    _scan(documents / _NAME)
    run = _run(batch, [documents])
    assert len(run.report.refused) == 1
    batch.catalogue.close()
    assert not _traces(batch.settings.corpus)
    assert not _traces(batch.settings.index)
    assert not list((batch.settings.corpus / "texts").rglob(f"{run.report.refused[0].sha256}*"))


def test_a_recognised_scan_is_kept_and_waits_for_a_person(
    batch: Batch, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp may have been missed, so the work of a scan is not published by itself."""
    monkeypatch.setattr("indexer.build.recognise.find_tesseract", lambda _: object())
    monkeypatch.setattr("indexer.build.recognise.RECOGNISER", "tests.extract.readers:see_letter")
    _scan(documents / "letter.png")
    _run(batch, [documents])
    with batch.catalogue.read() as view:
        (file,) = [one for one in view.files.all() if one.kind == "png"]
        (work,) = view.works.of_file(file.sha256)
    assert file.reading is Reading.READ
    assert work.state is State.SUGGESTED
    assert batch.corpus.originals.is_sound(file.sha256)
