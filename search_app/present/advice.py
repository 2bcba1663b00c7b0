"""What a reader may ask instead into links: a better spelling, and steps that find something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.retrieval.results import StepKind
from search_app.formats import write_number
from search_app.links import Link, search_url

if TYPE_CHECKING:
    from indexer.retrieval.results import Results, Step
    from search_app.params import SearchState
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, what it asks for, and how much that finds."""

    name: str
    query: str
    """Empty where the question stays or there is none."""
    url: str
    total: int
    total_text: str


def present_suggestion(results: Results, state: SearchState) -> Link | None:
    """Return the question that was perhaps meant."""
    if not results.suggestion:
        return None
    url = search_url(replace(state, query=results.suggestion, page=1))
    return Link(results.suggestion, url)


def present_steps(results: Results, state: SearchState, wording: Wording) -> tuple[ShownStep, ...]:
    """Return the steps of an answer without works, in their order."""
    return tuple(_step(step, state, wording) for step in results.steps)


def _step(step: Step, state: SearchState, wording: Wording) -> ShownStep:
    return ShownStep(
        name=wording.pgettext("step", step.kind),
        query=step.query if step.query != state.query else "",
        url=search_url(_state(step, state)),
        total=step.total,
        total_text=write_number(step.total, wording),
    )


def _state(step: Step, state: SearchState) -> SearchState:
    # Steps keep what is selected or leave all of it.
    selected = state.selected if step.filters else {}
    sort = "" if step.kind is StepKind.EVERYTHING else state.sort
    return replace(
        state, query=step.query, selected=selected, sort=sort, page=1, expand=step.expand
    )
