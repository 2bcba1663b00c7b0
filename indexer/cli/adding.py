"""``add``: single files, or all below a directory, into searchable works."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.ahead import loading_ahead
from indexer.build.lock import Lane
from indexer.cli.batching import open_batch
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import intake_options
from indexer.cli.summary import conclude

if TYPE_CHECKING:
    from indexer.records.works import Intake


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@intake_options
@command_options
def add(invocation: Invocation, paths: tuple[Path, ...], intake: Intake) -> None:
    """Read PATHS, with all below directories, and make works of them that can be searched."""
    with open_batch(invocation, "add", Lane.ADDING) as batch:
        batch.add(list(paths), intake)
        with loading_ahead() if batch.report.new else nullcontext():
            batch.read(list(paths))
        batch.index(anew=False, only=batch.works_at(list(paths)))
        code = conclude(batch.report, invocation.output)
    click.get_current_context().exit(code)
