"""Files that were read into works, volumes with their papers, each value with where it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.build.splitting import PROGRAM, living, runs_of, store_papers, told_of, whole_file
from indexer.describe.names import NameFinder
from indexer.describe.version import DESCRIBER_VERSION
from indexer.describe.volumes import Told, Volume, describe_volume
from indexer.extract.archive import ARCHIVE
from indexer.extract.enclosed import LETTERS
from indexer.extract.ocr.tesseract import TESSERACT
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, ReadFile, Reading
from indexer.records.identifiers import new_work_id
from indexer.records.text_version import TextVersion
from indexer.records.works import Field, Intake, Origin, State, Value, Work, WorkFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.build.progress import Progress
    from indexer.build.read import Corpus
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import View

_WORTH_A_WORK = frozenset({Reading.READ, Reading.READ_PARTLY, Reading.NO_TEXT, Reading.UNREADABLE})
"""Sound files that a person could read, though the program perhaps could not."""


def describe_read(
    corpus: Corpus, progress: Progress, report: Report, only: frozenset[str] | None = None
) -> None:
    """Make a work of every sound file that belongs to none, and renew the suggestions of others.

    What was imported or confirmed stays as it is. Of ``only`` some files the others wait.
    """
    with corpus.catalogue.read() as view:
        waiting = [
            file
            for file in view.files.undescribed(DESCRIBER_VERSION)
            if file.reading in _WORTH_A_WORK
            and file.kind != ARCHIVE
            and (only is None or file.sha256 in only)
            and corpus.originals.path(file.sha256).exists()
        ]
        records = view.authorities.all() if waiting else ()
    finder = NameFinder.from_authorities(records)
    with progress.step("describe", len(waiting)) as step:
        for file in waiting:
            volume = _describe(corpus, finder, file, report)
            with corpus.catalogue.write() as view:
                now = view.files.get(file.sha256)
                # Somebody else may have read it meanwhile; its new text is described by itself.
                if now is not None and now.text_version == file.text_version:
                    _store(view, now, volume, report)
            step.advance()


def describe_file(corpus: Corpus, finder: NameFinder, file: File, told: Told) -> Volume:
    """Return what the pages of a file suggest, with its papers if it is a volume."""
    read = corpus.texts.load(file.sha256, READER_VERSION, boxes=True)
    return describe_volume(file, read or ReadFile(file.reading, file.kind), finder, told)


def _version(file: File) -> str:
    return f"{file.text_version}/{DESCRIBER_VERSION}"


def _describe(corpus: Corpus, finder: NameFinder, file: File, report: Report) -> Volume:
    with corpus.catalogue.read() as view:
        works = view.works.of_file(file.sha256)
        told = _told(view, file, works)
        work = _whole(works, file)
        below = living(view.works.children(work.id)) if work is not None else ()
    try:
        volume = describe_file(corpus, finder, file, told)
        if below and not volume.papers:
            # What was a volume remains one until a person joins it again.
            volume = describe_file(corpus, finder, file, Told(runs=runs_of(below, file.sha256)))
    except Exception as error:  # noqa: BLE001 - one odd document must not stop the batch
        report.name(file.name.encode(), f"could not be described: {error!r}")
        return Volume((Value(Field.TITLE, file.name, Origin.SUGGESTED),))
    return volume


def _told(view: View, file: File, works: Sequence[Work]) -> Told:
    """Return what persons have said of the file: of its work, or when they brought it."""
    if not works:
        return Told(_intake(view, file).kind)
    work = _whole(works, file)
    return Told(runs=()) if work is None else told_of(work, view.works.children(work.id))


def _store(view: View, file: File, volume: Volume, report: Report) -> None:
    works = view.works.of_file(file.sha256)
    for work in works:
        if not work.parent and work.state is not State.DELETED:
            view.works.set_values(work.id, volume.values, PROGRAM)
    if not works:
        works = (view.works.add(_new_work(file, volume.values, _intake(view, file))),)
        report.works_added += 1
    whole = _whole(works, file)
    if whole is not None and volume.papers:
        report.works_added += store_papers(view, whole, volume.papers).added
    view.files.update(replace(file, described=_version(file)))


def _whole(works: Sequence[Work], file: File) -> Work | None:
    """Return the one work that the file is the whole text of, if it is there and not removed."""
    above = [work for work in works if not work.parent and work.state is not State.DELETED]
    return above[0] if len(above) == 1 and whole_file(above[0]) == file.sha256 else None


def _intake(view: View, file: File) -> Intake:
    """Return what was asked for the file: of several wishes the strictest tier."""
    wishes = [sighting.intake for sighting in view.sources.sightings_of(file.sha256)]
    return max(wishes, key=lambda wish: wish.tier.strictness, default=Intake())


def _is_scan(file: File) -> bool:
    """Whether it begins with a scan, or is a letter that came with one."""
    if file.kind in LETTERS:
        return TextVersion.parse(file.text_version).wanted > 0
    return file.readers[:1] == (TESSERACT,)


def _new_work(file: File, values: Sequence[Value], intake: Intake) -> Work:
    now = datetime.now(UTC)
    if intake.kind is not None:
        asked = Value(Field.KIND, intake.kind, Origin.CONFIRMED)
        values = (*(value for value in values if value.field is not Field.KIND), asked)
    # A file without text shows nothing of what stands in it, and a scan may bear a stamp that
    # was not recognised: a person looks first.
    looked_at = file.reading.has_text and not _is_scan(file)
    state = intake.state if looked_at else State.SUGGESTED
    return Work(
        id=new_work_id(),
        state=state,
        tier=intake.tier,
        files=(WorkFile(file.sha256),),
        values=tuple(values),
        created=now,
        changed=now,
    )
