"""A librarian's file of questions into what a new index must answer before it serves.

``canaries.toml`` in the corpus, if it is there::

    [[canary]]
    query = "hợp tác đào tạo với KOICA"
    work = "7K3M9QRT4"            # a work's id, or instead:
    title = "chuyến công tác"     # words of its title
    first = 5                     # it must be among the first so many; 10 if not said
    tiers = ["public"]            # who asks; everybody if not said
"""

from __future__ import annotations

import tomllib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.errors import Failure, Problem
from indexer.errors.settings import CanariesWrong
from indexer.language.analyser import Analyser
from indexer.language.fold import fold
from indexer.language.segment import segment
from indexer.records.identifiers import parse_work_id
from indexer.records.works import Field, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from indexer.engine.engine import Shelf

CANARIES_NAME = "canaries.toml"

_FIRST = 10
_MOST = 100
_KEYS = {"query": str, "work": str, "title": str, "first": int, "tiers": list}


@dataclass(frozen=True, slots=True)
class Canary:
    """A question, and the work that must be among the first that answer it."""

    query: str
    work: str = ""
    """Its id; else the title decides."""
    title: str = ""
    """Words that stand in the title, however typed."""
    first: int = _FIRST
    tiers: frozenset[Tier] = frozenset({Tier.PUBLIC})


def read_canaries(corpus: Path) -> tuple[Canary, ...]:
    """Return the canaries of a corpus, none if there is no such file.

    Raises :class:`CanariesWrong`, which names everything that is wrong.
    """
    path = corpus / CANARIES_NAME
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise CanariesWrong(path, [str(error)]) from error
    tables = document.pop("canary", [])
    problems = [f"[{name}] is no table" for name in document]
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise CanariesWrong(path, [*problems, "write [[canary]] above each question"])
    for number, table in enumerate(tables, 1):
        problems += [f"canary {number}: {problem}" for problem in _problems(table)]
    if problems:
        raise CanariesWrong(path, problems)
    return tuple(map(_canary, tables))


def _problems(table: dict[str, Any]) -> list[str]:
    problems = [f"{name} is not known" for name in table if name not in _KEYS]
    problems += [
        f"{name} is of the wrong form"
        for name, kind in _KEYS.items()
        if name in table and (not isinstance(table[name], kind) or isinstance(table[name], bool))
    ]
    if problems:
        return problems
    if not table.get("query", "").strip():
        problems.append("query is missing")
    if bool(table.get("work")) == bool(table.get("title", "").strip()):
        problems.append("give work or title")
    if not 1 <= table.get("first", _FIRST) <= _MOST:
        problems.append(f"first is not from 1 to {_MOST}")
    if not table.get("tiers", ["public"]) or not all(
        one in list(Tier) for one in table.get("tiers", [])
    ):
        problems.append(f"tiers are some of {', '.join(Tier)}")
    return problems + _id_problems(table.get("work", ""))


def _id_problems(work: str) -> list[str]:
    try:
        parse_work_id(work) if work else ""
    except Failure as failure:
        return [failure.message("en")]
    return []


def _canary(table: dict[str, Any]) -> Canary:
    return Canary(
        table["query"],
        parse_work_id(table["work"]) if table.get("work") else "",
        table.get("title", ""),
        table.get("first", _FIRST),
        frozenset(map(Tier, table.get("tiers", ["public"]))),
    )


def failing(
    canaries: Sequence[Canary], index: Path, shelf: Shelf, today: date
) -> tuple[Problem, ...]:
    """Ask a generation; return a problem for each question that it does not answer.

    Raises what :meth:`Library.open` raises.
    """
    if not canaries:
        return ()
    with closing(Library(index, shelf, Analyser(segment))) as library:
        return tuple(_problem(one) for one in canaries if not _answers(library, one, today))


def _answers(library: Library, canary: Canary, today: date) -> bool:
    request = Request(canary.query, canary.tiers, limit=canary.first)
    works = [hit.work for hit in library.search(request, today).hits]
    if canary.work:
        return any(work.id == canary.work for work in works)
    words = set(fold(canary.title).split())
    return any(words <= set(fold(work.first(Field.TITLE)).split()) for work in works)


def _problem(canary: Canary) -> Problem:
    wanted = canary.work or f"“{canary.title}”"
    return Problem(
        f"câu hỏi kiểm tra “{canary.query}” không còn thấy {wanted} trong {canary.first} kết quả "
        f"đầu (nếu tài liệu đã bỏ đi, sửa {CANARIES_NAME})",
        f"the canary “{canary.query}” does not find {wanted} among the first {canary.first} "
        f"(if that work is gone on purpose, correct {CANARIES_NAME})",
    )
