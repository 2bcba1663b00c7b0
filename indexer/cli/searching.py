"""``search`` and ``similar``: a question, or a work, into works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.build.today import local_today
from indexer.cli.invocation import Invocation, command_options
from indexer.errors.works import WorkUnknown
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.identifiers import parse_work_id
from indexer.records.works import Field, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Hit, Request, Results, Step

if TYPE_CHECKING:
    from indexer.retrieval.marking import Mark

_SORTS = {"relevance": "", "newest": "-date", "oldest": "date", "title": "title"}


class Tiers(click.ParamType[frozenset[Tier]]):
    """A comma-separated list of tiers."""

    name = "tiers"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Tier]:
        """Return the tiers named in ``value``."""
        if isinstance(value, frozenset):
            return value
        try:
            return frozenset(Tier(part.strip()) for part in str(value).split(","))
        except ValueError:
            self.fail(f"{value} is not a list of {', '.join(Tier)}", param, ctx)


@click.command()
@click.argument("query")
@click.option("--tiers", type=Tiers(), default="public", help="Tiers to search in.")
@click.option("--sort", type=click.Choice([*_SORTS]), default="relevance")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, help="Works to show.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Works to leave out first.")
@command_options
def search(
    invocation: Invocation,
    query: str,
    tiers: frozenset[Tier],
    sort: str,
    limit: int,
    offset: int,
) -> None:
    """Find the works whose pages answer QUERY, best first."""
    request = Request(query, tiers, sort=_SORTS[sort], limit=limit, offset=offset)
    library = Library.open(invocation.settings.index, Analyser(segment))
    try:
        results = library.search(request, local_today())
    finally:
        library.close()
    invocation.output.record(results.as_json())
    invocation.output.line(f"{results.total} works")
    if results.suggestion:
        invocation.output.line(f"did you mean: {results.suggestion}")
    _show_steps(invocation, results)
    for hit in results.hits:
        _show(invocation, hit)


@click.command()
@click.argument("work")
@click.option("--tiers", type=Tiers(), default="public", help="Tiers to search in.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Works to show.")
@command_options
def similar(invocation: Invocation, work: str, tiers: frozenset[Tier], limit: int) -> None:
    """Find the works most like WORK, most alike first."""
    identifier = parse_work_id(work)
    library = Library.open(invocation.settings.index, Analyser(segment))
    try:
        if library.records.work(identifier, tiers, local_today()) is None:
            raise WorkUnknown(identifier)
        found = library.similar(identifier, tiers, local_today(), limit)
    finally:
        library.close()
    rows = []
    for one in found:
        kind, date, title = (one.first(name) for name in (Field.KIND, Field.DATE, Field.TITLE))
        invocation.output.record({"id": one.id, "kind": kind, "date": date, "title": title})
        rows.append((one.id, kind, date, title))
    invocation.output.table(rows)


def _show_steps(invocation: Invocation, results: Results) -> None:
    """Say which other questions find something, if this one found nothing."""
    if results.steps:
        invocation.output.line("these find something:")
    invocation.output.table(
        (f"  {step.kind}", f"{step.total} works", f"{step.query}{_options(step)}")
        for step in results.steps
    )


def _options(step: Step) -> str:
    return "" if step.expand else "  (without other names and translations)"


def _show(invocation: Invocation, hit: Hit) -> None:
    line = invocation.output.line
    work = hit.work
    line()
    line(f"{work.id}  {work.first(Field.TITLE)}")
    line(f"           {work.first(Field.KIND)}  {work.first(Field.DATE)}".rstrip())
    for page in hit.pages:
        snippet = " ".join(_emphasised(page.snippet, page.marks).split())
        line(f"    {page.unit} {page.label}: {snippet}")


def _emphasised(snippet: str, marks: tuple[Mark, ...]) -> str:
    parts: list[str] = []
    at = 0
    for mark in marks:
        word = snippet[mark.start : mark.end]
        parts += [snippet[at : mark.start], click.style(word, bold=True, underline=mark.added)]
        at = mark.end
    return "".join([*parts, snippet[at:]])
