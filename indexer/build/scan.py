"""Sources into sightings: what is new, changed or gone since the last look."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.report import Refused, printable
from indexer.catalogue.originals import hash_file
from indexer.errors import DirectoryMissing, DirectoryUnreadable
from indexer.records.files import File, Reading, Sighting, Source, SourceKind
from indexer.records.works import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.progress import Progress
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import Catalogue, View

_IGNORED_PREFIXES = (b".", b"~$")
"""Hidden files, and the owner files that an office program lays beside an open document."""

_FILES_PER_TRANSACTION = 64

_IGNORED_NAMES = frozenset({b"Thumbs.db", b"desktop.ini"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A regular file met while walking a source."""

    absolute: bytes
    path: bytes
    """As stored in its sighting."""
    size: int
    modified_ns: int
    intake: Intake


def scan(catalogue: Catalogue, progress: Progress, report: Report) -> None:
    """Bring the sightings of every source in line with what lies there now.

    A file whose size and time are unchanged is not read again. A source that is not there (an
    unmounted share) is named in the report, and its files are not taken for vanished.
    """
    with catalogue.read() as view:
        sources = view.sources.all()
    for source in sources:
        if source.kind is SourceKind.FOLDER:
            _scan_folder(catalogue, source, progress, report)
        else:
            _scan_paths(catalogue, source, progress, report)


