"""``works`` and ``show``: what the catalogue holds, work by work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.catalogue.texts import Texts
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.file_account import account_of, resemblance, rows
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import Code
from indexer.describe.document import joined
from indexer.records.identifiers import parse_work_id
from indexer.records.serial import to_plain
from indexer.records.works import Field, State, Value, Work

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import View
    from indexer.cli.output import Output


@click.command()
@click.option("--state", type=Code(State), help="Only works in this state.")
@command_options
def works(invocation: Invocation, state: State | None) -> None:
    """List the works, one line each."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = [work for work in view.works.all() if state is None or work.state is state]
    table = [("id", "state", "tier", "kind", "date", "title")]
    for work in found:
        invocation.output.record(_outline(work))
        kind, date, title = (work.first(one) for one in (Field.KIND, Field.DATE, Field.TITLE))
        table.append((work.id, work.state, work.tier, kind, date, title))
    invocation.output.table(table)


@click.command()
@click.argument("work")
@command_options
def show(invocation: Invocation, work: str) -> None:
    """Show all that is known of WORK: values with their evidence, files and what was read."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = view.works.get(parse_work_id(work))
        _show(invocation, view, found)


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
    known = view.files.get_many(file.sha256 for file in work.files)
    texts = Texts(invocation.settings.corpus)
    sketches = view.files.sketches()
    accounts = [
        account_of(view, texts, known[one.sha256], sketches)
        for one in work.files
        if one.sha256 in known
    ]
    children = view.works.children(work.id)
    plain = to_plain(work)
    plain["read"] = [account.plain() for account in accounts]
    plain["children"] = [child.id for child in children]
    output = invocation.output
    output.record(plain)
    output.line(f"{work.id}  {work.state}  {work.tier}")
    for value in work.values:
        _show_value(output, value)
    for account in accounts:
        output.line()
        output.line(f"file {account.file.name}")
        output.table([("", *row) for row in rows(account)])
        for one in account.resembles:
            output.line(f"  {resemblance(view, one)}")
    if children:
        output.line()
    for child in children:
        output.line(f"holds {child.id}  {child.first(Field.TITLE)}")


def _show_value(output: Output, value: Value) -> None:
    """Write a value, and below it where it comes from: long lines are folded by nobody."""
    name = value.field + (f" ({value.language})" if value.language else "")
    text = f"{value.text} [{value.authority}]" if value.authority else value.text
    output.table([(f"{name:<14}", text)])
    evidence = value.evidence
    proof = f', page {evidence.page}: "{joined(evidence.words)}"' if evidence else ""
    output.table([(" " * 14, f"{value.origin}{proof}")])
