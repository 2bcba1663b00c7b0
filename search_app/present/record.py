"""A work with its volume, papers and files into the page that shows its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.records.files import File
from indexer.records.works import Field, Work
from search_app.cite.item import Pages
from search_app.cite.metadata import Metadata, make_metadata
from search_app.cite.reference import Reference
from search_app.cite.styles import STYLES
from search_app.links import file_url, permanent_url
from search_app.present.facts import Fact, FactValue, Reading, present_facts, present_value
from search_app.present.files import ShownFile, page_range, present_files
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names

if TYPE_CHECKING:
    from search_app.cite.item import Item
    from search_app.holdings import Records
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The works a work stands with, and its files: what this reader may see of them."""

    parent: Work | None
    children: Sequence[Work]
    files: Mapping[str, File]
    similar: Sequence[Work] = ()
    """Those that are most like it."""
    printed: Mapping[str, Pages] = field(default_factory=dict)
    """Of the papers by their ids: the pages that they take up, as printed."""


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
    reference: Reference
    metadata: Metadata
    id: str
    permanent: str


def present_work(
    work: Work,
    neighbours: Neighbours,
    item: Item,
    records: Records,
    wording: Wording,
) -> WorkPage:
    """Return the page of a work, with those that are like it, and how it is cited."""
    names = Names(records, wording)
    parent = neighbours.parent
    reading = Reading(work, neighbours.files, names, wording)
    return WorkPage(
        line=work_line(work, names, wording),
        abstracts=tuple(present_value(value, reading) for value in work.of(Field.ABSTRACT)),
        facts=present_facts(reading),
        parent=work_line(parent, names, wording) if parent else None,
        papers=tuple(
            Paper(work_line(child, names, wording), _pages(child, neighbours, wording))
            for child in neighbours.children
        ),
        similar=tuple(work_line(one, names, wording) for one in neighbours.similar),
        files=present_files(work.files, neighbours.files, wording),
        reference=next(iter(STYLES.values())).reference(item),
        metadata=make_metadata(item, _pdf_url(work, neighbours.files)),
        id=work.id,
        permanent=permanent_url(work.id),
    )


def _pdf_url(work: Work, files: Mapping[str, File]) -> str:
    """Return the address of the whole work as a PDF, if there is one."""
    whole = (part.sha256 for part in work.files if not part.last_page and part.first_page == 1)
    found = (files[sha256] for sha256 in whole if sha256 in files)
    return next((file_url(file, external=True) for file in found if file.kind == "pdf"), "")


def _pages(paper: Work, neighbours: Neighbours, wording: Wording) -> str:
    """Return which pages of the volume a paper takes up: as printed, else by their places."""
    printed = neighbours.printed.get(paper.id)
    if printed is None:
        return next((page_range(part, wording) for part in paper.files), "")
    return wording.gettext("pp. %(pages)s") % {"pages": printed.joined("–")}
