"""An item into a reference of the American Psychological Association.

Publication Manual, 7th edition, 2020: parts of a source (8.13), names (9.8), chapters and papers in
edited volumes (10.3, 10.5), reports (10.4). What is said of a reference besides names stands in the
language of the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.records.files import Unit
from search_app.cite.reference import Reference, Run, sentence

if TYPE_CHECKING:
    from indexer.records.persons import Person
    from search_app.cite.item import Item, Locator, Pages

_MOST_AUTHORS = 20
"""With more, nineteen and the last are named (9.8)."""
_PARTS = {Unit.PAGE: "p.", Unit.SLIDE: "Slide", Unit.SHEET: "Sheet", Unit.SECTION: "Section"}


def apa_reference(item: Item) -> Reference:
    """Return the entry in the list of references."""
    year = f"({item.year or 'n.d.'})."
    authors = _authors(item)
    title: Reference = (*_own_title(item), Run(" "))
    rest: Reference = ()
    if item.container:
        title = (Run(sentence(item.title)), Run(" "))
        rest = (Run("In "), Run(item.container, italic=True), Run(_within(item) + "."))
    head = (Run(f"{sentence(authors)} {year} "), *title) if authors else (*title, Run(f"{year} "))
    return (*head, *rest, Run(_tail(item, spaced=bool(rest))))


def apa_in_text(item: Item, locator: Locator | None) -> str:
    """Return what stands in the text: "(Nguyễn & Trần, 2016, p. 15)"."""
    names = [person.family for person in item.authors] or [item.issuer or f"“{item.title}”"]
    who = f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
    place = f", {_PARTS[locator.unit]} {locator.label}" if locator else ""
    return f"({who}, {item.year or 'n.d.'}{place})"


def _authors(item: Item) -> str:
    names = [_inverted(person) for person in item.authors] or [item.issuer]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, … {names[-1]}"
    # Unlike other lists, also two names are parted by a comma.
    return ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _inverted(person: Person) -> str:
    return f"{person.family}, {person.initials}" if person.given else person.family


def _located(pages: Pages) -> str:
    return f"{'p.' if pages.first == pages.last else 'pp.'} {pages.joined('–')}"


def _own_title(item: Item) -> Reference:
    """Return the title of what stands for itself, with its number."""
    if item.number:
        return (Run(item.title, italic=True), Run(f" ({item.number})."))
    return (Run(sentence(item.title), italic=True),)


def _within(item: Item) -> str:
    return f" ({_located(item.pages)})" if item.pages else ""


def _tail(item: Item, *, spaced: bool) -> str:
    """Return publisher and address; who is the author already is not named again."""
    publisher = f"{sentence(item.issuer)} " if item.issuer and item.authors else ""
    return f"{' ' if spaced else ''}{publisher}{item.url}"
