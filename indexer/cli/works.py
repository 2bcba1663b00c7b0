"""``works``, ``show``, ``remove`` and ``purge``: what the catalogue holds, work by work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.build.removal import purge_work, remove_work
from indexer.cli.batching import open_batch
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import Code
from indexer.describe.resemblance import Resemblance, resembling
from indexer.records.identifiers import parse_work_id
from indexer.records.serial import to_plain
from indexer.records.works import Field, State, Value, Work

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import View


@click.command()
@click.option("--state", type=Code(State), help="Only works in this state.")
@command_options
def works(invocation: Invocation, state: State | None) -> None:
    """List the works, one line each."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = [work for work in view.works.all() if state is None or work.state is state]
    rows = [("id", "state", "tier", "kind", "date", "title")]
    for work in found:
        invocation.output.record(_outline(work))
        kind, date, title = (work.first(one) for one in (Field.KIND, Field.DATE, Field.TITLE))
        rows.append((work.id, work.state, work.tier, kind, date, title))
    invocation.output.table(rows)


@click.command()
@click.argument("work")
@command_options
def show(invocation: Invocation, work: str) -> None:
    """Show all that is known of WORK: values with their evidence, files and what was read."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = view.works.get(parse_work_id(work))
        _show(invocation, view, found)


@click.command()
@click.argument("work")
@command_options
def remove(invocation: Invocation, work: str) -> None:
    """Take WORK out of every search at once; its record and files are kept."""
    identifier = parse_work_id(work)
    with open_catalogue(invocation) as catalogue:
        remove_work(catalogue, invocation.settings.index, identifier)
    invocation.output.record({"id": identifier, "state": State.DELETED})
    invocation.output.line(f"{identifier} is removed; no search finds it any more")


@click.command()
@click.argument("work")
@click.option("--yes", is_flag=True, help="Do not ask.")
@command_options
def purge(invocation: Invocation, work: str, *, yes: bool) -> None:
    """Erase WORK, its values, and the files and texts that no other work needs, for good."""
    identifier = parse_work_id(work)
    with open_batch(invocation, "purge") as batch:
        with batch.catalogue.read() as view:
            title = view.works.get(identifier).first(Field.TITLE)
        if not yes:
            click.confirm(f"Erase {identifier} “{title}” for good?", abort=True, err=True)
        purge_work(batch.corpus, invocation.settings.index, identifier)
        # A deletion would leave the words of the work in its segment.
        batch.index(anew=True, keep_generations=1)
    invocation.output.record({"id": identifier, "purged": True})
    invocation.output.line(f"{identifier} is erased; its id is never given again")


def _outline(work: Work) -> dict[str, object]:
    return {
        "id": work.id,
        "state": work.state,
        "tier": work.tier,
        "kind": work.first(Field.KIND),
        "title": work.first(Field.TITLE),
        "date": work.first(Field.DATE),
        "files": [file.sha256 for file in work.files],
    }


def _show(invocation: Invocation, view: View, work: Work) -> None:
    files = [view.files.get(file.sha256) for file in work.files]
    children = view.works.children(work.id)
    plain = to_plain(work)
    plain["read"] = [to_plain(file) for file in files if file]
    sketches = view.files.sketches()
    alike = [one for file in work.files for one in resembling(file.sha256, sketches)]
    plain["resembles"] = [{"sha256": one.other, "share": round(one.share, 2)} for one in alike]
    plain["children"] = [child.id for child in children]
    invocation.output.record(plain)
    output = invocation.output
    output.line(f"{work.id}  {work.state}  {work.tier}")
    output.table([("field", "value", "origin", "evidence"), *map(_value_row, work.values)])
    for file in (file for file in files if file):
        output.line()
        output.line(f"file {file.name}")
        output.table(
            [
                ("content", file.sha256),
                ("read", f"{file.reading} ({file.kind}) by {', '.join(file.readers) or '-'}"),
                ("pages", f"{file.pages}, {file.characters} characters"),
                ("readable", f"{file.readable:.1%}"),
                *[("warning", warning) for warning in file.warnings],
            ]
        )
    for one in alike:
        output.line(f"resembles {_told(view, one)}; two forms of one document?")
    for child in children:
        output.line(f"holds {child.id}  {child.first(Field.TITLE)}")


def _told(view: View, found: Resemblance) -> str:
    """Return which file it is that another one resembles, and whose."""
    file = view.files.get(found.other)
    works = ", ".join(work.id for work in view.works.of_file(found.other)) or "no work"
    return f"{file.name if file else found.other} ({works}) by {found.share:.0%}"


def _value_row(value: Value) -> tuple[str, str, str, str]:
    evidence = f"page {value.evidence.page}: {value.evidence.words}" if value.evidence else ""
    name = value.field + (f" ({value.language})" if value.language else "")
    text = f"{value.text} [{value.authority}]" if value.authority else value.text
    return name, text, value.origin, evidence
