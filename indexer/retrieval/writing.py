"""Clauses into the question that means them, and what each may be changed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from indexer.retrieval.clauses import Clause, Demand, Form
from indexer.retrieval.naming import is_sentence
from indexer.retrieval.query import WORD
from indexer.retrieval.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_SIGNS = {Demand.SHOULD: "", Demand.MUST: "+", Demand.NOT: "-"}

_FACETS = {
    "country": "nước",
    "partner": "đối tác",
    "year": "năm",
    "unit": "đơn vị",
    "kind": "loại",
    "language": "ngôn ngữ",
    "format": "định dạng",
}
"""The name that a facet is written with."""


def write_question(clauses: Sequence[Clause]) -> str:
    """Return a question that is parsed into ``clauses``, if they came from a question.

    One that is longer than the limit of the parser is cut there, as any other.
    """
    if len(clauses) == 1 and _is_choice(clauses[0]):
        return _write_alternatives(clauses[0])
    return " ".join(map(_write, clauses))


def _is_choice(clause: Clause) -> bool:
    """Tell whether a clause is a question of alternatives, which needs no parentheses alone."""
    return clause.form is Form.GROUP and clause.demand is Demand.SHOULD


def _write_alternatives(clause: Clause) -> str:
    return " | ".join(" ".join(map(_write, some)) for some in clause.alternatives)


def _write(clause: Clause) -> str:
    return _SIGNS[clause.demand] + _WRITTEN[clause.form](clause)


def _write_words(clause: Clause) -> str:
    """Return plain words; several that are all demanded stand in parentheses."""
    several = clause.demand is Demand.MUST and len(WORD.findall(clause.text)) > 1
    return f"({clause.text})" if several else clause.text


def _write_wildcard(clause: Clause) -> str:
    """Return a shape; a star before it would open emphasis at the beginning of a word."""
    bare = clause.demand is Demand.SHOULD and clause.text.startswith("*")
    return f"({clause.text})" if bare else clause.text


def _write_filter(clause: Clause) -> str:
    values = [f'{_FACETS[clause.facet]}:"{text}"' for text in clause.text.split(" | ")]
    return values[0] if len(values) == 1 else f"({' | '.join(values)})"


_WRITTEN: Mapping[Form, Callable[[Clause], str]] = {
    Form.WORDS: _write_words,
    Form.PHRASE: lambda clause: f'"{clause.text}"',
    Form.NEAR: lambda clause: f'"{clause.text}"~{clause.distance}',
    Form.PREFIX: lambda clause: f"{clause.text}*",
    Form.WILDCARD: _write_wildcard,
    Form.FUZZY: lambda clause: f"{clause.text}~{clause.distance}",
    Form.AUTHOR: lambda clause: f'tác giả:"{clause.text}"',
    Form.FILTER: _write_filter,
    Form.GROUP: lambda clause: f"({_write_alternatives(clause)})",
}


def demand_of(clause: Clause, *, sentence: bool) -> Demand:
    """Return what a clause asks for in effect: everything but plain words must be there.

    In a ``sentence`` (:func:`indexer.retrieval.naming.is_sentence`) phrases need not, either.
    """
    if sentence and clause.form is Form.PHRASE:
        return clause.demand
    if clause.demand is Demand.SHOULD and clause.form is not Form.WORDS:
        return Demand.MUST
    return clause.demand


@dataclass(frozen=True, slots=True)
class Change:
    """A question in which one clause is another, or gone."""

    demand: Demand | None
    """What the clause asks for then; none if it is gone."""
    query: str


def changes(clauses: Sequence[Clause], at: int) -> tuple[Change, ...]:
    """Return what may become of the clause at ``at``: another demand, or nothing."""
    before, after = clauses[:at], clauses[at + 1 :]
    sentence = is_sentence(clauses)
    made = (
        Change(changed.demand, write_question((*before, changed, *after)))
        for changed in _changed(clauses[at], sentence=sentence)
    )
    return (*made, Change(None, write_question((*before, *after))))


def _changed(clause: Clause, *, sentence: bool) -> Iterator[Clause]:
    """Yield a clause with each of the demands it has not."""
    now = demand_of(clause, sentence=sentence)
    if now is not Demand.SHOULD and clause.form in {Form.WORDS, Form.PHRASE, Form.NEAR}:
        yield Clause(clause.text)
    if clause.form is Form.FILTER:
        return
    if now is not Demand.MUST:
        yield replace(clause, demand=Demand.MUST)
    if now is not Demand.NOT:
        phrase = clause.form is Form.WORDS and len(tokens_of(clause.text)) > 1
        form = Form.PHRASE if phrase else clause.form
        yield replace(clause, demand=Demand.NOT, form=form)


def clauses_as_json(clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """Return the objects of programs, each with the questions it may be changed to."""
    return [
        clause.as_json()
        | {
            "changes": [
                {"demand": one.demand or "none", "query": one.query} for one in changes(clauses, at)
            ]
        }
        for at, clause in enumerate(clauses)
    ]
