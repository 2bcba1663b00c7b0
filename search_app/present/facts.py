"""The values of a work into the labelled facts of its record, each with where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.files import File
from indexer.records.works import Field, Work
from search_app.links import search_url
from search_app.params import SearchState
from search_app.present.names import Names
from search_app.present.places import Place, Spot, name_place_in_file
from search_app.present.units import unit_of
from search_app.translate import Wording

if TYPE_CHECKING:
    from indexer.records.works import Evidence, Value

APART = frozenset({Field.ABSTRACT, Field.KIND})
"""Fields that the page shows in a place of their own."""

_FACET_OF = {
    Field.PARTNER: "partner",
    Field.COUNTRY: "country",
    Field.LANGUAGE: "language",
}
"""Fields whose values lead to all works that share them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from."""

    origin: str
    place: Place | None
    words: str


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value as shown."""

    text: str
    language: str
    url: str
    source: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its values."""

    name: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the facts of a work are written with."""

    work: Work
    files: Mapping[str, File]
    names: Names
    wording: Wording


def present_facts(reading: Reading) -> tuple[Fact, ...]:
    """Return every field that has a value, in the fields' own order, without those shown apart."""
    work = reading.work
    facts = []
    for field in Field:
        values = [value for value in work.of(field) if not _is_heading(field, value, work)]
        if values and field not in APART:
            shown = tuple(present_value(value, reading) for value in values)
            facts.append(Fact(_label(field, reading.wording), shown))
    return tuple(facts)


def present_value(value: Value, reading: Reading) -> FactValue:
    """Return one value of a work as shown."""
    return FactValue(
        text=reading.names.of_value(value),
        language=value.language,
        url=_url(value),
        source=Source(
            origin=reading.wording.pgettext("origin", value.origin),
            place=_place(value.evidence, reading) if value.evidence else None,
            words=value.evidence.words if value.evidence else "",
        ),
    )


def _is_heading(field: Field, value: Value, work: Work) -> bool:
    return field is Field.TITLE and value is work.of(Field.TITLE)[0]


def _label(field: Field, wording: Wording) -> str:
    """Further titles are named as such: the first one heads the page."""
    return wording.pgettext("field", "other-titles" if field is Field.TITLE else field)


def _url(value: Value) -> str:
    facet = _FACET_OF.get(value.field)
    if facet is None:
        return ""
    return search_url(SearchState(selected={facet: (value.authority or value.text,)}))


def _place(evidence: Evidence, reading: Reading) -> Place:
    file = reading.files.get(evidence.sha256)
    unit = unit_of(file.kind if file else "pdf")
    spot = Spot(reading.work, evidence.sha256, evidence.page, unit=unit)
    return name_place_in_file(spot, reading.wording)
