"""Works, what a person looks for, with their values and where each value was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """The life of a work; only published ones are searchable."""

    SUGGESTED = "suggested"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"


class Tier(StrEnum):
    """Who may read; the order of the members is the order of strictness."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"

    @property
    def strictness(self) -> int:
        """0 for public, greater for fewer readers."""
        return list(Tier).index(self)


class Kind(StrEnum):
    """What sort of document a work is."""

    DELEGATION_OUT = "delegation-out"
    DELEGATION_IN = "delegation-in"
    PROCEEDINGS = "proceedings"
    PAPER = "paper"
    PROJECT = "project-output"
    MEMORANDUM = "memorandum"
    SUMMARY = "annual-summary"
    OTHER = "other"


class Field(StrEnum):
    """The fields a work can have values in."""

    TITLE = "title"
    KIND = "kind"
    LANGUAGE = "language"
    DATE = "date"
    PERIOD = "period"
    NUMBER = "number"
    AUTHOR = "author"
    UNIT = "unit"
    PARTNER = "partner"
    COUNTRY = "country"
    PLACE = "place"
    HEAD = "head"
    MEMBERS = "members"
    HOST = "host"
    PURPOSE = "purpose"
    ORGANISER = "organiser"
    FUNDER = "funder"
    ABSTRACT = "abstract"
    KEYWORD = "keyword"
    NOTE = "note"


class Origin(StrEnum):
    """Where a value comes from; a later member outranks an earlier one."""

    READ = "read"
    """Embedded in the file by whoever made it."""
    SUGGESTED = "suggested"
    """Recognised in the text by the program."""
    IMPORTED = "imported"
    """From a librarian's sheet."""
    CONFIRMED = "confirmed"
    """By a person looking at this very value."""

    @property
    def rank(self) -> int:
        """Greater outranks lesser."""
        return _RANKS[self]


_RANKS = {origin: rank for rank, origin in enumerate(Origin)}


class TitleForm(StrEnum):
    """Which title a title is."""

    MAIN = "main"
    TRANSLATED = "translated"
    RUNNING = "running"


class Role(StrEnum):
    """What a file is to its work."""

    TEXT = "text"
    TRANSLATION = "translation"
    DRAFT = "draft"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Intake:
    """What whoever brought a file asked for the work that is recognised from it."""

    tier: Tier = Tier.PUBLIC
    state: State = State.PUBLISHED
    kind: Kind | None = None
    """None leaves the kind to be recognised."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: a page of a file and the words there."""

    sha256: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one field."""

    field: Field
    text: str
    """As shown; for kinds and languages the code, for dates the EDTF form."""
    origin: Origin
    language: str = ""
    """ISO 639-1 where it matters: titles, abstracts, keywords."""
    form: str = ""
    """A :class:`TitleForm` for titles."""
    authority: str = ""
    """The key of the authority record, for partners, countries, units, people."""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file of a work, or the range of its pages that belong to the work."""

    sha256: str
    role: Role = Role.TEXT
    language: str = ""
    version: str = ""
    first_page: int = 1
    last_page: int | None = None
    """Inclusive; none means to the end."""

    def holds(self, page: int) -> bool:
        """Whether a page of the file is one of the work's."""
        return self.first_page <= page and (self.last_page is None or page <= self.last_page)


@dataclass(frozen=True, slots=True)
class Work:
    """A report, a volume, one paper in it, a project output."""

    id: str
    state: State
    tier: Tier
    files: tuple[WorkFile, ...] = ()
    values: tuple[Value, ...] = ()
    parent: str = ""
    """The id of the volume a paper stands in."""
    position: int = 0
    """The place among the works of one parent."""
    embargo: date | None = None
    """Until this day only readers of the restricted tier may see it."""
    created: datetime | None = None
    changed: datetime | None = None

    def of(self, field: Field) -> tuple[Value, ...]:
        """Return the values of ``field`` in their order: those of the strongest origin only."""
        values = tuple([value for value in self.values if value.field is field])
        if len(values) < 2:
            return values
        strongest = max((value.origin.rank for value in values), default=0)
        return tuple(value for value in values if value.origin.rank == strongest)

    def first(self, field: Field) -> str:
        """Return the text of the first value of ``field``, or an empty string."""
        return next((value.text for value in self.of(field)), "")

    def tier_on(self, day: date) -> Tier:
        """Return the tier that holds on ``day``, the embargo considered."""
        return Tier.RESTRICTED if self.embargo is not None and day < self.embargo else self.tier
