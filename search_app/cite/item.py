"""A work with its volume into what a reference says, in the terms of CSL 1.0.2.

https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.records.dates import Span, parse_date
from indexer.records.files import Unit
from indexer.records.persons import Person, parse_person
from indexer.records.works import Field, Kind
from search_app.links import permanent_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.records.works import Value, Work
    from search_app.holdings import Records


class ItemType(StrEnum):
    """What is cited, by its CSL name."""

    PAPER = "paper-conference"
    VOLUME = "book"
    REPORT = "report"
    TREATY = "treaty"
    DOCUMENT = "document"


_TYPES = {
    Kind.PROCEEDINGS: ItemType.VOLUME,
    Kind.PAPER: ItemType.PAPER,
    Kind.DELEGATION_IN: ItemType.REPORT,
    Kind.DELEGATION_OUT: ItemType.REPORT,
    Kind.PROJECT: ItemType.REPORT,
    Kind.SUMMARY: ItemType.REPORT,
    Kind.MEMORANDUM: ItemType.TREATY,
}


@dataclass(frozen=True, slots=True)
class Pages:
    """The first and the last page, as printed; the same twice for one page."""

    first: str
    last: str

    def joined(self, dash: str) -> str:
        """Return "12–20", or "12"."""
        return self.first if self.first == self.last else f"{self.first}{dash}{self.last}"


@dataclass(frozen=True, slots=True)
class Locator:
    """The one page of a work that is cited."""

    label: str
    """As printed."""
    unit: Unit = Unit.PAGE


@dataclass(frozen=True, slots=True)
class Item:
    """What a reference says of a work."""

    id: str
    type: ItemType
    title: str
    language: str
    """ISO 639-1, or nothing."""
    authors: tuple[Person, ...]
    issuer: str
    """Who answers for it: the unit, else the organiser."""
    issued: str
    """EDTF, or nothing."""
    place: str
    number: str
    url: str
    container: str = ""
    """The title of the volume that it stands in."""
    pages: Pages | None = None
    """Those that it takes up in the volume."""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """These two as the authority records name them; no reference says them, a table does."""

    @property
    def year(self) -> str:
        """The year, or the years of an interval; nothing if undated."""
        span = self.span
        if span is None:
            return ""
        years = span.years
        return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"

    @property
    def span(self) -> Span | None:
        """The days of the date."""
        try:
            return parse_date(self.issued)
        except ValueError:
            return None


def make_item(
    work: Work, parent: Work | None, records: Records, pages: Pages | None = None
) -> Item:
    """Return what a reference says of ``work``, which stands in ``parent``."""
    kinds = [Kind(value.text) for value in work.of(Field.KIND) if value.text in set(Kind)]
    language = _language(work)
    return Item(
        id=work.id,
        type=_TYPES.get(kinds[0], ItemType.DOCUMENT) if kinds else ItemType.DOCUMENT,
        title=work.first(Field.TITLE),
        language=language,
        authors=tuple(parse_person(value.text) for value in work.of(Field.AUTHOR)),
        issuer=_first(_ISSUERS, (work, parent), records, language),
        issued=_first((Field.DATE, Field.PERIOD), (work, parent), records, language),
        place=_first((Field.PLACE,), (work, parent), records, language),
        number=work.first(Field.NUMBER),
        url=permanent_url(work.id),
        container=parent.first(Field.TITLE) if parent else "",
        pages=pages,
        abstract=work.first(Field.ABSTRACT),
        keywords=tuple(value.text for value in work.of(Field.KEYWORD)),
        partners=tuple(_name(value, records, language) for value in work.of(Field.PARTNER)),
        countries=tuple(_name(value, records, language) for value in work.of(Field.COUNTRY)),
    )


_ISSUERS = (Field.UNIT, Field.ORGANISER)


def _language(work: Work) -> str:
    titles, languages = work.of(Field.TITLE), work.of(Field.LANGUAGE)
    if titles and titles[0].language:
        return titles[0].language
    return languages[0].text if len(languages) == 1 else ""


def _first(
    fields: Iterable[Field], works: tuple[Work, Work | None], records: Records, language: str
) -> str:
    """Return the first value that the work, else its volume, has in one of the fields."""
    values = (value for work in works if work for field in fields for value in work.of(field))
    return next((_name(value, records, language) for value in values), "")


def _name(value: Value, records: Records, language: str) -> str:
    """Return a value as it is named in the language of the work."""
    record = records.authority(value.authority) if value.authority else None
    return record.name("en" if language == "en" else "vi") if record else value.text
