"""What was made of a question into words that show it back, with links that change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.retrieval.clauses import Demand, Form
from indexer.retrieval.writing import changes
from search_app.links import Link, search_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.retrieval.clauses import Clause, Expansion
    from indexer.retrieval.results import UnderstoodQuestion
    from indexer.retrieval.writing import Change
    from search_app.params import SearchState
    from search_app.present.names import Names
    from search_app.translate import Wording

_NAMED = 3
"""Of more codes than these a filter shows what was typed: a range of years."""


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of the question in words."""

    label: str
    """How it was taken: must have, exact phrase, a facet …"""
    text: str
    demand: str
    """A :class:`Demand`, for the style."""
    changes: tuple[Link, ...]
    """What it may be taken for instead."""
    remove_url: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Words typed with the words added for them, each with the link that leaves it out."""

    original: str
    source: str
    words: tuple[Link, ...]
    remove_url: str
    """The same question with nothing added for these words."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was taken, and what was looked for beside its words."""

    parts: tuple[Part, ...]
    added: tuple[Addition, ...]
    without: tuple[Link, ...]
    """What was switched off, each with the link that switches it on."""
    expands: bool
    """Whether words may be added."""
    other_url: str
    """The same question without added words, or with them."""


def present_understood(
    understood: UnderstoodQuestion, state: SearchState, names: Names, wording: Wording
) -> Understanding:
    """Return how a question was understood."""
    words = _Words(names, wording)
    clauses = understood.clauses
    return Understanding(
        parts=tuple(_part(clauses, at, state, words) for at in range(len(clauses))),
        added=tuple(_addition(one, state, wording) for one in understood.expansions),
        without=tuple(Link(one, search_url(state.switched(one))) for one in state.without),
        expands=state.expand,
        other_url=search_url(replace(state, expand=not state.expand, page=1)),
    )


def _part(clauses: Sequence[Clause], at: int, state: SearchState, words: _Words) -> Part:
    *others, removed = changes(clauses, at)
    clause = clauses[at]
    return Part(
        label=words.label(clause),
        text=words.text(clause),
        demand=clause.demand,
        changes=tuple(Link(words.change(one, clause), _url(state, one)) for one in others),
        remove_url=_url(state, removed),
    )


def _url(state: SearchState, change: Change) -> str:
    return search_url(replace(state, query=change.query, page=1))


def _addition(one: Expansion, state: SearchState, wording: Wording) -> Addition:
    return Addition(
        original=one.original,
        source=wording.pgettext("source", one.source),
        words=tuple(Link(text, search_url(state.switched(text))) for text in one.added),
        remove_url=search_url(state.switched(one.original)),
    )


class _Words:
    """Clauses in the words of a reader's language."""

    def __init__(self, names: Names, wording: Wording) -> None:
        self._names = names
        self._wording = wording

    def label(self, clause: Clause) -> str:
        """Return how a clause was taken."""
        form = self._form(clause)
        if clause.demand is Demand.SHOULD:
            return form
        demand = self._wording.pgettext("demand", clause.demand)
        return demand if clause.form is Form.WORDS else f"{demand} · {form}"

    def text(self, clause: Clause) -> str:
        """Return what a clause asks for."""
        if clause.form is Form.GROUP:
            either = self._wording.gettext("or")
            return f" {either} ".join(
                ", ".join(self._within(one) for one in some) for some in clause.alternatives
            )
        if clause.form is Form.FILTER and len(clause.codes) <= _NAMED:
            return ", ".join(self._names.of_facet(clause.facet, code) for code in clause.codes)
        return clause.text + self._behind(clause)

    def _behind(self, clause: Clause) -> str:
        """Return what is said behind the words of a clause."""
        if clause.form is Form.NEAR:
            between = self._wording.ngettext(
                "at most %(count)s word between", "at most %(count)s words between", clause.distance
            )
            return f" ({between % {'count': clause.distance}})"
        return {Form.PREFIX: "…", Form.FUZZY: "~" * clause.distance}.get(clause.form, "")

    def change(self, change: Change, clause: Clause) -> str:
        """Return what changing a clause so comes to."""
        several = clause.form is Form.WORDS and " " in clause.text
        code = f"{change.demand}-several" if several else str(change.demand)
        return self._wording.pgettext("change", code)

    def _form(self, clause: Clause) -> str:
        if clause.form is Form.FILTER:
            return self._wording.pgettext("facet", clause.facet)
        return self._wording.pgettext("form", clause.form)

    def _within(self, clause: Clause) -> str:
        """Return a clause within a group."""
        if clause.form is Form.WORDS and clause.demand is Demand.SHOULD:
            return clause.text
        text = f"({self.text(clause)})" if clause.form is Form.GROUP else self.text(clause)
        return f"{self.label(clause)}: {text}"
