"""A library, its backup, and the library that comes back from it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.build.backup.manifest import MANIFEST_NAME, read_manifest
from indexer.build.backup.restoring import Restorer
from indexer.build.backup.stock import Stock
from indexer.build.backup.taking import BackupTaker
from indexer.build.batch import Batch
from indexer.build.progress import Silent
from indexer.build.removal import purge_work
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import SNAPSHOT_NAME
from indexer.engine.flat_engine import FlatEngine
from indexer.errors.backups import (
    BackupMisplaced,
    BackupUnusable,
    BackupWouldForget,
    CorpusTaken,
)
from indexer.errors.catalogue import CatalogueMissing, CatalogueUnreachable
from indexer.errors.places import DiskFull
from indexer.errors.running import AnotherWriter
from indexer.records.works import Field, Intake, Tier
from indexer.settings import Settings
from tests.seeds import lay_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.build.backup.restoring import Restored
    from indexer.build.backup.taking import Taken

_PUBLIC = Intake(Tier.PUBLIC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A library in an empty directory."""
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", workers=1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of twelve reports, indexed; to be copied."""
    place = tmp_path_factory.mktemp("library")
    settings = Settings(corpus=place / "corpus", index=place / "index", workers=1)
    lay_catalogue(settings.corpus)
    with Catalogue.open(settings.catalogue_url, create=False) as catalogue:
        _add(Batch(settings, catalogue), place / "documents", range(12))
    return place


@pytest.fixture
def batch(library: Path, settings: Settings) -> Iterator[Batch]:
    """A copy of that library."""
    for name in ("corpus", "index", "documents"):
        shutil.copytree(library / name, settings.corpus.with_name(name))
    with Catalogue.open(settings.catalogue_url, create=False) as catalogue:
        yield Batch(settings, catalogue)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup"


