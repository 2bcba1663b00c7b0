"""Mentions of authority names into the partners, countries and units of a work.

Home is known from the records themselves: what stands above a unit is the institution these
documents are from, and the country above it is its own; neither is a partner of itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.describe.document import Span, span_of
from indexer.describe.folding import fold_evenly
from indexer.records.authorities import AuthorityKind
from indexer.records.works import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.describe.document import Document
    from indexer.describe.letterhead import Letterhead
    from indexer.describe.names import Mention, NameFinder
    from indexer.describe.title_wording import FoundTitle
    from indexer.records.authorities import Authority
    from indexer.records.files import Page

_MOST = 8
"""How many partners, or countries, a work is given at most."""
_OFTEN = 3
_PAGES_EACH = 10
"""How often a name must stand in the text when neither the title nor the opening names it: that
many times, and in long texts once in as many pages."""
_OPENING = 1000
"""How many characters below the letterhead count as the opening, over the ends of pages."""
_BEFORE = 20
_RELATION = re.compile(r"\bviet nam\s?[-–]\s?$")
"""What stands before the other side of a relation: that is a subject and takes no part."""
_BODIES = frozenset({AuthorityKind.PROGRAMME, AuthorityKind.ORGANISATION})
_OF_MANY = frozenset({Kind.SUMMARY, Kind.PROCEEDINGS})
_HOME_COUNTRY = "viet nam"


@dataclass(frozen=True, slots=True)
class Named:
    """A record that the work names, where best, how prominently and how often."""

    key: str
    span: Span
    prominence: int
    """3 in the title, 2 in the opening, 1 elsewhere."""
    count: int


@dataclass(frozen=True, slots=True)
class NamedRecords:
    """What a work names that becomes values."""

    partners: tuple[Named, ...]
    countries: tuple[Named, ...]
    units: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Enough:
    """What makes a name a value: either of the two."""

    prominence: int
    count: int


def find_named(
    document: Document, title: FoundTitle, head: Letterhead, finder: NameFinder, kind: Kind
) -> NamedRecords:
    """Return the partners, countries and issuing unit of ``document``, most prominent first.

    What the opening of a summary or volume names are examples out of many: its title tells.
    """
    home = home_of(finder)
    enough = _Enough(3 if kind in _OF_MANY else 2, max(_OFTEN, len(document.pages) // _PAGES_EACH))
    named = [one for one in _all_named(document, title, head, finder) if one.key not in home]
    partners = _chosen(_partners(named, finder, home), enough)
    countries = [one for one in named if _kind(finder, one.key) is AuthorityKind.COUNTRY]
    inherited = _countries_of(partners, finder, {one.key for one in countries} | home)
    return NamedRecords(
        partners=partners,
        countries=_chosen([*countries, *inherited], enough),
        units=_issuing_units(head, finder, home),
    )


@lru_cache(maxsize=4)
def home_of(finder: NameFinder) -> frozenset[str]:
    """Return the keys of the home institution, its units, its country and what lies in it."""
    units = [record for record in finder.records() if record.kind is AuthorityKind.UNIT]
    home = {unit.key for unit in units}
    home.update(above.key for unit in units for above in finder.ancestors(unit.key))
    home.update(record.key for record in finder.records() if _is_home_country(record))
    below = {
        record.key
        for record in finder.records()
        if any(_is_home_country(above) for above in finder.ancestors(record.key))
    }
    return frozenset(home | below)


def _is_home_country(record: Authority) -> bool:
    names = {fold_evenly(name.text) for name in record.names}
    return record.kind is AuthorityKind.COUNTRY and _HOME_COUNTRY in names


def _partners(named: Iterable[Named], finder: NameFinder, home: frozenset[str]) -> list[Named]:
    """Return the organisations among ``named``, and for programmes the organisation above them."""
    found: dict[str, Named] = {}
    for one in named:
        for record in (finder.record(one.key), *finder.ancestors(one.key)):
            if record is None or record.kind not in _BODIES:
                break
            if record.kind is AuthorityKind.ORGANISATION:
                _add(found, replace(one, key=record.key), home)
                break
    return list(found.values())


def _add(found: dict[str, Named], one: Named, home: frozenset[str]) -> None:
    other = found.get(one.key, one)
    best = max(one, other, key=lambda named: named.prominence)
    count = one.count + (other.count if other is not one else 0)
    if one.key not in home:
        found[one.key] = replace(best, count=count)


def _kind(finder: NameFinder, key: str) -> AuthorityKind | None:
    record = finder.record(key)
    return record.kind if record is not None else None


def _all_named(
    document: Document, title: FoundTitle, head: Letterhead, finder: NameFinder
) -> list[Named]:
    counts: Counter[str] = Counter()
    best: dict[str, tuple[int, Span]] = {}
    opened = -_top(document, head)
    for page in document.pages:
        for mention in finder.find(page.text):
            span = Span(page, mention.start, mention.end)
            near = opened + span.start < _OPENING and not _is_subject(mention, page)
            prominence = 3 if _in_title(span, title) else 1 + near
            counts[mention.key] += 1
            if prominence > best.get(mention.key, (0, span))[0]:
                best[mention.key] = (prominence, span)
        opened += len(page.text)
    return [Named(key, span, rank, counts[key]) for key, (rank, span) in best.items()]


def _is_subject(mention: Mention, page: Page) -> bool:
    """Whether the text is on the relation to it: "quan hệ Việt Nam - Liên minh châu Âu"."""
    before = fold_evenly(page.text[max(0, mention.start - _BEFORE) : mention.start])
    return mention.kind in _BODIES and bool(_RELATION.search(before))


def _top(document: Document, head: Letterhead) -> int:
    """Return how many characters stand above the body, from the beginning of the first page."""
    if not head.body or head.body[0].page is not document.pages[0]:
        return 0
    return head.body[0].start


def _in_title(span: Span, title: FoundTitle) -> bool:
    where = title.span
    return where is not None and where.page is span.page and where.start <= span.start < where.end


def _chosen(named: Iterable[Named], enough: _Enough) -> tuple[Named, ...]:
    kept = [
        one for one in named if one.prominence >= enough.prominence or one.count >= enough.count
    ]
    return tuple(sorted(kept, key=lambda one: (-one.prominence, -one.count, one.key))[:_MOST])


def _countries_of(
    partners: Iterable[Named], finder: NameFinder, known: frozenset[str] | set[str]
) -> list[Named]:
    """Return the countries of ``partners`` that are not named themselves: KOICA tells of Korea."""
    found: dict[str, Named] = {}
    for partner in partners:
        for above in finder.ancestors(partner.key):
            if above.kind is AuthorityKind.COUNTRY and above.key not in known:
                made = Named(above.key, partner.span, partner.prominence, partner.count)
                found.setdefault(above.key, made)
    return list(found.values())


def _issuing_units(head: Letterhead, finder: NameFinder, home: frozenset[str]) -> tuple[Named, ...]:
    """Return the deepest body of the home institution that the letterhead names."""
    if not head.lines:
        return ()
    whole = span_of(head.lines)
    mentions = [mention for mention in finder.find(whole.text) if _issues(mention, home)]
    if not mentions:
        return ()
    deepest = max(mentions, key=lambda mention: sum(1 for _ in finder.ancestors(mention.key)))
    span = Span(whole.page, whole.start + deepest.start, whole.start + deepest.end)
    return (Named(deepest.key, span, 2, 1),)


def _issues(mention: Mention, home: frozenset[str]) -> bool:
    bodies = {AuthorityKind.UNIT, AuthorityKind.ORGANISATION}
    return mention.key in home and mention.kind in bodies
