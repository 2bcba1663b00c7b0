"""``build``, ``update`` and what ``nightly`` does: the index brought in line with the sources."""

from __future__ import annotations

import click

from indexer.build.batch import Batch
from indexer.build.night import Night, recorded
from indexer.cli.batching import open_batch
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.summary import conclude
from indexer.errors.running import GateRefused


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


def run_night(invocation: Invocation, *, yes: bool) -> int:
    """Run a night by whoever holds the lock; return the exit code. Raises what a night raises."""
    with open_catalogue(invocation, create=True) as catalogue:
        batch = Batch(invocation.settings, catalogue, invocation.progress())
        try:
            Night(batch, yes=yes).run()
        except GateRefused:
            conclude(batch.report, invocation.output, kept=True)
            raise
        return conclude(batch.report, invocation.output, kept=True)


def _run(invocation: Invocation, command: str, *, anew: bool) -> None:
    with open_batch(invocation, command) as batch:
        with recorded(batch, command):
            batch.scan()
            batch.read()
            batch.index(anew=anew, relearn=True)
        code = conclude(batch.report, invocation.output)
    click.get_current_context().exit(code)
