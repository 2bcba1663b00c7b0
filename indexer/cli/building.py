"""``build`` and ``update``: everything anew, or what changed."""

from __future__ import annotations

import click

from indexer.cli.batching import open_batch
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.summary import conclude


@click.command()
@command_options
def build(invocation: Invocation) -> None:
    """Scan the sources, read what is new, write the whole index anew and swap it in."""
    _run(invocation, "build", anew=True)


@click.command()
@command_options
def update(invocation: Invocation) -> None:
    """Scan the sources, read what is new, and index what changed."""
    _run(invocation, "update", anew=False)


def _run(invocation: Invocation, command: str, *, anew: bool) -> None:
    with open_batch(invocation, command) as batch:
        batch.scan()
        batch.read()
        batch.index(anew=anew or batch.outgrown())
        code = conclude(batch.report, invocation.output)
    click.get_current_context().exit(code)
