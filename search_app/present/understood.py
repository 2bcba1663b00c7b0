"""What was made of a question into words that show it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.retrieval.clauses import Form
from search_app.links import search_url

if TYPE_CHECKING:
    from indexer.retrieval.clauses import Clause
    from indexer.retrieval.results import UnderstoodQuestion
    from search_app.params import SearchState
    from search_app.present.names import Names
    from search_app.translate import Wording

_NAMED = 3
"""Of more codes than these a filter shows what was typed: a range of years."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what it stands before."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question narrows, and what was looked for beside its words."""

    filters: tuple[Labelled, ...]
    """Facets with their values."""
    added: tuple[Labelled, ...]
    """Words typed with the words added for them."""
    expands: bool
    """Whether words may be added."""
    other_url: str
    """The same question without added words, or with them."""


def present_understood(
    understood: UnderstoodQuestion, state: SearchState, names: Names, wording: Wording
) -> Understanding:
    """Return how a question was understood."""
    filters = [clause for clause in understood.clauses if clause.form is Form.FILTER]
    return Understanding(
        filters=tuple(
            Labelled(wording.pgettext("facet", clause.facet), _values(clause, names))
            for clause in filters
        ),
        added=tuple(Labelled(one.original, ", ".join(one.added)) for one in understood.expansions),
        expands=state.expand,
        other_url=search_url(replace(state, expand=not state.expand, page=1)),
    )


def _values(clause: Clause, names: Names) -> str:
    if len(clause.codes) > _NAMED:
        return clause.text
    return ", ".join(names.of_facet(clause.facet, code) for code in clause.codes)
