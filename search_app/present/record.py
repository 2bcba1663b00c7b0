"""A work with its volume, papers and files into the page that shows its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.files import File
from indexer.records.works import Field, Work
from search_app.links import permanent_url
from search_app.present.facts import Fact, FactValue, Reading, present_facts, present_value
from search_app.present.files import ShownFile, page_range, present_files
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names

if TYPE_CHECKING:
    from search_app.holdings import Records
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The works a work belongs with, and its files: what this reader may see of them."""

    parent: Work | None
    children: Sequence[Work]
    files: Mapping[str, File]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in its volume."""

    line: WorkLine
    pages: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The page of a work."""

    line: WorkLine
    abstracts: tuple[FactValue, ...]
    facts: tuple[Fact, ...]
    parent: WorkLine | None
    papers: tuple[Paper, ...]
    similar: tuple[WorkLine, ...]
    files: tuple[ShownFile, ...]
    id: str
    permanent: str


def present_work(
    work: Work,
    neighbours: Neighbours,
    similar: Sequence[Work],
    records: Records,
    wording: Wording,
) -> WorkPage:
    """Return the page of a work, with those that are like it."""
    names = Names(records, wording)
    parent = neighbours.parent
    reading = Reading(work, neighbours.files, names, wording)
    return WorkPage(
        line=work_line(work, names, wording),
        abstracts=tuple(present_value(value, reading) for value in work.of(Field.ABSTRACT)),
        facts=present_facts(reading),
        parent=work_line(parent, names, wording) if parent else None,
        papers=tuple(_paper(child, names, wording) for child in neighbours.children),
        similar=tuple(work_line(one, names, wording) for one in similar),
        files=present_files(work.files, neighbours.files, wording),
        id=work.id,
        permanent=permanent_url(work.id),
    )


def _paper(work: Work, names: Names, wording: Wording) -> Paper:
    pages = next((page_range(part, wording) for part in work.files), "")
    return Paper(work_line(work, names, wording), pages)
