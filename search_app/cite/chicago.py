"""An item into a reference of the Chicago Manual of Style, author and date.

18th edition, 2024, which leaves out the place of publication; names that are said with the family
name first stand in that order, without a comma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.records.files import Unit
from search_app.cite.reference import Reference, Run, join_names, sentence

if TYPE_CHECKING:
    from indexer.records.persons import Person
    from search_app.cite.item import Item, Locator

_MOST_AUTHORS = 6
"""With more, three are named."""
_PARTS = {Unit.PAGE: "", Unit.SLIDE: "slide ", Unit.SHEET: "sheet ", Unit.SECTION: "sec. "}


def chicago_reference(item: Item) -> Reference:
    """Return the entry in the list of references."""
    year = sentence(item.year or "n.d.")
    authors = _authors(item)
    head = f"{sentence(authors)} {year} " if authors else ""
    late = "" if authors else f" {year}"
    if item.container:
        pages = f", {item.pages.joined('–')}" if item.pages else ""
        return (
            Run(f"{head}“{sentence(item.title)}”{late} In "),
            Run(item.container, italic=True),
            Run(f"{pages}.{_tail(item)}"),
        )
    number = f" {sentence(item.number)}" if item.number else ""
    title = Run(sentence(item.title), italic=True)
    return (*((Run(head),) if head else ()), title, Run(f"{late}{number}{_tail(item)}"))


def chicago_in_text(item: Item, locator: Locator | None) -> str:
    """Return what stands in the text: "(Nguyễn and Trần 2016, 15)"."""
    names = [person.family for person in item.authors] or [item.issuer or f"“{item.title}”"]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    place = f", {_PARTS[locator.unit]}{locator.label}" if locator else ""
    return f"({who} {item.year or 'n.d.'}{place})"


def _authors(item: Item) -> str:
    if not item.authors:
        return item.issuer
    names = [_first(item.authors[0]), *(person.written for person in item.authors[1:])]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[:3])}, et al."
    inverted = "," in names[0]
    if len(names) == 2 and inverted:
        return f"{names[0]}, and {names[1]}"
    return join_names(names, "and", serial=True)


def _first(person: Person) -> str:
    """Return the name that the list is ordered by."""
    if person.family_first or not person.given:
        return person.written
    return f"{person.family}, {person.given}"


def _tail(item: Item) -> str:
    publisher = f" {sentence(item.issuer)}" if item.issuer and item.authors else ""
    return f"{publisher} {item.url}."