def add_paths(
    catalogue: Catalogue, paths: list[Path], intake: Intake, progress: Progress, report: Report
) -> None:
    """Sight single files, and all files below the directories among ``paths``.

    What was erased once comes in again, since whoever names it wants it; a scan leaves it out.

    Raises :class:`DirectoryMissing` before anything is added when a path does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise DirectoryMissing(path)
    with catalogue.write() as view:
        source = view.sources.paths_source()
    found: list[Seen] = []
    for path in paths:
        absolute = os.path.abspath(bytes(path))  # noqa: PTH100 - bytes have no Path
        if path.is_dir():
            found += [
                replace(seen, path=seen.absolute, intake=intake)
                for seen in walk(absolute, intake, report)
            ]
        else:
            seen = _look(absolute, absolute, intake, report)
            found += [seen] if seen else []
    _sight(catalogue, source, found, progress, report, again=True)


def walk(root: bytes, intake: Intake, report: Report) -> Iterator[Seen]:
    """Yield the regular files below ``root`` in a fixed order, naming what may not be entered.

    Links to files are followed, links to directories are not, so that no walk runs in circles.
    """
    for directory, folders, names in os.walk(root, onerror=lambda error: _name(error, report)):
        folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED_PREFIXES))
        for name in sorted(names):
            if name.startswith(_IGNORED_PREFIXES) or name in _IGNORED_NAMES:
                continue
            absolute = os.path.join(directory, name)  # noqa: PTH118 - bytes have no Path
            seen = _look(absolute, os.path.relpath(absolute, root), intake, report)
            if seen:
                yield seen


def name_of(source: Source) -> str:
    """Return what a source is called where the paths in it are not to be told."""
    if source.kind is SourceKind.FOLDER:
        return printable(source.path)
    return "files added singly"


def check_folder(path: Path) -> None:
    """Raise :class:`DirectoryMissing` or :class:`DirectoryUnreadable` if it cannot be walked."""
    try:
        with os.scandir(path):
            pass
    except FileNotFoundError as error:
        raise DirectoryMissing(path) from error
    except OSError as error:
        raise DirectoryUnreadable(path, error.strerror or str(error)) from error


def _scan_folder(catalogue: Catalogue, source: Source, progress: Progress, report: Report) -> None:
    try:
        check_folder(Path(os.fsdecode(source.path)))
    except (DirectoryMissing, DirectoryUnreadable) as failure:
        report.name(source.path, failure.message("en"))
        return
    before = len(report.problems)
    found = list(walk(source.path, source.intake, report))
    _sight(catalogue, source, found, progress, report)
    if len(report.problems) == before:
        _vanish(catalogue, source, {seen.path for seen in found}, report)


def _scan_paths(catalogue: Catalogue, source: Source, progress: Progress, report: Report) -> None:
    with catalogue.read() as view:
        known = [one for one in view.sources.sightings(source.id) if one.vanished is None]
    there = [one for one in known if os.path.lexists(one.path)]
    found = [_look(one.path, one.path, one.intake, report) for one in there]
    _sight(catalogue, source, [seen for seen in found if seen], progress, report)
    _vanish(catalogue, source, {one.path for one in there}, report)


def _look(absolute: bytes, path: bytes, intake: Intake, report: Report) -> Seen | None:
    try:
        status = os.stat(absolute)  # noqa: PTH116 - bytes have no Path
    except OSError as error:
        report.name(absolute, error.strerror or str(error))
        return None
    if not stat.S_ISREG(status.st_mode):
        report.name(absolute, "not a regular file")
        return None
    return Seen(absolute, path, status.st_size, status.st_mtime_ns, intake)


def _name(error: OSError, report: Report) -> None:
    report.name(os.fsencode(error.filename or "?"), error.strerror or str(error))


def _sight(  # noqa: PLR0913 - the last one only where a person named the files
    catalogue: Catalogue,
    source: Source,
    found: list[Seen],
    progress: Progress,
    report: Report,
    *,
    again: bool = False,
) -> None:
    with catalogue.read() as view:
        known = {one.path: one for one in view.sources.sightings(source.id)}
    report.seen += len(found)
    changed = [seen for seen in found if not _is_same(seen, known.get(seen.path))]
    with progress.step("scan", len(changed)) as step:
        for part in _batched(changed):
            hashed = [_hash(source, seen, known.get(seen.path), report) for seen in part]
            with catalogue.write() as view:
                for sighting in hashed:
                    if sighting is None or _is_refused(view, source, sighting, report):
                        continue
                    if again or not view.files.is_erased(sighting.sha256):
                        _record(view, sighting, known.get(sighting.path), report)
            step.advance(len(part))


def _is_same(seen: Seen, known: Sighting | None) -> bool:
    return (
        known is not None
        and known.vanished is None
        and (known.size, known.modified_ns) == (seen.size, seen.modified_ns)
    )


def _hash(source: Source, seen: Seen, known: Sighting | None, report: Report) -> Sighting | None:
    try:
        hashed = hash_file(Path(os.fsdecode(seen.absolute)))
    except OSError as error:
        report.name(seen.absolute, error.strerror or str(error))
        return None
    now = datetime.now(UTC)
    return Sighting(
        source=source.id,
        path=seen.path,
        size=hashed.size,
        modified_ns=seen.modified_ns,
        sha256=hashed.sha256,
        first_seen=known.first_seen if known else now,
        last_seen=now,
        intake=seen.intake,
    )


def sight_member(view: View, sighting: Sighting, report: Report) -> None:
    """Record a file that was in an archive, unless it was erased or refused."""
    file = view.files.get(sighting.sha256)
    refused = file is not None and file.reading is Reading.REFUSED_SECRET
    if not refused and not view.files.is_erased(sighting.sha256):
        _record(view, sighting, None, report)


def _is_refused(view: View, source: Source, sighting: Sighting, report: Report) -> bool:
    """Whether the file was refused as secret; that it still lies there is told, not where."""
    file = view.files.get(sighting.sha256)
    if file is None or file.reading is not Reading.REFUSED_SECRET:
        return False
    report.refuse(Refused(sighting.sha256, name_of(source)))
    return True


def _record(view: View, sighting: Sighting, known: Sighting | None, report: Report) -> None:
    view.files.allow(sighting.sha256)
    if view.files.get(sighting.sha256) is None:
        name = os.path.basename(sighting.path)  # noqa: PTH119 - bytes have no Path
        view.files.add(File(sighting.sha256, sighting.size, name.decode("utf-8", "replace")))
        report.new += 1
    view.sources.record(sighting)
    if known is not None and known.sha256 != sighting.sha256:
        _supersede(view, known.sha256, sighting.sha256)


def _supersede(view: View, old: str, new: str) -> None:
    """Let the works of a file that was overwritten in its source go on with the new content."""
    if any(one.vanished is None for one in view.sources.sightings_of(old)):
        return
    if view.works.of_file(new):
        return
    for work in view.works.of_file(old):
        files = tuple(replace(one, sha256=new) if one.sha256 == old else one for one in work.files)
        view.works.replace(replace(work, files=files))


def _vanish(catalogue: Catalogue, source: Source, there: set[bytes], report: Report) -> None:
    with catalogue.read() as view:
        known = view.sources.sightings(source.id)
    gone = [one.path for one in known if one.vanished is None and not _is_there(one.path, there)]
    if gone:
        with catalogue.write() as view:
            view.sources.vanish(source.id, gone, datetime.now(UTC))
        report.vanished += len(gone)


def _is_there(path: bytes, there: set[bytes]) -> bool:
    """Whether a file, or the archive that it was in, is there."""
    parts = path.split(b"/")
    return any(b"/".join(parts[:count]) in there for count in range(1, len(parts) + 1))


def _batched(found: list[Seen]) -> Iterator[list[Seen]]:
    rest = iter(found)
    while part := list(islice(rest, _FILES_PER_TRANSACTION)):
        yield part
