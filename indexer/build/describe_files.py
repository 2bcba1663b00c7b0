"""Files that were read into works, each value with where it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.describe.description import describe
from indexer.describe.names import NameFinder
from indexer.describe.version import DESCRIBER_VERSION
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, ReadFile, Reading
from indexer.records.identifiers import new_work_id
from indexer.records.works import Field, Intake, Origin, State, Value, Work, WorkFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.build.progress import Progress
    from indexer.build.read import Corpus
    from indexer.build.report import Report
    from indexer.catalogue.catalogue import View

_WORTH_A_WORK = frozenset({Reading.READ, Reading.READ_PARTLY, Reading.NO_TEXT, Reading.UNREADABLE})
"""Sound files that a person could read, though the program perhaps could not."""


def describe_read(corpus: Corpus, progress: Progress, report: Report) -> None:
    """Make a work of every sound file that belongs to none, and renew the suggestions of others.

    What was imported or confirmed stays as it is.
    """
    with corpus.catalogue.read() as view:
        waiting = [
            file
            for file in view.files.all()
            if file.reading in _WORTH_A_WORK and file.described != _version(file)
        ]
        records = view.authorities.all() if waiting else ()
    finder = NameFinder.from_authorities(records)
    with progress.step("describe", len(waiting)) as step:
        for file in waiting:
            values = _describe(corpus, finder, file, report)
            with corpus.catalogue.write() as view:
                _store(view, file, values, report)
            step.advance()


def _version(file: File) -> str:
    return f"{file.text_version}/{DESCRIBER_VERSION}"


def _describe(corpus: Corpus, finder: NameFinder, file: File, report: Report) -> tuple[Value, ...]:
    read = corpus.texts.load(file.sha256, READER_VERSION) or ReadFile(file.reading, file.kind)
    try:
        return describe(file, read, finder).values
    except Exception as error:  # noqa: BLE001 - one odd document must not stop the batch
        report.name(file.name.encode(), f"could not be described: {error!r}")
        return (Value(Field.TITLE, file.name, Origin.SUGGESTED),)


def _store(view: View, file: File, values: Sequence[Value], report: Report) -> None:
    works = view.works.of_file(file.sha256)
    if works:
        for work in works:
            if not work.parent and work.state is not State.DELETED:
                view.works.set_values(work.id, values, {Origin.READ, Origin.SUGGESTED})
    else:
        view.works.add(_new_work(file, values, _intake(view, file)))
        report.works_added += 1
    view.files.update(replace(file, described=_version(file)))


def _intake(view: View, file: File) -> Intake:
    """Return what was asked for the file: of several wishes the strictest tier."""
    wishes = [sighting.intake for sighting in view.sources.sightings_of(file.sha256)]
    return max(wishes, key=lambda wish: wish.tier.strictness, default=Intake())


def _new_work(file: File, values: Sequence[Value], intake: Intake) -> Work:
    now = datetime.now(UTC)
    if intake.kind is not None:
        asked = Value(Field.KIND, intake.kind, Origin.CONFIRMED)
        values = (*(value for value in values if value.field is not Field.KIND), asked)
    # A file without text shows nothing of what stands in it: a person looks first.
    state = intake.state if file.reading.has_text else State.SUGGESTED
    return Work(
        id=new_work_id(),
        state=state,
        tier=intake.tier,
        files=(WorkFile(file.sha256),),
        values=tuple(values),
        created=now,
        changed=now,
    )
