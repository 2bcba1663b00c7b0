"""``split``: the papers of a volume, shown, taken over, corrected, joined again."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.read import Corpus
from indexer.build.split_sheet import write_split
from indexer.build.split_work import SplitWork
from indexer.catalogue.originals import Originals
from indexer.catalogue.texts import Texts
from indexer.cli.batching import open_batch
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.records.identifiers import parse_work_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.build.split_sheet import SplitRow
    from indexer.build.split_work import Review

_WIDTH = 80
_COLUMNS = "{:8} {:7} {:4} {:9}  "
"""Pages, the printed number, how sure it is, the work."""


@click.command()
@click.argument("work")
@click.option("--apply", "applied", is_flag=True, help="Make works of the papers found.")
@click.option("--undo", is_flag=True, help="Make one work of the volume and its papers again.")
@click.option(
    "--export", "export_to", type=click.Path(path_type=Path), help="Write them to a sheet."
)
@click.option("--import", "import_from", type=click.Path(path_type=Path), help="Take a sheet over.")
@command_options
def split(
    invocation: Invocation,
    work: str,
    *,
    applied: bool,
    undo: bool,
    export_to: Path | None,
    import_from: Path | None,
) -> None:
    """Show the papers of the volume WORK: pages, titles, authors, how sure they are.

    Without an option nothing is changed. In a sheet (.csv or .xlsx) correct first_page and title,
    take rows out or add some, and take it over; what a person has laid down stays.
    """
    if sum((applied, undo, export_to is not None, import_from is not None)) > 1:
        message = "give one of --apply, --undo, --export and --import"
        raise click.UsageError(message)
    identifier = parse_work_id(work)
    if applied or undo or import_from is not None:
        _change(invocation, identifier, import_from, undo=undo)
        return
    with open_catalogue(invocation) as catalogue:
        root = invocation.settings.corpus
        corpus = Corpus(catalogue, Originals(root), Texts(root))
        review = SplitWork(corpus, identifier).review()
    if export_to is None:
        _show(invocation, identifier, review)
        return
    write_split(export_to, review.rows, review.pages)
    invocation.output.record({"path": str(export_to), "papers": len(review.rows)})
    invocation.output.line(f"{len(review.rows)} papers written to {export_to}")


def _change(invocation: Invocation, work: str, sheet: Path | None, *, undo: bool) -> None:
    with open_batch(invocation, "split") as batch:
        volume = SplitWork(batch.corpus, work)
        if undo:
            count, done = volume.join(), "papers are pages of the volume again"
        elif sheet is not None:
            count, done = volume.take_over(sheet), "papers taken over from the sheet"
        else:
            count, done = volume.apply(), "papers are works now"
        batch.index(anew=False)
    invocation.output.record({"id": work, "papers": 0 if undo else count})
    invocation.output.line(f"{count} {done}")


def _show(invocation: Invocation, work: str, review: Review) -> None:
    output = invocation.output
    output.line(_COLUMNS.format("pages", "printed", "sure", "id") + "authors, title")
    for row in review.rows:
        output.record(row)
        for line in _lines(row):
            output.line(line)
    how = f"found by {review.way}" if review.way is not None else "laid down by a person"
    output.line(f"{len(review.rows)} papers in {review.pages} pages, {how}")
    if any(not row.id for row in review.rows):
        output.line(f"to make works of them: kyyeu split {work} --apply")


def _lines(row: SplitRow) -> Iterator[str]:
    """Yield the figures of a paper with its authors, then its title, no line too wide."""
    sure = "told" if row.confidence is None else f"{row.confidence:.0%}"
    figures = _COLUMNS.format(f"{row.run.first}-{row.run.last}", row.printed, sure, row.id)
    yield from _wrapped("; ".join(row.authors) or "-", figures)
    yield from _wrapped(row.title, "")


def _wrapped(text: str, before: str) -> list[str]:
    """Return ``text`` in lines beside or below the figures, as a terminal may show it."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    below = " " * len(_COLUMNS.format("", "", "", ""))
    return textwrap.wrap(shown, _WIDTH, initial_indent=before or below, subsequent_indent=below)
