"""What a question consists of, once it is parsed; readers are shown the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Demand(StrEnum):
    """What a clause asks of a work."""

    SHOULD = "should"
    MUST = "must"
    NOT = "not"


class Form(StrEnum):
    """How the text of a clause is to be taken."""

    WORDS = "words"
    PHRASE = "phrase"
    """Next to each other, in this order."""
    NEAR = "near"
    """All of them on one page, with so many other words among them at most."""
    PREFIX = "prefix"
    """The beginning of a syllable or word."""
    WILDCARD = "wildcard"
    """The shape of one: ``*`` stands for any letters or none, ``?`` for just one."""
    FUZZY = "fuzzy"
    """One and those that are some slips away from it."""
    AUTHOR = "author"
    """A name as it is written, next to each other."""
    FILTER = "filter"
    """Codes of a facet."""
    GROUP = "group"
    """Any of several alternatives."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of the question that stand or fall together."""

    text: str = ""
    """As typed; empty for a group."""
    demand: Demand = Demand.SHOULD
    form: Form = Form.WORDS
    distance: int = 0
    """Of words near each other what was typed after ``~``; of a word with slips how many."""
    facet: str = ""
    codes: tuple[str, ...] = ()
    """Of a filter, sorted: any of them."""
    alternatives: tuple[tuple[Clause, ...], ...] = ()
    """Of a group: any of them, each as a question of its own."""

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs; what a form does not have is left out."""
        plain: dict[str, Any] = {"form": self.form, "demand": self.demand, "text": self.text}
        if self.form in {Form.NEAR, Form.FUZZY}:
            plain["distance"] = self.distance
        if self.form is Form.FILTER:
            plain |= {"facet": self.facet, "codes": list(self.codes)}
        if self.form is Form.GROUP:
            plain["any"] = [[one.as_json() for one in some] for some in self.alternatives]
        return plain


class Source(StrEnum):
    """Where added words come from."""

    NAME = "name"
    """Another name in the same authority record."""
    ACRONYM = "acronym"
    """The name of an acronym, or the other way round, as a work of the library states it."""
    GLOSSARY = "glossary"
    ASSOCIATION = "association"
    """What stands for it in titles and abstracts that the library has in both languages."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of the question with others that were looked for as well."""

    original: str
    """As typed."""
    added: tuple[str, ...]
    """The likeliest first."""
    source: Source

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs."""
        return {"original": self.original, "added": list(self.added), "source": self.source}
