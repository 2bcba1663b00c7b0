"""Archives into files that were sighted in them, each with a place where it can be read."""

from __future__ import annotations

import fcntl
import os
import shutil
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from indexer.build.places import current_paths
from indexer.build.scan import sight_member
from indexer.catalogue.originals import hash_file
from indexer.extract.archive import ARCHIVE, unpack
from indexer.extract.kind import kind_of
from indexer.extract.regular import NotRead
from indexer.extract.version import READER_VERSION
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.build.report import Report
    from indexer.catalogue.catalogue import Catalogue, View
    from indexer.extract.archive import Member
    from indexer.records.files import File, ReadFile

DEPTH = 2
"""An archive in an archive is unpacked, one in that is not."""

_UNPACKED = "unpacked"


@contextmanager
def unpacking(corpus: Path) -> Iterator[Path]:
    """Give a directory for the members of archives, which is gone afterwards.

    It lies in the corpus, since a run that is killed must leave nothing of them elsewhere.
    """
    clear_unpacked(corpus)
    parent = corpus / _UNPACKED
    with _locked(parent):
        scratch = Path(mkdtemp(dir=parent))
        held = _lock(scratch)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        os.close(held)


def clear_unpacked(corpus: Path) -> None:
    """Remove what runs that were killed have left of archives; others may be at work beside."""
    parent = corpus / _UNPACKED
    parent.mkdir(mode=0o700, exist_ok=True)
    with _locked(parent):
        for left in parent.iterdir():
            with suppress(BlockingIOError), _locked(left, fcntl.LOCK_NB):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(directory: Path, mode: int = 0) -> Iterator[None]:
    held = _lock(directory, mode)
    try:
        yield
    finally:
        os.close(held)


def _lock(directory: Path, mode: int = 0) -> int:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | mode)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor


def is_archive(read: ReadFile) -> bool:
    """Whether a file is no document but an archive of some, which may be unpacked."""
    return read.kind == ARCHIVE and read.reading is Reading.UNSUPPORTED


def archive_above(path: Path) -> Path | None:
    """Return the archive in which the file at ``path`` was sighted, if it is there now."""
    return next((above for above in path.parents if above.is_file()), None)


def find_packed(catalogue: Catalogue, wanted: Iterable[str], scratch: Path) -> dict[str, Path]:
    """Unpack the archives that ``wanted`` files were in; return by hash where those files lie."""
    with catalogue.read() as view:
        above = {
            archive
            for sha256 in wanted
            for path in current_paths(view, sha256)
            if (archive := archive_above(path)) is not None
        }
    found: dict[str, Path] = {}
    for archive in sorted(above):
        found |= _packed_in(archive, scratch, DEPTH)
    return {sha256: found[sha256] for sha256 in wanted if sha256 in found}


def _packed_in(archive: Path, scratch: Path, depth: int) -> dict[str, Path]:
    """Return all that is in an archive and in those in it, by hash; nothing if it is none now."""
    try:
        members = unpack(archive, Path(mkdtemp(dir=scratch))).members
    except (NotRead, OSError):
        return {}
    found = {hash_file(member.path).sha256: member.path for member in members}
    if depth > 1:
        for member in members:
            if zipfile.is_zipfile(member.path) and kind_of(member.path.read_bytes()) == ARCHIVE:
                found |= _packed_in(member.path, scratch, depth - 1)
    return found


def unpack_archive(
    catalogue: Catalogue, archive: File, place: Path, scratch: Path, report: Report
) -> dict[str, Path]:
    """Unpack an archive below ``scratch`` and sight what was in it; return by hash where it lies.

    The archive itself is not kept: its members are. They are sighted below its own path, so that
    each knows where it came from.
    """
    try:
        unpacked = unpack(place, Path(mkdtemp(dir=scratch)))
    except NotRead as refusal:
        concluded = replace(archive, reading=refusal.reading, warnings=(refusal.reason,))
        report.name(archive.name.encode(), f"{refusal.reading}: {refusal.reason}")
        found: dict[str, Path] = {}
    else:
        found = {hash_file(member.path).sha256: member.path for member in unpacked.members}
        with catalogue.write() as view:
            for member in unpacked.members:
                _sight(view, archive, member, report)
        concluded = _unpacked(archive, len(unpacked.members), unpacked.damaged, report)
    with catalogue.write() as view:
        view.files.update(replace(concluded, kind=ARCHIVE, text_version=READER_VERSION, attempts=0))
    report.read[concluded.reading] = report.read.get(concluded.reading, 0) + 1
    return found


def _unpacked(archive: File, count: int, damaged: int, report: Report) -> File:
    warnings = (f"an archive, its {count} files were taken in",)
    if not damaged:
        return replace(archive, reading=Reading.READ, warnings=warnings)
    lost = f"{damaged} files in it are damaged"
    report.name(archive.name.encode(), f"{Reading.READ_PARTLY}: {lost}")
    return replace(archive, reading=Reading.READ_PARTLY, warnings=(*warnings, lost))


def _sight(view: View, archive: File, member: Member, report: Report) -> None:
    hashed = hash_file(member.path)
    for sighting in view.sources.sightings_of(archive.sha256):
        if sighting.vanished is None:
            path = sighting.path + b"/" + os.fsencode(member.name)
            below = replace(sighting, path=path, size=hashed.size, sha256=hashed.sha256)
            sight_member(view, below, report)
