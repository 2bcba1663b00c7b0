"""The words of a reader into clauses: plain words, "phrases", +must and -not.

Total: every text parses. What is not understood is plain words; what is beyond the limits is left
out and named in the notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_CHARACTERS = 512
MAX_CLAUSES = 32
"""A run of plain words is one clause: a real question has up to 70 syllables, and every fifth of
those judged more than 32 distinct ones, so syllables are bounded by the characters alone."""

TOO_LONG = "too-long"
TOO_MANY_TERMS = "too-many-terms"


class Demand(StrEnum):
    """What a clause asks of a work."""

    SHOULD = "should"
    MUST = "must"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of the question that stand or fall together."""

    text: str
    demand: Demand = Demand.SHOULD
    phrase: bool = False
    """Whether the words must stand next to each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question."""

    clauses: tuple[Clause, ...]
    notes: tuple[str, ...] = ()
    """Of :data:`TOO_LONG` and :data:`TOO_MANY_TERMS`, those that apply."""


_OPEN = '"“”„«'
_CLOSE = '"”“»'
_CLAUSE = re.compile(
    rf"""(?P<sign>[+-]?)(?:[{_OPEN}](?P<phrase>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]|(?P<word>\S+))"""
)
_TERM = re.compile(r"[^\W_]+")
_DEMANDS = {"": Demand.SHOULD, "+": Demand.MUST, "-": Demand.NOT}


def parse_question(text: str) -> Question:
    """Return the clauses of ``text`` in their order; plain words side by side are one clause."""
    notes = []
    if len(text) > MAX_CHARACTERS:
        notes.append(TOO_LONG)
        text = _cut(text)
    clauses: list[Clause] = []
    for match in _CLAUSE.finditer(text):
        clause = _read_clause(match)
        if _TERM.search(clause.text):
            _append(clauses, clause)
    if len(clauses) > MAX_CLAUSES:
        notes.append(TOO_MANY_TERMS)
    return Question(tuple(clauses[:MAX_CLAUSES]), tuple(notes))


def _cut(text: str) -> str:
    """Return what fits of ``text``, without the word that would be cut in two."""
    fitting = text[:MAX_CHARACTERS]
    if text[MAX_CHARACTERS].isspace() or not any(map(str.isspace, fitting)):
        return fitting
    return re.sub(r"\S+$", "", fitting)


def _read_clause(match: re.Match[str]) -> Clause:
    demand = _DEMANDS[match["sign"]]
    if match["phrase"] is not None:
        return Clause(match["phrase"].strip(), demand, phrase=True)
    # "57-NQ/TW" under a sign is one thing in several parts: they have to stand together.
    parts = len(_TERM.findall(match["word"]))
    return Clause(match["word"], demand, phrase=demand is not Demand.SHOULD and parts > 1)


def _append(clauses: list[Clause], clause: Clause) -> None:
    plain = Clause(clause.text)
    if clause == plain and clauses and clauses[-1] == Clause(clauses[-1].text):
        clauses[-1] = Clause(f"{clauses[-1].text} {clause.text}")
    else:
        clauses.append(clause)
