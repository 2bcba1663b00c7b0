"""A volume into the list of its papers, to be looked at, taken over, corrected or joined again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.build.describe_files import describe_file
from indexer.build.split_sheet import SplitRow, ToldPaper, read_split
from indexer.build.splitting import (
    PROGRAM,
    is_corrected,
    living,
    retire,
    runs_of,
    store_papers,
    whole_file,
)
from indexer.catalogue.sheet.changing import change_values
from indexer.catalogue.sheet.resolving import Names
from indexer.describe.names import NameFinder
from indexer.describe.volumes import Told, Way
from indexer.errors.sheets import SheetWrong
from indexer.errors.works import PapersCorrected, PapersMissing, VolumeUnread, WorkIsPaper
from indexer.extract.version import READER_VERSION
from indexer.records.text_version import TextVersion
from indexer.records.works import Field, Kind, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.build.read import Corpus
    from indexer.catalogue.catalogue import View
    from indexer.describe.volumes import Volume
    from indexer.records.files import File
    from indexer.records.works import Value, Work


@dataclass(frozen=True, slots=True)
class Review:
    """The papers of a volume as they stand, or as the program finds them."""

    rows: tuple[SplitRow, ...]
    way: Way | None
    """How they were found; none where a person has laid them down."""
    stored: int
    """How many of them are works already."""
    pages: int
    """Of the whole file."""


class SplitWork:
    """One work of the catalogue that is, or may be, a volume."""

    def __init__(self, corpus: Corpus, work: str) -> None:
        """Look ``work`` up.

        Raises :class:`WorkUnknown`, :class:`WorkIsPaper`, :class:`VolumeUnread`.
        """
        self._corpus = corpus
        with corpus.catalogue.read() as view:
            self._work = view.works.get(work)
            self._children = view.works.children(work)
            self._file = _read_file(view, self._work)
            self._finder = NameFinder.from_authorities(view.authorities.all())

    def review(self) -> Review:
        """Return the papers: those laid down by a person, else those that the program finds.

        Raises :class:`PapersMissing`.
        """
        papers = living(self._children)
        corrected = is_corrected(papers)
        volume = self._describe(self._found(corrected=corrected))
        if not volume.papers:
            raise PapersMissing(self._work.id)
        known = {run.first: one for one in papers for run in runs_of((one,), self._file.sha256)}
        labels = self._labels()
        rows = []
        for paper in volume.papers:
            work = known.get(paper.run.first)
            values = work.values if work is not None else paper.values
            confidence = None if corrected else paper.confidence
            label = labels.get(paper.run.first, "")
            title, authors = _texts(values, Field.TITLE)[0], _texts(values, Field.AUTHOR)
            work_id = work.id if work is not None else ""
            rows.append(SplitRow(work_id, paper.run, label, title, authors, confidence))
        return Review(tuple(rows), volume.way, len(papers), self._file.pages)

    def apply(self) -> int:
        """Make works of the papers that the program finds; return how many there are.

        Raises :class:`PapersMissing` and, where a person has corrected them,
        :class:`PapersCorrected`.
        """
        if is_corrected(living(self._children)):
            raise PapersCorrected(self._work.id)
        volume = self._describe(self._found(corrected=False))
        if not volume.papers:
            raise PapersMissing(self._work.id)
        with self._corpus.catalogue.write() as view:
            view.works.set_values(self._work.id, volume.values, PROGRAM)
            store_papers(view, self._work, volume.papers)
        return len(volume.papers)

    def take_over(self, sheet: Path) -> int:
        """Make works of the papers in ``sheet``; return how many there are.

        Raises what :func:`indexer.build.split_sheet.read_split` raises.
        """
        known = {child.id for child in self._children}
        told = read_split(sheet, self._file.pages, known)
        volume = self._describe(Told(runs=tuple(one.run for one in told)))
        with self._corpus.catalogue.write() as view:
            names = Names(view.authorities.all())
            view.works.set_values(self._work.id, volume.values, PROGRAM)
            stored = store_papers(view, self._work, volume.papers, [one.id for one in told])
            after = _imported(sheet, told, stored.works, names)
            for before, work in zip(stored.works, after, strict=True):
                if work != before:
                    view.works.replace(work)
        return len(after)

    def join(self) -> int:
        """Make one work of the volume again; return how many papers it had.

        Raises :class:`PapersMissing`.
        """
        papers = living(self._children)
        if not papers:
            raise PapersMissing(self._work.id)
        volume = self._describe(Told(runs=()))
        with self._corpus.catalogue.write() as view:
            retire(view, papers, self._file.sha256)
            view.works.set_values(self._work.id, volume.values, PROGRAM)
        return len(papers)

    def _found(self, *, corrected: bool) -> Told:
        """Return what is told to the program that looks for papers: the pages, or to look."""
        if corrected:
            return Told(runs=runs_of(living(self._children), self._file.sha256))
        # Whoever asks for papers takes the work for a volume.
        return Told(Kind.PROCEEDINGS)

    def _describe(self, told: Told) -> Volume:
        return describe_file(self._corpus, self._finder, self._file, told)

    def _labels(self) -> dict[int, str]:
        read = self._corpus.texts.load(self._file.sha256, READER_VERSION)
        return {page.index: page.label for page in read.pages} if read is not None else {}


def _read_file(view: View, work: Work) -> File:
    """Return the file that is the text of ``work`` as a whole and that was read."""
    if work.parent:
        raise WorkIsPaper(work.id, work.parent)
    sha256 = whole_file(work)
    file = view.files.get(sha256) if sha256 else None
    if file is None or not file.reading.has_text:
        raise VolumeUnread(work.id)
    if TextVersion.parse(file.text_version).readers != READER_VERSION:
        raise VolumeUnread(work.id)
    return file


def _texts(values: Sequence[Value], field: Field) -> tuple[str, ...]:
    """Return the texts of ``field``, of the strongest origin only, as a work shows them."""
    own = [value for value in values if value.field is field]
    strongest = max((value.origin.rank for value in own), default=0)
    return tuple(value.text for value in own if value.origin.rank == strongest)


def _imported(
    sheet: Path, told: Sequence[ToldPaper], works: Sequence[Work], names: Names
) -> list[Work]:
    """Return the works with what their rows say; their titles are a person's word from now on.

    Raises :class:`SheetWrong`.
    """
    changes = [change_values(one.row, work, names) for one, work in zip(told, works, strict=True)]
    problems = [problem for change in changes for problem in change.problems]
    if problems:
        raise SheetWrong(sheet, problems)
    return [
        _with_imported_title(replace(work, values=change.values))
        for work, change in zip(works, changes, strict=True)
    ]


def _with_imported_title(work: Work) -> Work:
    """Return ``work`` with its titles imported: that marks the paper as looked at."""
    titles = work.of(Field.TITLE)
    if any(title.origin not in PROGRAM for title in titles):
        return work
    imported = tuple(replace(title, origin=Origin.IMPORTED) for title in titles)
    return replace(work, values=(*work.values, *imported))
