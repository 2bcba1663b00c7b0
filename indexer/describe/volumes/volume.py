"""A file into the values of its work and, where it is a volume, those of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.description import Known, describe_pages
from indexer.describe.document import Document
from indexer.describe.kinds import FoundKind, find_kind
from indexer.describe.letterhead import split_letterhead
from indexer.describe.titles import find_title, title_beyond_pages
from indexer.describe.volumes.found import PageRun, Way
from indexer.describe.volumes.split import find_papers, split_as_told
from indexer.records.works import Field, Kind, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.names import NameFinder
    from indexer.describe.volumes.found import FoundPaper, Split
    from indexer.records.files import File, ReadFile


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a volume with all that its pages suggest."""

    run: PageRun
    confidence: float
    """0 to 1: how sure it is that a paper begins on the first page."""
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """What a file suggests: one work, and the papers in it if it is a volume."""

    values: tuple[Value, ...]
    papers: tuple[Paper, ...] = ()
    """In the order of their pages, none overlapping."""
    way: Way | None = None
    """How the papers were found; none where there are none or a person has laid them down."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person has said of a file, which the program does not decide again."""

    kind: Kind | None = None
    """What is anything but proceedings is not split."""
    runs: tuple[PageRun, ...] | None = None
    """The pages of its papers; an empty tuple for a file that is one work."""


_NOTHING = Told()


def describe_volume(
    file: File, read: ReadFile, authorities: NameFinder, told: Told = _NOTHING
) -> Volume:
    """Return what ``file`` suggests, with its papers if it is a volume.

    The pages need the boxes of their words, else only capitals tell the heads of papers.
    """
    document = Document(file.sha256, file.name, read.pages, read.properties)
    title = find_title(document, split_letterhead(document.opening))
    kind = find_kind(document, title)
    split = _split(read, kind.kind, told)
    if split is None or not split.papers:
        return Volume(describe_pages(document, authorities, Known(title, kind)).values)
    first = split.papers[0]
    if kind.kind is not Kind.PROCEEDINGS:
        kind = FoundKind(Kind.PROCEEDINGS, first.title.span if first.title is not None else None)
    if title.span is not None and title.span.page.index >= first.run.first:
        # Without a page of its own, what looks like its title is that of a paper.
        title = title_beyond_pages(document)
    description = describe_pages(document, authorities, Known(title, kind))
    dates = description.of(Field.DATE)
    papers = tuple(_paper(document, one, authorities, dates) for one in split.papers)
    return Volume(description.values, papers, split.way)


def _split(read: ReadFile, suggested: Kind, told: Told) -> Split | None:
    if told.runs is not None:
        return split_as_told(read.pages, told.runs)
    if told.kind not in {None, Kind.PROCEEDINGS}:
        return None
    # Whatever the program takes it for: a file full of papers is a volume.
    return find_papers(read.pages, told.kind or suggested)


def _paper(
    document: Document, found: FoundPaper, authorities: NameFinder, dates: Sequence[Value]
) -> Paper:
    """Describe the pages of a paper; without a date of its own it has that of its volume."""
    pages = document.pages[found.run.first - 1 : found.run.last]
    own = Document(document.sha256, document.name, pages, {})
    known = Known(found.title, FoundKind(Kind.PAPER), found.authors)
    values = describe_pages(own, authorities, known).values
    if not any(value.field is Field.DATE for value in values):
        values += tuple(dates)
    return Paper(found.run, found.confidence, values)
