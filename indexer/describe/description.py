"""The pages of a file into the values of the work it holds, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.dating import Dating, find_date, find_period, place_of_issue
from indexer.describe.delegations import find_head, find_hosts, find_members, find_purpose
from indexer.describe.document import Document, Span, joined
from indexer.describe.events import Event, find_event
from indexer.describe.kinds import FoundKind, find_kind
from indexer.describe.languages import find_languages, language_of
from indexer.describe.letterhead import split_letterhead
from indexer.describe.numbers import find_number
from indexer.describe.papers import Piece, find_abstracts, find_authors, find_keywords
from indexer.describe.partners import find_named
from indexer.describe.personal import without_personal
from indexer.describe.projects import find_funders, find_years
from indexer.describe.title_wording import FoundTitle
from indexer.describe.titles import find_title
from indexer.records.works import Field, Kind, Origin, TitleForm, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.describe.delegations import Fact
    from indexer.describe.letterhead import Letterhead
    from indexer.describe.names import NameFinder
    from indexer.describe.partners import Named
    from indexer.records.files import File, ReadFile

_EVENTS = frozenset({Kind.OTHER, Kind.PROCEEDINGS})
_DELEGATIONS = frozenset({Kind.DELEGATION_OUT, Kind.DELEGATION_IN})


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of the one work in it.

    There is always a title and a kind. Values of one field stand in the order of their worth.
    """

    values: tuple[Value, ...]

    def of(self, field: Field) -> tuple[Value, ...]:
        """Return the values of ``field``."""
        return tuple(value for value in self.values if value.field is field)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document before it is described; the rest is looked for."""

    title: FoundTitle | None = None
    kind: FoundKind | None = None
    authors: tuple[Piece, ...] = ()


_NOTHING = Known()


def describe(file: File, read: ReadFile, authorities: NameFinder) -> Description:
    """Return what the pages, properties and name of ``file`` suggest; any pages will do."""
    return describe_pages(
        Document(file.sha256, file.name, read.pages, read.properties), authorities
    )


def describe_pages(
    document: Document, authorities: NameFinder, known: Known = _NOTHING
) -> Description:
    """Return what ``document`` suggests of itself: a whole file, or a paper's pages in a volume.

    Of the numbers of persons no digit is in it.
    """
    values = _Describer(document, authorities, known).values()
    return Description(without_personal(values, document.pages))


class _Describer:
    """Reads one document; later steps see what the earlier ones found."""

    def __init__(self, document: Document, authorities: NameFinder, known: Known) -> None:
        self.document = document
        self.finder = authorities
        self.known = known
        self.head: Letterhead = split_letterhead(document.opening)
        self.title: FoundTitle = known.title or find_title(document, self.head)
        self.kind: FoundKind = known.kind or find_kind(document, self.title)
        tells = self.kind.kind in _EVENTS
        self.event: Event | None = find_event(document, self.title) if tells else None

    def values(self) -> Iterator[Value]:
        """Yield the values, field by field."""
        yield from self._title_and_kind()
        yield from self._languages()
        yield from self._dates()
        yield from self._letterhead()
        yield from self._names()
        if self.kind.kind in _DELEGATIONS:
            yield from self._delegation()
        if self.kind.kind is Kind.PAPER:
            yield from self._paper()
        if self.kind.kind is Kind.PROJECT:
            yield from self._facts(Field.FUNDER, find_funders(self.document))
        if self.event is not None:
            yield from self._facts(Field.ORGANISER, self.event.organisers)
            yield from self._facts(Field.MEMBERS, (self.event.attendance,))

    def _title_and_kind(self) -> Iterator[Value]:
        title = self.title
        yield self._title(title, TitleForm.MAIN)
        if title.translation is not None:
            yield self._title(title.translation, TitleForm.TRANSLATED)
        yield self._value(Field.KIND, self.kind.kind, self.kind.span)

    def _title(self, title: FoundTitle, form: TitleForm) -> Value:
        evidence = self.document.evidence(title.span) if title.span else None
        language = language_of(title.text)
        return Value(Field.TITLE, title.text, title.origin, language, form, evidence=evidence)

    def _languages(self) -> Iterator[Value]:
        for language in find_languages(self.document.pages):
            yield self._value(Field.LANGUAGE, language.code, language.span)

    def _dates(self) -> Iterator[Value]:
        kind = self.kind.kind
        period = find_period(self.document, kind)
        if period is None:
            period = self._own_period()
        date = find_date(self.document, self.title, kind, period)
        for field, dating in ((Field.DATE, date), (Field.PERIOD, period)):
            if dating is not None:
                yield self._dated(field, dating)

    def _own_period(self) -> Dating | None:
        """Return the days of a conference, the years of a project."""
        fact = self.event.days if self.event is not None else None
        if self.kind.kind is Kind.PROJECT:
            fact = find_years(self.document)
        return Dating(fact.text, Origin.SUGGESTED, fact.span) if fact is not None else None

    def _dated(self, field: Field, dating: Dating) -> Value:
        evidence = self.document.evidence_around(dating.span) if dating.span else None
        return Value(field, dating.edtf, dating.origin, evidence=evidence)

    def _letterhead(self) -> Iterator[Value]:
        number = find_number(self.head.lines)
        if number is not None:
            yield self._value(Field.NUMBER, number.text, number.span)
        held = self.event.place if self.event is not None else None
        place = held.span if held is not None else place_of_issue(self.document)
        if place is not None:
            text = joined(place.text)
            text = text.title() if text.isupper() else text
            yield self._value(Field.PLACE, text, place, self._key_of(text))

    def _names(self) -> Iterator[Value]:
        named = find_named(self.document, self.title, self.head, self.finder, self.kind.kind)
        fields: tuple[tuple[Field, Sequence[Named]], ...] = (
            (Field.UNIT, named.units),
            (Field.PARTNER, named.partners),
            (Field.COUNTRY, named.countries),
        )
        for field, found in fields:
            for one in found:
                record = self.finder.record(one.key)
                text = record.name("vi") if record is not None else one.span.text
                yield self._value(field, text, one.span, one.key)

    def _delegation(self) -> Iterator[Value]:
        facts = (
            (Field.HEAD, find_head(self.document)),
            (Field.MEMBERS, find_members(self.document)),
            (Field.PURPOSE, find_purpose(self.document)),
        )
        for field, fact in facts:
            if fact is not None:
                yield self._value(field, fact.text, fact.span)
        for host in find_hosts(self.document):
            yield self._value(Field.HOST, host.text, host.span, self._key_of(host.text))

    def _facts(self, field: Field, facts: Iterable[Fact | None]) -> Iterator[Value]:
        for fact in facts:
            if fact is not None:
                yield self._value(field, fact.text, fact.span, self._key_of(fact.text))

    def _paper(self) -> Iterator[Value]:
        for author in self.known.authors or find_authors(self.document, self.title):
            yield self._value(Field.AUTHOR, author.text, author.span)
        pieces = (
            (Field.ABSTRACT, find_abstracts(self.document)),
            (Field.KEYWORD, find_keywords(self.document)),
        )
        for field, found in pieces:
            for piece in found:
                evidence = self.document.evidence(piece.span)
                language = language_of(piece.text)
                yield Value(field, piece.text, Origin.SUGGESTED, language, evidence=evidence)

    def _key_of(self, text: str) -> str:
        """Return the record that is all that ``text`` names, empty if none is."""
        mentions = self.finder.find(text)
        whole = [one for one in mentions if (one.end - one.start) * 10 >= len(text) * 6]
        return whole[0].key if len(whole) == 1 else ""

    def _value(self, field: Field, text: str, span: Span | None, key: str = "") -> Value:
        evidence = self.document.evidence_around(span) if span is not None else None
        return Value(field, text, Origin.SUGGESTED, authority=key, evidence=evidence)