def _add(batch: Batch, folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"BÁO CÁO\nĐoàn công tác số {number} làm việc tại Viêng Chăn\n\nHợp tác quốc tế."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    batch.add([folder], _PUBLIC)
    batch.read()
    batch.index(anew=False)


def _take(batch: Batch, target: Path, *, verify: bool = False, forget: bool = False) -> Taken:
    return BackupTaker(batch.settings, target, Silent()).take(verify=verify, forget=forget)


def _restore(place: Path, target: Path, *, replace: bool = False) -> Restored:
    settings = Settings(corpus=place / "corpus", index=place / "index", workers=1)
    return Restorer(settings, target, Silent()).restore(replace=replace)


def _build(place: Path) -> bytes:
    """Build the index of a library; return the records that the site would show."""
    settings = Settings(corpus=place / "corpus", index=place / "index", workers=1)
    with Catalogue.open(settings.catalogue_url, create=False) as catalogue:
        batch = Batch(settings, catalogue)
        batch.read()
        batch.index(anew=True)
        assert not batch.report.read
    return (FlatEngine(settings.index).directory() / SNAPSHOT_NAME).read_bytes()


def _catalogued(target: Path) -> set[str]:
    path = read_manifest(target).catalogue_in(target)
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as copy:
        return {sha256 for (sha256,) in copy.execute("SELECT sha256 FROM files")}


def _held(target: Path) -> set[str]:
    return set(Stock.below(target).originals.hashes())


def _works(batch: Batch) -> list[str]:
    with batch.catalogue.read() as view:
        return [work.id for work in view.works.all()]


def test_what_is_restored_is_the_same_library(batch: Batch, target: Path, tmp_path: Path) -> None:
    """Restored into nothing and built, the site shows the same bytes; no file is read again."""
    taken = _take(batch, target)
    assert (taken.works, taken.files, taken.copied, taken.lost) == (12, 12, 24, ())
    restored = _restore(tmp_path / "elsewhere", target)
    assert (restored.works, restored.copied, restored.kept) == (12, 24, "")
    former = FlatEngine(batch.settings.index)
    assert _build(tmp_path / "elsewhere") == (former.directory() / SNAPSHOT_NAME).read_bytes()
    there = FlatEngine(tmp_path / "elsewhere" / "index")
    assert there.fingerprints().keys() == former.fingerprints().keys()


def test_only_what_is_new_is_copied(batch: Batch, target: Path, tmp_path: Path) -> None:
    """A second backup leaves alone what it holds, and adds what came since."""
    _take(batch, target)
    before = {path: path.stat().st_ino for path in target.rglob("*") if path.is_file()}
    assert _take(batch, target).copied == 0
    _add(batch, tmp_path / "documents", range(12, 14))
    taken = _take(batch, target)
    assert (taken.files, taken.copied) == (14, 4)
    after = {path: path.stat().st_ino for path in target.rglob("*") if path.is_file()}
    same = {path for path in before if before[path] == after.get(path)}
    assert sum(path.parent.parent.name in {"files", "texts"} for path in same) == 24


def test_a_backup_is_nobody_elses_to_read(batch: Batch, target: Path) -> None:
    """It holds documents of every tier: the directory opens for its owner alone."""
    _take(batch, target)
    assert target.stat().st_mode & 0o077 == 0


def test_what_is_purged_meanwhile_is_not_spoken_of(
    batch: Batch, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file erased between the catalogue's copy and its own leads to a newer copy."""
    doomed = _works(batch)[0]
    with batch.catalogue.read() as view:
        (file,) = view.works.get(doomed).files
    take_from = Stock.take_from
    calls: list[int] = []

    def purge_first(self: Stock, *arguments: object) -> object:
        if not calls:
            purge_work(batch.corpus, batch.settings.index, doomed)
        calls.append(1)
        return take_from(self, *arguments)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(Stock, "take_from", purge_first)
    taken = _take(batch, target)
    assert (len(calls), taken.works, taken.lost) == (2, 11, ())
    assert file.sha256 not in _catalogued(target) | _held(target)


def test_an_original_that_is_gone_is_named(batch: Batch, target: Path) -> None:
    """What the corpus lost is said, by its hash; the rest is backed up."""
    with batch.catalogue.read() as view:
        lost, damaged, *_ = [file.sha256 for file in view.files.all()]
    batch.corpus.originals.remove(lost)
    path = batch.corpus.originals.path(damaged)
    path.chmod(0o644)
    path.write_bytes(b"something else")
    taken = _take(batch, target)
    assert taken.lost == tuple(sorted((lost, damaged)))
    assert len(_held(target)) == 10


def test_what_was_purged_leaves_the_backup(batch: Batch, target: Path) -> None:
    """The next backup keeps neither the file, nor its text, nor a catalogue that names it."""
    _take(batch, target)
    work = _works(batch)[0]
    with batch.catalogue.read() as view:
        found = view.works.get(work)
    (file,), title = found.files, found.first(Field.TITLE)
    assert title.encode() in read_manifest(target).catalogue_in(target).read_bytes()
    purge_work(batch.corpus, batch.settings.index, work)
    assert _take(batch, target).removed == 1
    names = [path.name for path in target.rglob("*")]
    assert not any(file.sha256 in name for name in names)
    assert sum(name.startswith("catalogue-") for name in names) == 1
    assert title.encode() not in read_manifest(target).catalogue_in(target).read_bytes()


def test_a_corpus_that_lost_much_does_not_empty_its_backup(batch: Batch, target: Path) -> None:
    """A new, empty catalogue in its place is refused; who means it says so."""
    _take(batch, target)
    for work in _works(batch)[:8]:
        purge_work(batch.corpus, batch.settings.index, work)
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    with pytest.raises(BackupWouldForget, match="8 of the 12"):
        _take(batch, target)
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before
    assert _take(batch, target, forget=True).removed == 8


class _Interrupted(Exception):  # noqa: N818 - the end of a process
    """The process ends here."""


@pytest.mark.parametrize("step", ["copy_catalogue", "inspect_copy", "write_manifest", "hash_file"])
def test_an_interrupted_backup_leaves_the_former_one_whole(
    batch: Batch, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Wherever it ends, what was backed up before can be restored; the next one needs no hand."""
    _take(batch, target)
    _add(batch, tmp_path / "documents", range(12, 13))

    def end(*_: object) -> None:
        raise _Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(f"indexer.build.backup.taking.{step}", end)
        with pytest.raises(_Interrupted):
            _take(batch, target)
    assert _restore(tmp_path / "elsewhere", target).works == 12
    taken = _take(batch, target)
    assert taken.works == 13
    assert not [path for path in target.iterdir() if path.name.startswith(".")]


def test_verifying_mends(batch: Batch, target: Path) -> None:
    """Bits that turned in the backup are found when asked for, and copied anew."""
    _take(batch, target)
    stock = Stock.below(target)
    original = stock.originals.path(next(stock.originals.hashes()))
    container = stock.texts.containers()[0]
    with zipfile.ZipFile(container) as archive:
        member = archive.getinfo("pages.jsonl")
    # Within what was packed: ZIP has other bytes that mean nothing.
    packed = member.header_offset + 30 + len(member.filename) + member.compress_size // 2
    for path, place in ((original, 9), (container, packed)):
        path.chmod(0o644)
        content, before = bytearray(path.read_bytes()), path.stat()
        content[place] ^= 1
        path.write_bytes(content)
        # A disk that rots tells no time.
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _take(batch, target).mended == 0
    taken = _take(batch, target, verify=True)
    assert (taken.mended, taken.copied) == (2, 2)
    assert stock.originals.is_sound(original.name)


def test_two_backups_at_once_in_one_place(
    batch: Batch, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told that the first is at it."""
    inner: list[BaseException] = []

    def again(*_: object) -> int:
        with pytest.raises(AnotherWriter) as caught:
            _take(batch, target)
        inner.append(caught.value)
        return 0

    monkeypatch.setattr(Stock, "sweep", again)
    _take(batch, target)
    assert len(inner) == 1


def test_where_a_backup_may_not_lie(batch: Batch, tmp_path: Path) -> None:
    """Not within what it saves, nor around it, nor in a directory of something else."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"")
    (tmp_path / "file").write_bytes(b"")
    places = [
        batch.settings.corpus / "backup",
        batch.settings.index,
        tmp_path,
        tmp_path / "photos",
        tmp_path / "file",
    ]
    for place in places:
        with pytest.raises(BackupMisplaced):
            _take(batch, place)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_without_a_catalogue_there_is_nothing_to_back_up(settings: Settings, target: Path) -> None:
    """Nothing is made then, and no password is told of a server that does not answer."""
    with pytest.raises(CatalogueMissing):
        BackupTaker(settings, target, Silent()).take()
    nowhere = f"host={target.parent}"
    server = replace(settings, catalogue=f"postgresql://someone:secret@/kyyeu?{nowhere}")
    with pytest.raises(CatalogueUnreachable) as caught:
        BackupTaker(server, target, Silent()).take()
    assert "secret" not in str(caught.value)
    assert not target.exists()


def test_a_library_that_is_there_is_not_replaced(batch: Batch, target: Path) -> None:
    """Without a yes nothing is touched; with it the former catalogue is kept beside."""
    _take(batch, target)
    place = batch.settings.corpus.parent
    _add(batch, place / "documents", range(12, 13))
    batch.catalogue.close()
    with pytest.raises(CorpusTaken):
        _restore(place, target)
    assert len(_works(batch)) == 13
    batch.catalogue.close()
    restored = _restore(place, target, replace=True)
    batch.catalogue.close()
    assert len(_works(batch)) == 12
    kept = f"sqlite:///{place / 'corpus' / restored.kept}"
    with Catalogue.open(kept, create=False) as former:
        assert len(_works(Batch(batch.settings, former))) == 13


def test_what_was_erased_since_stays_erased(batch: Batch, target: Path) -> None:
    """The catalogue that is replaced knows what must not come back; the backup does not."""
    _take(batch, target)
    work = _works(batch)[0]
    with batch.catalogue.read() as view:
        (file,) = view.works.get(work).files
    purge_work(batch.corpus, batch.settings.index, work)
    batch.catalogue.close()
    restored = _restore(batch.settings.corpus.parent, target, replace=True)
    batch.catalogue.close()
    assert restored.barred == 1
    assert not batch.corpus.originals.path(file.sha256).exists()
    assert work not in _works(batch)
    with batch.catalogue.read() as view:
        assert view.files.is_erased(file.sha256)


def _cut(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize(
    "harm",
    [
        lambda place: (place / MANIFEST_NAME).unlink(),
        lambda place: (place / MANIFEST_NAME).write_text("{}"),
        lambda place: (place / MANIFEST_NAME).write_text(json.dumps({"format": 99})),
        lambda place: _cut(next(place.glob("catalogue-*"))),
        lambda place: next(place.glob("catalogue-*")).unlink(),
        shutil.rmtree,
    ],
    ids=["no manifest", "empty manifest", "another form", "cut", "no catalogue", "nothing"],
)
def test_a_damaged_backup_is_found_before_anything_is_written(
    batch: Batch, target: Path, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    """The reason is named and the place of the corpus is as it was."""
    _take(batch, target)
    harm(target)
    with pytest.raises(BackupUnusable):
        _restore(tmp_path / "elsewhere", target)
    assert not (tmp_path / "elsewhere").exists()


def test_a_restoring_goes_on_where_it_ended(
    batch: Batch, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its catalogue a corpus is none yet: the next try needs no yes and copies no more."""
    _take(batch, target)

    def end(*_: object) -> None:
        raise _Interrupted

    with monkeypatch.context() as patched:
        patched.setattr("indexer.build.backup.seat._FileSeat.put", end)
        with pytest.raises(_Interrupted):
            _restore(tmp_path / "elsewhere", target)
    restored = _restore(tmp_path / "elsewhere", target)
    assert (restored.works, restored.copied) == (12, 0)


def test_too_little_room_is_found_first(
    batch: Batch, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is told in numbers."""
    _take(batch, target)
    full = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr("indexer.build.backup.restoring.shutil.disk_usage", lambda _: full)
    with pytest.raises(DiskFull, match="1 MiB are free"):
        _restore(tmp_path / "elsewhere", target)
    assert not list((tmp_path / "elsewhere" / "corpus").iterdir())


def test_a_backup_that_lost_an_original_is_restored_without_it(
    batch: Batch, target: Path, tmp_path: Path
) -> None:
    """The rest comes back; what does not is named by its hash."""
    _take(batch, target)
    stock = Stock.below(target)
    lost = next(stock.originals.hashes())
    stock.originals.remove(lost)
    restored = _restore(tmp_path / "elsewhere", target)
    assert restored.lost == (lost,)
    assert restored.works == 12
