"""Archives into files that were sighted in them, each with a place where it can be read."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from indexer.build.scan import sight_member
from indexer.catalogue.originals import hash_file
from indexer.extract.archive import ARCHIVE, unpack
from indexer.extract.regular import NotRead
from indexer.extract.version import READER_VERSION
from indexer.records.files import Reading

if TYPE_CHECKING:
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import Catalogue, View
    from indexer.extract.archive import Member
    from indexer.records.files import File, ReadFile

DEPTH = 2
"""An archive in an archive is unpacked, one in that is not."""


def is_archive(read: ReadFile) -> bool:
    """Whether a file is no document but an archive of some, which may be unpacked."""
    return read.kind == ARCHIVE and read.reading is Reading.UNSUPPORTED


def archive_above(path: Path) -> Path | None:
    """Return the archive in which the file at ``path`` was sighted, if it is there now."""
    return next((above for above in path.parents if above.is_file()), None)


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
