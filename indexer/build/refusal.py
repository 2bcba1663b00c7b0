"""A file with a stamp of state secrecy into nothing but its hash, the time and its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.build.archives import archive_above
from indexer.build.places import current_paths
from indexer.build.report import Refused, printable
from indexer.build.scan import name_of
from indexer.records.files import File, Reading

if TYPE_CHECKING:
    from indexer.build.read import Corpus
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import View
    from indexer.records.works import Work


def refuse(corpus: Corpus, file: File, report: Report, version: str) -> None:
    """Erase all that is known of a file: its names, paths, original, texts, and works made of it.

    ``version`` is that of the readers who saw the stamp. A work that was found by its words
    before is for the index to forget: the report says so.
    """
    with corpus.catalogue.write() as view:
        source = _source(view, file.sha256)
        report.found_before |= _forget_works(view, file.sha256)
        day = datetime.now(UTC).date().isoformat()
        warnings = (f"bears a stamp of state secrecy, seen on {day} in {source}",)
        view.files.refuse(
            File(
                file.sha256,
                0,
                "",
                reading=Reading.REFUSED_SECRET,
                warnings=warnings,
                text_version=version,
            )
        )
    corpus.originals.remove(file.sha256)
    corpus.texts.remove(file.sha256)
    report.refuse(Refused(file.sha256, source))


def _source(view: View, sha256: str) -> str:
    """Return the registered folders in which a file was seen, as they were registered, or archives.

    An archive is no secret by its name, and nothing else leads to what is in it.
    """
    archives = {archive_above(path) for path in current_paths(view, sha256)} - {None}
    if archives:
        return ", ".join(sorted(printable(bytes(archive)) for archive in archives if archive))
    seen = {one.source for one in view.sources.sightings_of(sha256)}
    return ", ".join(name_of(source) for source in view.sources.all() if source.id in seen)


def _forget_works(view: View, sha256: str) -> bool:
    """Erase the works of a file; what else belonged to them becomes works of its own again."""
    works = view.works.of_file(sha256)
    others = {one.sha256 for work in works for one in work.files} - {sha256}
    for work in sorted(works, key=_depth, reverse=True):
        view.works.purge(work.id)
    for other in view.files.get_many(others).values():
        view.files.update(replace(other, described=""))
    return bool(works)


def _depth(work: Work) -> bool:
    return bool(work.parent)
