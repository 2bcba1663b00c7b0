"""``import`` and ``export``: the metadata of works from and to a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.catalogue.sheet import export_sheet, import_sheet
from indexer.cli.batching import open_batch
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options


@click.command("import")
@click.argument("sheet", type=click.Path(path_type=Path))
@command_options
def import_(invocation: Invocation, sheet: Path) -> None:
    """Take over metadata from SHEET (.csv in UTF-8, or .xlsx); with any error, nothing."""
    with open_batch(invocation, "import") as batch:
        with batch.catalogue.write() as view:
            imported = import_sheet(view, sheet)
        batch.index(anew=False)
    invocation.output.record(imported)
    invocation.output.line(str(imported))


@click.command("export")
@click.argument("sheet", type=click.Path(path_type=Path))
@command_options
def export_(invocation: Invocation, sheet: Path) -> None:
    """Write the metadata of all works to SHEET (.csv or .xlsx), to be edited and imported."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        count = export_sheet(view, sheet)
    invocation.output.record({"path": str(sheet), "works": count})
    invocation.output.line(f"{count} works written to {sheet}")
