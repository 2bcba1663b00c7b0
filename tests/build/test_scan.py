from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.build.progress import Silent
from indexer.build.report import Report, printable
from indexer.build.scan import add_paths, scan, walk
from indexer.errors.places import DirectoryMissing
from indexer.records.files import SourceKind
from indexer.records.works import Intake, Tier

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue


def _register(catalogue: Catalogue, folder: Path, intake: Intake | None = None) -> int:
    with catalogue.write() as view:
        return view.sources.add(SourceKind.FOLDER, bytes(folder), intake or Intake()).id


def _scan(catalogue: Catalogue) -> Report:
    report = Report()
    scan(catalogue, Silent(), report)
    return report


def test_new_changed_moved_vanished(catalogue: Catalogue, documents: Path) -> None:
    """Each is told apart by size, time and hash; a move makes no new file."""
    source = _register(catalogue, documents)
    first = _scan(catalogue)
    assert (first.seen, first.new, first.vanished) == (2, 2, 0)
    assert _scan(catalogue).new == 0

    (documents / "note.md").write_text("# Khác\n\nNội dung khác.\n")
    os.utime(documents / "note.md", ns=(1, 1))
    assert _scan(catalogue).new == 1

    (documents / "note.md").rename(documents / "moved.md")
    moved = _scan(catalogue)
    assert (moved.new, moved.moved, moved.vanished) == (0, 1, 0)

    (documents / "moved.md").unlink()
    assert _scan(catalogue).vanished == 1
    with catalogue.read() as view:
        there = [one for one in view.sources.sightings(source) if one.vanished is None]
        assert len(there) == 1
        assert len(list(view.files.all())) == 3


def test_the_same_file_in_two_sources_is_one_file(
    catalogue: Catalogue, documents: Path, tmp_path: Path
) -> None:
    """Two sightings, one file, and of the two wishes the stricter tier is on record."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "copy.txt").write_bytes((documents / "note.md").read_bytes())
    _register(catalogue, documents)
    _register(catalogue, other, Intake(tier=Tier.RESTRICTED))
    assert _scan(catalogue).new == 2
    with catalogue.read() as view:
        sightings = [
            view.sources.sightings_of(file.sha256)
            for file in view.files.all()
            if len(view.sources.sightings_of(file.sha256)) == 2
        ]
    assert {one.intake.tier for one in sightings[0]} == {Tier.PUBLIC, Tier.RESTRICTED}


def test_a_missing_share_loses_nothing(catalogue: Catalogue, documents: Path) -> None:
    """A source that is not there is named; its files are not taken for vanished."""
    _register(catalogue, documents)
    _scan(catalogue)
    documents.rename(documents.with_name("unmounted"))
    report = _scan(catalogue)
    assert report.vanished == 0
    assert len(report.problems) == 1


def test_an_empty_directory_is_taken_for_a_share_that_is_not_mounted(
    catalogue: Catalogue, documents: Path
) -> None:
    """The mount point is there without its share; when the files are back, nothing was lost."""
    source = _register(catalogue, documents)
    _scan(catalogue)
    kept = documents.rename(documents.with_name("share"))
    documents.mkdir()
    report = _scan(catalogue)
    assert (report.seen, report.vanished) == (0, 0)
    assert "mounted?" in report.problems[0].problem
    documents.rmdir()
    kept.rename(documents)
    assert _scan(catalogue).new == 0
    with catalogue.read() as view:
        assert all(one.vanished is None for one in view.sources.sightings(source))


def test_what_cannot_be_looked_at_has_not_vanished(
    catalogue: Catalogue, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory without rights is named, with what is below; the rest of its source is done."""
    for folder in ("open", "closed"):
        (documents / folder).mkdir()
        (documents / folder / "a.txt").write_text(f"Trong {folder}.")
    _register(catalogue, documents)
    assert _scan(catalogue).new == 4
    _forbid(monkeypatch, documents / "closed")
    (documents / "open/a.txt").unlink()
    report = _scan(catalogue)
    assert (report.seen, report.vanished) == (2, 1)
    assert [one.path for one in report.problems] == [str(documents / "closed")]


def _forbid(monkeypatch: pytest.MonkeyPatch, directory: Path) -> None:
    """Let the system refuse to list ``directory``, as it would anybody but root."""
    scandir = os.scandir

    def refuse(path: bytes | str) -> object:
        if os.fsencode(path) == bytes(directory):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_clock_that_is_years_off_changes_nothing(catalogue: Catalogue, documents: Path) -> None:
    """Times are compared, never ordered: the same content is the same file."""
    _register(catalogue, documents)
    _scan(catalogue)
    for path in documents.iterdir():
        modified = path.stat().st_mtime_ns
        os.utime(path, ns=(modified, modified - 2 * 365 * 86_400 * 10**9))
    report = _scan(catalogue)
    assert (report.seen, report.new, report.vanished) == (2, 0, 0)
    with catalogue.read() as view:
        assert len(list(view.files.all())) == 2


def test_what_others_add_meanwhile_has_not_vanished(catalogue: Catalogue, documents: Path) -> None:
    """A file that is added between the look and its end stays."""

    class Adding(Silent):
        """A progress during which somebody else adds a file."""

        def step(self, name: str, total: int) -> Silent:
            """Add it."""
            add_paths(catalogue, [documents / "late.txt"], Intake(), Silent(), Report())
            return super().step(name, total)

    add_paths(catalogue, [documents], Intake(), Silent(), Report())
    (documents / "late.txt").write_text("Thêm sau.")
    report = Report()
    scan(catalogue, Adding(), report)
    assert report.vanished == 0
    with catalogue.read() as view:
        sightings = view.sources.sightings(view.sources.paths_source().id)
    assert [one.vanished for one in sightings] == [None, None, None]


def test_strange_names_and_things(catalogue: Catalogue, documents: Path) -> None:
    """Names with newlines, 255 bytes or no UTF-8 are seen; a FIFO and a dangling link are named."""
    raw = bytes(documents)
    for name in (b"a\nb.txt", b"x" * 251 + b".txt", b"\xff\xfe.txt"):
        Path(os.fsdecode(raw + b"/" + name)).write_text("Nội dung " + repr(name))
    os.mkfifo(documents / "pipe")
    (documents / "dangling.txt").symlink_to(documents / "nowhere")
    (documents / ".hidden").write_text("no")
    _register(catalogue, documents)
    report = _scan(catalogue)
    assert report.new == 5
    assert sorted(one.path.rsplit("/", 1)[1] for one in report.problems) == ["dangling.txt", "pipe"]
    assert _scan(catalogue).new == 0


def test_a_link_circle_ends(documents: Path) -> None:
    """Links to directories are not followed."""
    (documents / "circle").symlink_to(documents, target_is_directory=True)
    assert len(list(walk(bytes(documents), Intake(), Report()))) == 2


def test_added_paths(catalogue: Catalogue, documents: Path) -> None:
    """Single files and folders are sighted once; what does not exist stops everything before."""
    report = Report()
    with pytest.raises(DirectoryMissing):
        add_paths(catalogue, [documents, documents / "no"], Intake(), Silent(), report)
    with catalogue.read() as view:
        assert not list(view.files.all())
    add_paths(catalogue, [documents, documents / "note.md"], Intake(), Silent(), report)
    assert report.new == 2
    assert _scan(catalogue).vanished == 0


def test_paths_are_printed_on_one_line() -> None:
    """A path in a report cannot break a line or command a terminal."""
    assert printable(b"a\nb\x1b[0m\xff") == "a\\nb\\x1b[0m\\xff"
