"""The styles of formatted references, and lists of references in the order of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.collation import sort_key
from search_app.cite.apa import apa_in_text, apa_reference
from search_app.cite.chicago import chicago_in_text, chicago_reference
from search_app.cite.item import Item, Locator
from search_app.cite.reference import Reference
from search_app.cite.thesis import thesis_in_text, thesis_order, thesis_reference

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write references."""

    reference: Callable[[Item], Reference]
    in_text: Callable[[Item, Locator | None], str]
    """Of one page of it, or of all of it; empty where the style then says no more than a number."""
    order: Callable[[Item], tuple[str, str]]
    """What a list is ordered by, before the Vietnamese alphabet is applied."""


def _by_family(item: Item) -> tuple[str, str]:
    names = [person.family + " " + person.given for person in item.authors]
    return (names or [item.issuer or item.title])[0], item.year


STYLES = {
    "thesis": Style(thesis_reference, thesis_in_text, thesis_order),
    "apa": Style(apa_reference, apa_in_text, _by_family),
    "chicago": Style(chicago_reference, chicago_in_text, _by_family),
}
"""By the name in an address; the first is the usual one."""


def ordered(items: Iterable[Item], style: Style) -> tuple[Item, ...]:
    """Return a list of references in its order."""
    return tuple(sorted(items, key=lambda item: [sort_key(part) for part in style.order(item)]))
