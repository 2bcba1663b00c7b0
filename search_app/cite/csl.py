"""An item into CSL-JSON, which citation processors read.

https://github.com/citation-style-language/schema (csl-data.json)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexer.records.persons import Person
    from search_app.cite.item import Item


def as_csl(item: Item) -> dict[str, Any]:
    """Return the item as an object of CSL-JSON; what is not known is left out."""
    authors = [_person(person) for person in item.authors]
    if not authors and item.issuer:
        authors = [{"literal": item.issuer}]
    values: dict[str, Any] = {
        "id": item.id,
        "type": item.type.value,
        "title": item.title,
        "author": authors,
        "issued": _issued(item),
        "container-title": item.container,
        "page": item.pages.joined("-") if item.pages else "",
        "publisher": item.issuer,
        "event-place": item.place,
        "number": item.number,
        "abstract": item.abstract,
        "keyword": ", ".join(item.keywords),
        "language": item.language,
        "URL": item.url,
    }
    return {name: value for name, value in values.items() if value}


def _person(person: Person) -> dict[str, Any]:
    if not person.given:
        return {"literal": person.family}
    name: dict[str, Any] = {"family": person.family, "given": person.given}
    # Processors then write the family name first everywhere, as in Vietnam.
    return {**name, "static-ordering": True} if person.family_first else name


def _issued(item: Item) -> dict[str, Any]:
    if item.span is None:
        return {}
    ends = [[int(part) for part in end.split("-")] for end in item.issued.split("/")]
    return {"date-parts": ends}
