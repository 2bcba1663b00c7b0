"""Which values of a work stand in which column of the sheet, and as what text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from indexer.catalogue.tabular.cells import join
from indexer.records.authorities import AuthorityKind
from indexer.records.works import Field, TitleForm

if TYPE_CHECKING:
    from indexer.records.works import Value, Work


class Shows(Enum):
    """Which of a field's values a column shows."""

    ALL = auto()
    """All of them, separated by semicolons."""
    FIRST = auto()
    """The first: prose has semicolons of its own."""
    TITLE = auto()
    """The main title."""
    ENGLISH_TITLE = auto()
    """The translated title in English."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds values."""

    name: str
    field: Field
    shows: Shows
    names: frozenset[AuthorityKind] = frozenset()
    """The kinds of authority records that its texts name."""

    def places(self, values: tuple[Value, ...]) -> tuple[int, ...]:
        """Return which of the field's effective ``values`` stand in this column."""
        if self.shows is Shows.ALL:
            return tuple(range(len(values)))
        if self.shows is Shows.FIRST:
            return (0,) if values else ()
        english = next((i for i, value in enumerate(values) if _is_english_title(value)), None)
        if self.shows is Shows.ENGLISH_TITLE:
            return () if english is None else (english,)
        others = [i for i in range(len(values)) if i != english]
        main = [i for i in others if values[i].form in {TitleForm.MAIN, ""}]
        return tuple((main or others)[:1])

    def text(self, work: Work) -> str:
        """Return what the column shows of ``work``."""
        values = work.of(self.field)
        texts = [values[place].text for place in self.places(values)]
        return join(texts) if self.shows is Shows.ALL else "".join(texts)


_BODIES = frozenset({AuthorityKind.ORGANISATION, AuthorityKind.UNIT, AuthorityKind.PROGRAMME})

VALUE_COLUMNS = (
    Column("kind", Field.KIND, Shows.FIRST),
    Column("title", Field.TITLE, Shows.TITLE),
    Column("title_en", Field.TITLE, Shows.ENGLISH_TITLE),
    Column("language", Field.LANGUAGE, Shows.ALL),
    Column("date", Field.DATE, Shows.ALL),
    Column("period", Field.PERIOD, Shows.FIRST),
    Column("number", Field.NUMBER, Shows.ALL),
    Column("authors", Field.AUTHOR, Shows.ALL, frozenset({AuthorityKind.PERSON})),
    Column("units", Field.UNIT, Shows.ALL, _BODIES),
    Column("partners", Field.PARTNER, Shows.ALL, _BODIES),
    Column("countries", Field.COUNTRY, Shows.ALL, frozenset({AuthorityKind.COUNTRY})),
    Column("place", Field.PLACE, Shows.ALL, frozenset({AuthorityKind.PLACE})),
    Column("head", Field.HEAD, Shows.FIRST, frozenset({AuthorityKind.PERSON})),
    Column("members", Field.MEMBERS, Shows.FIRST),
    Column("hosts", Field.HOST, Shows.ALL, _BODIES),
    Column("purpose", Field.PURPOSE, Shows.FIRST),
    Column("organisers", Field.ORGANISER, Shows.ALL, _BODIES),
    Column("funders", Field.FUNDER, Shows.ALL, _BODIES),
    Column("abstract", Field.ABSTRACT, Shows.FIRST),
    Column("keywords", Field.KEYWORD, Shows.ALL),
    Column("note", Field.NOTE, Shows.FIRST),
)

COLUMN_NAMES = (
    "id",
    "state",
    "tier",
    "embargo",
    *(column.name for column in VALUE_COLUMNS),
    "parent",
    "files",
)
"""All columns in the order of an exported sheet; ``parent`` and ``files`` only inform."""


def _is_english_title(value: Value) -> bool:
    return value.form == TitleForm.TRANSLATED and value.language == "en"
