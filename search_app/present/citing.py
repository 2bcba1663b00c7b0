"""Works into references as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from search_app.cite.forms import FORMS
from search_app.cite.item import Item, make_item
from search_app.cite.reference import Reference
from search_app.cite.styles import STYLES, ordered
from search_app.links import Link, work_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.works import Work
    from search_app.holdings import Records
    from search_app.readers import Reader
    from search_app.translate import Wording


_USUAL = next(iter(STYLES))


@dataclass(frozen=True, slots=True)
class Cited:
    """A work in one style."""

    style: str
    name: str
    reference: Reference
    in_text: str


@dataclass(frozen=True, slots=True)
class CitationPage:
    """The page of the ways to cite a work."""

    title: str
    url: str
    language: str
    cited: tuple[Cited, ...]
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


def make_items(works: Sequence[Work], records: Records, reader: Reader) -> tuple[Item, ...]:
    """Return what references say of works; of their volumes what this reader may see."""
    parents: dict[str, Work | None] = {}
    for parent in {work.parent for work in works if work.parent}:
        parents[parent] = records.work(parent, reader.tiers, reader.day)
    return tuple(make_item(work, parents.get(work.parent), records) for work in works)


def present_citation(item: Item, wording: Wording) -> CitationPage:
    """Return the page of the ways to cite a work."""
    cited = (
        Cited(name, wording.pgettext("style", name), style.reference(item), style.in_text(item))
        for name, style in STYLES.items()
    )
    return CitationPage(
        title=item.title or wording.gettext("Untitled"),
        url=work_url(item.id),
        language=item.language,
        cited=tuple(cited),
        downloads=tuple(
            Link(wording.pgettext("form", form), url_for("reference", work=item.id, form=form))
            for form in FORMS
        ),
    )


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
