"""``nightly``: the lock first, and only then all that a night has to load.

Whoever finds another batch at work is told so at once, not after seconds of loading.
"""

from __future__ import annotations

import time

import click

from indexer.build.loading import load
from indexer.build.lock import writing
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.surroundings import check_places
from indexer.errors.running import AnotherWriter

WATCH = "watch"
"""Who holds the lock for moments only, as a rule."""

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
            code = _run_alone(invocation, yes=yes)
        except AnotherWriter as other:
            if not other.holder.startswith(WATCH) or time.monotonic() > end:
                raise
            time.sleep(1.0)
        else:
            click.get_current_context().exit(code)


def _run_alone(invocation: Invocation, *, yes: bool) -> int:
    check_places(invocation.settings)
    with writing(invocation.settings.corpus, "nightly"):
        code: int = load("indexer.cli.building:run_night")(invocation, yes=yes)
    load("indexer.build.tidying:tidy")(invocation.settings)
    return code
