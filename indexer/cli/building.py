"""``nightly``, ``build`` and ``update``: the index brought in line with the sources."""

from __future__ import annotations

import time

import click

from indexer.build.night import NIGHTLY, Night, recorded
from indexer.cli.batching import open_batch
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.summary import conclude
from indexer.cli.watching import WATCH
from indexer.errors.running import AnotherWriter, GateRefused

_PATIENCE = 3600.0
"""Seconds for which the night waits for a look of ``watch`` that found much to read."""


@click.command()
@click.option("--yes", is_flag=True, help="Swap the new index in, whatever is odd about it.")
@command_options
def nightly(invocation: Invocation, *, yes: bool) -> None:
    """Bring the index in line with the sources; swap it in if nothing about it is odd."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            _run_night(invocation, yes=yes)
        except AnotherWriter as other:
            if not other.holder.startswith(WATCH) or time.monotonic() > end:
                raise
            time.sleep(1.0)
        else:
            return


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


def _run_night(invocation: Invocation, *, yes: bool) -> None:
    with open_batch(invocation, NIGHTLY) as batch:
        try:
            Night(batch, yes=yes).run()
        except GateRefused:
            conclude(batch.report, invocation.output, kept=True)
            raise
        code = conclude(batch.report, invocation.output, kept=True)
    click.get_current_context().exit(code)


def _run(invocation: Invocation, command: str, *, anew: bool) -> None:
    with open_batch(invocation, command) as batch:
        with recorded(batch, command):
            batch.scan()
            batch.read()
            batch.index(anew=anew, relearn=True)
        code = conclude(batch.report, invocation.output)
    click.get_current_context().exit(code)
