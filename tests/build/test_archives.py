"""What is in an archive is taken in as if it lay in a folder of that name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.records.files import Reading, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.records.files import File


def _zip(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, data in members.items():
            container.writestr(name, data)
    return made.getvalue()


def _update(batch: Batch) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    run.scan()
    run.read()
    return run


def _files(batch: Batch) -> dict[str, File]:
    with batch.catalogue.read() as view:
        return {file.name: file for file in view.files.all()}


def _source(batch: Batch, folder: Path) -> None:
    with batch.catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(folder))


def test_members_become_files_with_their_provenance(batch: Batch, tmp_path: Path) -> None:
    """Also those of one archive in another; a third one within is named and left."""
    deepest = _zip({"d.txt": b"never"})
    inner = _zip({"c.txt": "Biên bản làm việc".encode(), "deepest.zip": deepest})
    folder = tmp_path / "source"
    folder.mkdir()
    members = {"x/a.txt": b"A report", "../b.txt": "Ghi chép".encode(), "inner.zip": inner}
    (folder / "all.zip").write_bytes(_zip(members))
    _source(batch, folder)
    run = _update(batch)
    files = _files(batch)
    assert {name: file.reading for name, file in files.items()} == {
        "all.zip": Reading.READ,
        "inner.zip": Reading.READ,
        "deepest.zip": Reading.UNSUPPORTED,
        "a.txt": Reading.READ,
        "b.txt": Reading.READ,
        "c.txt": Reading.READ,
    }
    assert [problem.path for problem in run.report.problems] == ["deepest.zip"]
    with batch.catalogue.read() as view:
        assert len(view.works.all()) == 3
        paths = {
            name: [one.path for one in view.sources.sightings_of(files[name].sha256)]
            for name in ("a.txt", "b.txt", "c.txt")
        }
    assert paths == {
        "a.txt": [b"all.zip/x/a.txt"],
        "b.txt": [b"all.zip/b.txt"],
        "c.txt": [b"all.zip/inner.zip/c.txt"],
    }
    assert not batch.corpus.originals.path(files["all.zip"].sha256).exists()
    assert batch.corpus.originals.is_sound(files["c.txt"].sha256)
    again = _update(batch)
    assert (again.report.read, again.report.vanished, again.report.new) == ({}, 0, 0)
    (folder / "all.zip").unlink()
    # A folder with nothing in it is taken for a share that is not mounted.
    (folder / "other.txt").write_text("Ghi chép khác", encoding="utf-8")
    assert _update(batch).report.vanished == 6


def test_a_file_left_unread_is_read_from_its_archive(batch: Batch, tmp_path: Path) -> None:
    """A run that was killed between unpacking and reading loses nothing."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "all.zip").write_bytes(_zip({"a.txt": b"A report"}))
    _source(batch, folder)
    _update(batch)
    file = _files(batch)["a.txt"]
    batch.corpus.originals.remove(file.sha256)
    with batch.catalogue.write() as view:
        view.files.update(type(file)(file.sha256, file.size, file.name))
    _update(batch)
    assert _files(batch)["a.txt"].reading is Reading.READ
    assert batch.corpus.originals.is_sound(file.sha256)


def test_a_secret_in_an_archive(batch: Batch, tmp_path: Path) -> None:
    """The member is refused by text or by name, the archive is named, the others are taken in."""
    folder = tmp_path / "source"
    folder.mkdir()
    members = {"a.txt": b"A report", "b.txt": "MẬT\nKế hoạch".encode(), "MẬT_c.txt": b"Plan"}
    (folder / "all.zip").write_bytes(_zip(members))
    _source(batch, folder)
    run = _update(batch)
    assert {one.source for one in run.report.refused} == {str(folder / "all.zip")}
    assert len(run.report.refused) == 2
    assert {file.name for file in _files(batch).values()} == {"all.zip", "a.txt", ""}


def test_a_bomb_is_refused(batch: Batch, tmp_path: Path) -> None:
    """It is named as too large and nothing is unpacked."""
    folder = tmp_path / "source"
    folder.mkdir()
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("a.txt", b"\0" * (8 << 20))
    (folder / "bomb.zip").write_bytes(made.getvalue())
    _source(batch, folder)
    _update(batch)
    assert {name: file.reading for name, file in _files(batch).items()} == {
        "bomb.zip": Reading.TOO_LARGE
    }
