"""Sources into sightings: what is new, changed or gone since the last look."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.report import Refused, Report, printable
from indexer.catalogue.originals import hash_file
from indexer.errors.places import DirectoryMissing, DirectoryUnreadable
from indexer.records.files import File, Reading, Sighting, Source, SourceKind
from indexer.records.works import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.progress import Progress
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
    walker = _Walker(intake, report)
    found: list[Seen] = []
    roots = [os.path.abspath(bytes(path)) for path in paths]  # noqa: PTH100 - bytes have no Path
    for path, absolute in zip(paths, roots, strict=True):
        if path.is_dir():
            found += [replace(seen, path=seen.absolute) for seen in walker.walk(absolute)]
        else:
            seen = walker.look(absolute, absolute)
            found += [seen] if seen else []
    with catalogue.read() as view:
        known = view.sources.sightings_below(source.id, roots)
    _Looked(source, tuple(found), known).sight(catalogue, progress, report, again=True)


def walk(root: bytes, intake: Intake, report: Report) -> Iterator[Seen]:
    """Yield the regular files below ``root`` in a fixed order, naming what may not be entered."""
    return _Walker(intake, report).walk(root)


@dataclass(slots=True)
class _Walker:
    """Looks at what lies in a source, and keeps in mind what could not be looked at."""

    intake: Intake
    report: Report
    unknown: set[bytes] = field(default_factory=set)
    """Absolute paths: whether anything is there, or below, nobody can tell."""

    def walk(self, root: bytes) -> Iterator[Seen]:
        """Yield the regular files below ``root``.

        Links to files are followed, to directories they are not, so that no walk runs in circles.
        """
        for directory, folders, names in os.walk(root, onerror=self._lack):
            folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED_PREFIXES))
            # Bytes have no Path, and relpath() of each file would take a second of 10,000.
            above = directory + b"/" if directory != b"/" else directory
            for name in sorted(names):
                if not name.startswith(_IGNORED_PREFIXES) and name not in _IGNORED_NAMES:
                    seen = self.look(above + name, (above + name)[len(root) :].lstrip(b"/"))
                    if seen:
                        yield seen

    def look(self, absolute: bytes, path: bytes) -> Seen | None:
        """Return a regular file; what is none is named."""
        try:
            status = os.stat(absolute)  # noqa: PTH116 - bytes have no Path
        except OSError as error:
            self._lack(error)
            self.unknown.add(absolute)
            return None
        if not stat.S_ISREG(status.st_mode):
            self.report.name(absolute, "not a regular file")
            return None
        return Seen(absolute, path, status.st_size, status.st_mtime_ns, self.intake)

    def _lack(self, error: OSError) -> None:
        path = os.fsencode(error.filename or "?")
        self.unknown.add(path)
        self.report.name(path, error.strerror or str(error))


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
    with catalogue.read() as view:
        known = view.sources.sightings(source.id)
    walker = _Walker(source.intake, report)
    found = tuple(walker.walk(source.path))
    before = sum(one.vanished is None for one in known)
    if before and not found:
        # The directory on which a share is mounted is there without the share, too.
        report.name(source.path, f"empty, but held {before} files: is the share mounted?")
        return
    unknown = {path[len(source.path) :].lstrip(b"/") for path in walker.unknown}
    looked = _Looked(source, found, known, frozenset(unknown))
    looked.vanish(catalogue, looked.sight(catalogue, progress, report), report)


def _scan_paths(catalogue: Catalogue, source: Source, progress: Progress, report: Report) -> None:
    with catalogue.read() as view:
        known = view.sources.sightings(source.id)
    there = [one for one in known if one.vanished is None and os.path.lexists(one.path)]
    found: list[Seen] = []
    for one in there:
        seen = _Walker(one.intake, report).look(one.path, one.path)
        found += [seen] if seen else []
    looked = _Looked(source, tuple(found), known, frozenset(one.path for one in there))
    looked.vanish(catalogue, looked.sight(catalogue, progress, report), report)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What lies in a source, beside what lay there before."""

    source: Source
    found: tuple[Seen, ...]
    known: tuple[Sighting, ...]
    """From before the look, the vanished too: what others add meanwhile has not vanished."""
    unknown: frozenset[bytes] = frozenset()
    """Paths that may be there, with all below them."""

    def sight(
        self, catalogue: Catalogue, progress: Progress, report: Report, *, again: bool = False
    ) -> frozenset[str]:
        """Record what is new or changed; return the hashes of what lies at a new path."""
        known = {one.path: one for one in self.known}
        report.seen += len(self.found)
        changed = [seen for seen in self.found if not _is_same(seen, known.get(seen.path))]
        moved: set[str] = set()
        with progress.step("scan", len(changed)) as step:
            for part in _batched(changed):
                hashed = [_hash(self.source, seen, known.get(seen.path), report) for seen in part]
                with catalogue.write() as view:
                    for one in hashed:
                        if one is None or _is_refused(view, self.source, one, report):
                            continue
                        if again or not view.files.is_erased(one.sha256):
                            _record(view, one, known.get(one.path), report)
                            moved.update({one.sha256} if one.path not in known else ())
                step.advance(len(part))
        return frozenset(moved)

    def vanish(self, catalogue: Catalogue, new: frozenset[str], report: Report) -> None:
        """Note what is gone; what lies at a new path, by its hash, was only moved."""
        there = self.unknown.union(seen.path for seen in self.found)
        gone = [one for one in self.known if one.vanished is None and not _is_there(one, there)]
        if gone:
            with catalogue.write() as view:
                paths = [one.path for one in gone]
                view.sources.vanish(self.source.id, paths, datetime.now(UTC))
        moved = sum(one.sha256 in new for one in gone)
        report.moved += moved
        report.vanished += len(gone) - moved


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
    file = view.files.get(sighting.sha256)
    if file is not None and file.reading is Reading.MISSING:
        # It was gone when it was to be read, and is back.
        view.files.update(replace(file, reading=Reading.PENDING))
    if file is None:
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


def _is_there(sighting: Sighting, there: frozenset[bytes]) -> bool:
    """Whether a file, or the archive that it was in, is there."""
    if sighting.path in there:
        return True
    parts = sighting.path.split(b"/")
    return any(b"/".join(parts[:count]) in there for count in range(len(parts)))


def _batched(found: list[Seen]) -> Iterator[list[Seen]]:
    rest = iter(found)
    while part := list(islice(rest, _FILES_PER_TRANSACTION)):
        yield part
