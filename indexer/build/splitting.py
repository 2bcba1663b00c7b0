"""The papers found in a volume into works below it, and back into one.

What a person has said stays: a volume of which a paper has an imported or confirmed value keeps
its papers with their pages, one that was joined again is not split anew, a removed paper does not
come back. Works keep their ids: a paper is known again by its title, else by its first page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.describe.folding import fold_evenly
from indexer.describe.volumes import PageRun, Told
from indexer.records.works import Field, Kind, Origin, Role, State, TitleForm, Work, WorkFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.catalogue.catalogue import View
    from indexer.describe.volumes import Paper
    from indexer.records.works import Value

PROGRAM = frozenset({Origin.READ, Origin.SUGGESTED})
"""The origins of values that the program renews."""


def whole_file(work: Work) -> str:
    """Return the hash of the one file that ``work`` is the whole text of, else an empty string."""
    texts = [file for file in work.files if file.role is Role.TEXT]
    whole = len(texts) == 1 and texts[0].first_page == 1 and texts[0].last_page is None
    return texts[0].sha256 if whole and not work.parent else ""


def living(children: Iterable[Work]) -> tuple[Work, ...]:
    """Return the papers that nobody removed."""
    return tuple(child for child in children if child.state is not State.DELETED)


def is_corrected(children: Iterable[Work]) -> bool:
    """Whether a person has given any of the papers a value."""
    return any(value.origin not in PROGRAM for child in children for value in child.values)


def is_joined(children: Sequence[Work]) -> bool:
    """Whether a person has made one work again of a volume that was split."""
    return bool(children) and not living(children)


def told_of(work: Work, children: Sequence[Work]) -> Told:
    """Return what persons have said of a volume with its ``children``, in any state."""
    kinds = [value for value in work.of(Field.KIND) if value.origin not in PROGRAM]
    kind = Kind(kinds[0].text) if kinds else None
    if is_joined(children):
        return Told(kind, ())
    papers = living(children)
    return Told(kind, runs_of(papers, whole_file(work)) if is_corrected(papers) else None)


def runs_of(papers: Iterable[Work], sha256: str) -> tuple[PageRun, ...]:
    """Return the pages of papers that lie in one file, in their order."""
    runs = (
        PageRun(file.first_page, file.last_page or file.first_page)
        for paper in papers
        for file in paper.files
        if file.sha256 == sha256
    )
    return tuple(sorted(runs, key=lambda run: run.first))


@dataclass(frozen=True, slots=True)
class Stored:
    """The works of the papers of a volume, in their order."""

    works: tuple[Work, ...]
    added: int
    """How many of them are new."""


def store_papers(
    view: View, volume: Work, papers: Sequence[Paper], ids: Sequence[str] = ()
) -> Stored:
    """Make the works below ``volume`` those of ``papers``.

    ``ids`` names, in the same order, the works they are, where a person has said so. Works that
    are not among them any more give their pages back to the volume.
    """
    sha256 = whole_file(volume)
    former = view.works.children(volume.id)
    known = _known_again(former, papers, sha256, ids)
    works = []
    for position, paper in enumerate(papers, start=1):
        before = known.get(position)
        if before is None:
            works.append(view.works.add(_new(view, volume, paper, position)))
        else:
            works.append(_renew(view, volume, before, paper, position))
    kept = {work.id for work in works}
    retire(view, [work for work in living(former) if work.id not in kept], sha256)
    return Stored(tuple(works), len(papers) - len(known))


def retire(view: View, papers: Iterable[Work], sha256: str) -> None:
    """Remove papers that are none; their pages are the volume's again."""
    for paper in papers:
        files = tuple(file for file in paper.files if file.sha256 != sha256)
        view.works.replace(replace(paper, state=State.DELETED, files=files))


def _known_again(
    former: Sequence[Work], papers: Sequence[Paper], sha256: str, ids: Sequence[str]
) -> dict[int, Work]:
    """Return which of the ``former`` works is which of ``papers``, counted from 1.

    By what a person says, by title and first page, by title, by first page.
    """
    by_id = {work.id: work for work in former}
    # Of several the later entry stays: a living work before one that was removed.
    former = sorted(former, key=lambda work: work.state is not State.DELETED)
    titles = {title: work for work in former for title in _titles(work.values)}
    starts = {run.first: work for work in former for run in runs_of((work,), sha256)}
    known = {at: by_id[one] for at, one in enumerate(ids, start=1) if one in by_id}
    by_title = {at: titles.get(_title(paper)) for at, paper in enumerate(papers, start=1)}
    by_start = {at: starts.get(paper.run.first) for at, paper in enumerate(papers, start=1)}
    both = {
        at: work
        for at, work in by_start.items()
        if work is not None and _title(papers[at - 1]) in _titles(work.values)
    }
    for guess in (both, by_title, by_start):
        for at, found in guess.items():
            if found is not None and at not in known and found not in known.values():
                known[at] = found
    return known


def _title(paper: Paper) -> str:
    return _titles(paper.values)[0]


def _titles(values: Iterable[Value]) -> list[str]:
    """Return the main titles, of all origins, folded."""
    return [
        fold_evenly(value.text)
        for value in values
        if value.field is Field.TITLE and value.form in {TitleForm.MAIN, ""}
    ]


def _files(before: Sequence[WorkFile], sha256: str, run: PageRun) -> tuple[WorkFile, ...]:
    own = WorkFile(sha256, first_page=run.first, last_page=run.last)
    return (own, *(file for file in before if file.sha256 != sha256))


def _new(view: View, volume: Work, paper: Paper, position: int) -> Work:
    now = datetime.now(UTC)
    return Work(
        id=view.works.new_id(),
        state=volume.state,
        tier=volume.tier,
        files=_files((), whole_file(volume), paper.run),
        values=paper.values,
        parent=volume.id,
        position=position,
        embargo=volume.embargo,
        created=now,
        changed=now,
    )


def _renew(view: View, volume: Work, before: Work, paper: Paper, position: int) -> Work:
    sha256 = whole_file(volume)
    removed = before.state is State.DELETED
    retired = removed and not runs_of((before,), sha256)
    kept = tuple(value for value in before.values if value.origin not in PROGRAM)
    after = replace(
        before,
        state=volume.state if retired else before.state,
        files=_files(before.files, sha256, paper.run),
        values=kept + paper.values,
        position=position,
    )
    return view.works.replace(after) if after != before else before
