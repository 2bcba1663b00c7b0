"""Works into references as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from search_app.cite.forms import FORMS
from search_app.cite.item import Item, make_item
from search_app.cite.reference import Reference
from search_app.cite.styles import STYLES, ordered
from search_app.links import Link, cite_url, work_url
from search_app.present.places import Place, Spot, name_place
from search_app.reader.printed import printed_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.works import Work
    from search_app.context import Visit
    from search_app.reader.printed import Quoted
    from search_app.translate import Wording


_USUAL = next(iter(STYLES))


@dataclass(frozen=True, slots=True)
class Citation:
    """A work in one style."""

    style: str
    name: str
    reference: Reference
    in_text: str
    """Empty where the style has nothing to say in the text."""


@dataclass(frozen=True, slots=True)
class CitationPage:
    """The page of the ways to cite a work, or one page of it."""

    title: str
    url: str
    language: str
    place: Place | None
    """The page that is cited, if it is one."""
    label: str
    """What is printed on that page."""
    unit: str
    """What the document is divided into; empty where no page of it may be seen."""
    file: str
    """What names its file in addresses."""
    here_url: str
    """The ways to cite all of it."""
    citations: tuple[Citation, ...]
    downloads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference in a list, with the list without it."""

    id: str
    title: str
    url: str
    language: str
    reference: Reference
    without_url: str


@dataclass(frozen=True, slots=True)
class ReadingListPage:
    """The page of a reading list."""

    entries: tuple[Entry, ...]
    kept: tuple[str, ...]
    """The works shown, as they stand in the address."""
    style: str
    """As it stands in the address: nothing where it is the usual one."""
    gone: int
    """Works of the list that this reader may not see, or not any more."""
    styles: tuple[tuple[Link, bool], ...]
    """Each with whether it is the one shown."""
    downloads: tuple[Link, ...]


def make_items(works: Sequence[Work], visit: Visit) -> tuple[Item, ...]:
    """Return what references say of works; of their volumes what this reader may see."""
    records, reader = visit.library().records, visit.reader
    parents: dict[str, Work | None] = {}
    for parent in {work.parent for work in works if work.parent}:
        parents[parent] = records.work(parent, reader.tiers, reader.day)
    # Pages say nothing without the volume that they are counted in.
    pages = printed_pages(visit, (work for work in works if parents.get(work.parent)))
    return tuple(
        make_item(work, parents.get(work.parent), records, pages.get(work.id)) for work in works
    )


def present_citation(item: Item, quoted: Quoted, wording: Wording) -> CitationPage:
    """Return the page of the ways to cite a work, or one page of it."""
    citations = (
        Citation(
            style=name,
            name=wording.pgettext("style", name),
            reference=style.reference(item),
            in_text=style.in_text(item, quoted.locator),
        )
        for name, style in STYLES.items()
    )
    opened, leaf = quoted.opened, quoted.leaf
    return CitationPage(
        title=item.title or wording.gettext("Untitled"),
        url=work_url(item.id),
        language=item.language,
        place=_place(quoted, wording),
        label=leaf.label if leaf else "",
        unit=(leaf or opened.leaves[0]).unit.value if opened else "",
        file=opened.key if opened else "",
        here_url=cite_url(item.id),
        citations=tuple(citations),
        downloads=tuple(
            Link(wording.pgettext("form", form), url_for("reference", work=item.id, form=form))
            for form in FORMS
        ),
    )


def _place(quoted: Quoted, wording: Wording) -> Place | None:
    opened, leaf = quoted.opened, quoted.leaf
    if opened is None or leaf is None:
        return None
    spot = Spot(quoted.work, opened.file.sha256, leaf.index, leaf.label, leaf.unit.value)
    return name_place(spot, wording)


def present_list(
    items: Sequence[Item], asked: Sequence[str], style: str, wording: Wording
) -> ReadingListPage:
    """Return the page of a reading list of the works ``asked``, of which ``items`` were found."""
    there = {item.id for item in items}
    kept = [work for work in asked if work in there]
    entries = (
        Entry(
            id=item.id,
            title=item.title or wording.gettext("Untitled"),
            url=work_url(item.id),
            language=item.language,
            reference=STYLES[style].reference(item),
            without_url=_list_url([work for work in kept if work != item.id], style),
        )
        for item in ordered(items, STYLES[style])
    )
    return ReadingListPage(
        entries=tuple(entries),
        kept=tuple(kept),
        style="" if style == _USUAL else style,
        gone=len(asked) - len(kept),
        styles=tuple(
            (Link(wording.pgettext("style", name), _list_url(kept, name)), name == style)
            for name in STYLES
        ),
        downloads=tuple(
            Link(wording.pgettext("form", form), url_for("list_file", form=form, work=kept))
            for form in FORMS
        ),
    )


def _list_url(works: Sequence[str], style: str) -> str:
    """Return the address of a list; that of one that was emptied says so, as others are filled."""
    shown = None if style == _USUAL else style
    return url_for("reading_list", work=list(works) or "", style=shown)
