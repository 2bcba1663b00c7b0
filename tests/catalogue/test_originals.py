from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.originals import Originals, hash_file
from indexer.errors.places import DirectoryUnreadable
from tests.catalogue.examples import sha_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file whose content is "abc"."""
    path = tmp_path / "báo cáo\n.pdf"
    path.write_bytes(b"abc")
    return path


def test_a_file_is_hashed(source: Path) -> None:
    """By its whole content."""
    hashed = hash_file(source)
    assert (hashed.sha256, hashed.size) == (sha_of("abc"), 3)


@pytest.mark.parametrize("kind", ["pipe", "directory", "missing"])
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    """A pipe without a writer would block for ever."""
    path = tmp_path / "x"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    with pytest.raises(OSError, match=r"regular|No such"):
        hash_file(path)


def test_an_original_is_stored_once_and_cannot_be_changed(tmp_path: Path, source: Path) -> None:
    """Read-only, under its hash, whole."""
    originals = Originals(tmp_path)
    assert originals.store(source, sha_of("abc"))
    path = originals.path(sha_of("abc"))
    before = path.stat()
    assert path == tmp_path / "files" / sha_of("abc")[:2] / sha_of("abc")
    assert path.read_bytes() == b"abc"
    assert stat.S_IMODE(before.st_mode) == 0o444
    assert originals.store(source, sha_of("abc"))
    assert path.stat().st_ino == before.st_ino
    assert originals.is_sound(sha_of("abc"))


def test_a_source_that_changed_or_went_is_not_stored(tmp_path: Path, source: Path) -> None:
    """No half file, nothing under a wrong hash."""
    originals = Originals(tmp_path)
    assert not originals.store(source, sha_of("before"))
    source.unlink()
    assert not originals.store(source, sha_of("abc"))
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_an_original_is_removed(tmp_path: Path, source: Path) -> None:
    """Once is enough; twice is no error."""
    originals = Originals(tmp_path)
    originals.store(source, sha_of("abc"))
    originals.remove(sha_of("abc"))
    originals.remove(sha_of("abc"))
    assert not originals.path(sha_of("abc")).exists()
    assert not originals.is_sound(sha_of("abc"))


def test_a_damaged_original_is_seen(tmp_path: Path, source: Path) -> None:
    """Its name says what it must hold."""
    originals = Originals(tmp_path)
    originals.store(source, sha_of("abc"))
    path = originals.path(sha_of("abc"))
    path.chmod(0o644)
    path.write_bytes(b"abd")
    assert not originals.is_sound(sha_of("abc"))


def test_what_a_crash_left_is_swept(tmp_path: Path, source: Path) -> None:
    """And nothing else."""
    originals = Originals(tmp_path)
    originals.store(source, sha_of("abc"))
    rubbish = originals.path(sha_of("abc")).with_name(".0123456789abcdef.part")
    rubbish.write_bytes(b"ab")
    assert originals.sweep() == 1
    assert not rubbish.exists()
    assert originals.is_sound(sha_of("abc"))


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_becomes_a_path(tmp_path: Path, wrong: str) -> None:
    """Whatever comes from a URL."""
    with pytest.raises(ValueError, match="SHA-256"):
        Originals(tmp_path).path(wrong)


def test_a_corpus_that_cannot_be_written_is_named(tmp_path: Path, source: Path) -> None:
    """A file stands where the directory should."""
    (tmp_path / "files").write_text("")
    with pytest.raises(DirectoryUnreadable):
        Originals(tmp_path).store(source, sha_of("abc"))
