"""An item into a reference as Vietnamese theses have it.

The form that the Ministry of Education and Training gives for the list of references of theses
("Hướng dẫn xếp tài liệu tham khảo", with the rules on doctoral training): authors or issuing body,
the year in brackets, the title in italics or, within a volume, in quotation marks, publisher,
place, pages. Vietnamese authors are written as they are called and ordered by their last name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.records.files import Unit
from search_app.cite.reference import Reference, Run

if TYPE_CHECKING:
    from search_app.cite.item import Item, Locator

_FOREIGN = {"en": ("and", "pp.", "p."), "fr": ("et", "pp.", "p.")}
_VIETNAMESE = ("và", "tr.", "tr.")
_PARTS = {
    Unit.PAGE: "tr.",
    Unit.SLIDE: "trang chiếu",
    Unit.SHEET: "bảng",
    Unit.SECTION: "mục",
}
"""In the text, which is Vietnamese whatever it cites."""


def thesis_reference(item: Item) -> Reference:
    """Return the entry in the list of references."""
    year = f"({item.year or 'không ghi năm'})"
    authors = _authors(item)
    head = f"{authors} {year}, " if authors else ""
    late = "" if authors else f" {year}"
    if item.container:
        title: Reference = (
            Run(f"{head}“{item.title}”{late}, "),
            Run(item.container, italic=True),
        )
    else:
        title = (*((Run(head),) if head else ()), Run(item.title, italic=True), Run(late))
    rest = [item.number, item.issuer if item.authors else "", item.place, _pages(item)]
    return (*title, Run("".join(f", {text}" for text in rest if text) + "."), Run(f" {item.url}"))


def thesis_in_text(_item: Item, locator: Locator | None) -> str:
    """Return what stands in the text: "[…, tr. 15]".

    The number of the reference is known in the thesis alone; without a page nothing is left.
    """
    return f"[…, {_PARTS[locator.unit]} {locator.label}]" if locator else ""


def thesis_order(item: Item) -> tuple[str, str]:
    """Return what a list is ordered by, before the alphabet of its language is applied."""
    if not item.authors:
        return item.issuer or item.title, item.title
    first = item.authors[0]
    return first.called, first.written


def _authors(item: Item) -> str:
    if not item.authors:
        return item.issuer
    conjunction = _FOREIGN.get(item.language, _VIETNAMESE)[0]
    names = [
        person.written if person.family_first else f"{person.family} {person.initials}".strip()
        for person in item.authors
    ]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _pages(item: Item) -> str:
    if item.pages is None:
        return ""
    _, several, one = _FOREIGN.get(item.language, _VIETNAMESE)
    mark = one if item.pages.first == item.pages.last else several
    return f"{mark} {item.pages.joined('-')}"
