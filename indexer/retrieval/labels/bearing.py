"""Works into what they bear, titles and names, and that into labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.authorities import Authority, NameForm
from indexer.records.works import Field
from indexer.retrieval.labels.layout import LabelKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.records.works import Work

_NAMED = (
    Field.AUTHOR,
    Field.PARTNER,
    Field.COUNTRY,
    Field.UNIT,
    Field.ORGANISER,
    Field.FUNDER,
)
FIELDS = frozenset((Field.TITLE, *_NAMED))
"""The fields whose values make labels."""

_LANGUAGES = frozenset({"vi", "en", "mul"})


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A title, a name, or a record with all its names."""

    kind: LabelKind
    record: str = ""
    """The key of the authority record; none of what is a text alone."""
    text: str = ""


def entities_of(work: Work) -> frozenset[Entity]:
    """Return what a work bears."""
    return frozenset((*_titles(work), *_names(work)))


def _titles(work: Work) -> Iterator[Entity]:
    for value in work.of(Field.TITLE):
        yield Entity(LabelKind.TITLE, text=value.text)


def _names(work: Work) -> Iterator[Entity]:
    for value in (value for field in _NAMED for value in work.of(field)):
        # Of what has a key that alone: so the text, which is one of many, is no name beside it.
        text = "" if value.authority else value.text
        yield Entity(LabelKind.NAME, value.authority, text)


def texts_of(entity: Entity, records: Mapping[str, Authority]) -> list[str]:
    """Return the labels of an entity: of a record those in our languages, preferred ones first."""
    if not entity.record:
        return [entity.text]
    record = records.get(entity.record)
    names = [name for name in record.names if name.language in _LANGUAGES] if record else []
    order = list(NameForm)
    ordered = sorted(names, key=lambda name: order.index(name.form))
    return list(dict.fromkeys(name.text for name in ordered))
