"""An item into a record of RIS.

The format's tags as Reference Manager defines them, of which those are used that Zotero, EndNote
and Mendeley read alike: for conference papers ``C3`` the proceedings and ``C1`` the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_app.cite.item import ItemType

if TYPE_CHECKING:
    from indexer.records.persons import Person
    from search_app.cite.item import Item

_TYPES = {
    ItemType.PAPER: "CPAPER",
    ItemType.VOLUME: "CONF",
    ItemType.REPORT: "RPRT",
    ItemType.TREATY: "GOVDOC",
    ItemType.DOCUMENT: "GEN",
}


def write_ris(item: Item) -> str:
    """Return one record with lines as the format wants them."""
    lines = [(tag, " ".join(text.split())) for tag, text in _tags(item)]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text) + "ER  - \r\n\r\n"


def _tags(item: Item) -> list[tuple[str, str]]:
    paper = item.type is ItemType.PAPER
    authors = [_person(person) for person in item.authors]
    if not authors and not paper and item.type is not ItemType.VOLUME:
        authors = [item.issuer]
    return [
        ("TY", _TYPES[item.type]),
        *(("AU", author) for author in authors),
        ("TI", item.title),
        ("T2", item.container),
        ("C3", item.container if paper else ""),
        ("PY", item.year[:4]),
        ("DA", _date(item)),
        ("SP", item.pages.first if item.pages else ""),
        ("EP", item.pages.last if item.pages else ""),
        ("PB", item.issuer),
        ("C1" if paper else "CY", item.place),
        ("SN" if item.type is ItemType.REPORT else "M1", item.number),
        *(("KW", keyword) for keyword in item.keywords),
        ("AB", item.abstract),
        ("LA", item.language),
        ("UR", item.url),
        ("ID", item.id),
    ]


def _person(person: Person) -> str:
    return f"{person.family}, {person.given}" if person.given else person.family


def _date(item: Item) -> str:
    """Return the first day as ``YYYY/MM/DD``, as far as it is known."""
    if item.span is None:
        return ""
    first = item.issued.partition("/")[0].split("-")
    return "/".join([*first, "", ""][:3]) + "/"
