"""``verify``, ``rollback`` and ``runs``: what serves, what could, and how it came to be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from indexer.build.night import set_aside_damaged
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.speech import message_language
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import ExitCode
from indexer.errors.index import GenerationUnknown, IndexMissing
from indexer.records.serial import to_plain

if TYPE_CHECKING:
    from indexer.catalogue.runs import Run

_HEAD = ("started (UTC)", "command", "seconds", "outcome", "generation", "new", "indexed", "named")


@click.command()
@command_options
def verify(invocation: Invocation) -> None:
    """Read every byte of all generations of the index; what is damaged serves no more."""
    output = invocation.output
    engine = FlatEngine(invocation.settings.index, invocation.settings.keep_generations)
    examined = engine.examine()
    if not examined:
        raise IndexMissing(invocation.settings.index)
    for one in examined:
        reason = one.failure.message(message_language(os.environ)) if one.failure else ""
        state = "damaged" if one.is_damaged else "sound" if not one.failure else "other-version"
        record = {"generation": one.number, "state": state, "works": one.works, "reason": reason}
        output.record(record)
        output.line(f"generation {one.number}: {state}" + (f", {reason}" if reason else ""))
    if not any(one.is_damaged for one in examined):
        return
    damaged = set_aside_damaged(engine)
    if engine.current() in damaged:
        output.line("no other generation is left; write the index anew: kyyeu build")
    else:
        output.line(f"generation {engine.current()} serves now")
    click.get_current_context().exit(ExitCode.DONE_WITH_FAILURES)


@click.command()
@click.argument("number", type=click.IntRange(1), required=False)
@command_options
def rollback(invocation: Invocation, number: int | None) -> None:
    """Let the generation before the current one, or NUMBER, serve again.

    It serves until the next batch brings the index in line with the catalogue.
    """
    engine = FlatEngine(invocation.settings.index, invocation.settings.keep_generations)
    with engine.hold():
        current, *former = engine.numbers() or [0]
        wanted = number or (former[0] if former else 0)
        if wanted not in former:
            raise GenerationUnknown(number or "-", former)
        engine.open(wanted).close()
        engine.set_aside([one for one in (current, *former) if one > wanted])
    invocation.output.record({"generation": wanted, "former": current})
    invocation.output.line(f"generation {wanted} serves now, not {current}")


@click.command()
@click.option("--limit", type=click.IntRange(1), default=10, help="Runs to show.")
@command_options
def runs(invocation: Invocation, limit: int) -> None:
    """Show the last batch runs, the newest first."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = view.runs.latest(limit)
    rows: list[tuple[str, ...]] = [_HEAD]
    for run in found:
        invocation.output.record(to_plain(run))
        rows.append(_row(run))
    invocation.output.table(rows)


def _row(run: Run) -> tuple[str, ...]:
    seconds = f"{(run.ended - run.started).total_seconds():.0f}" if run.ended else ""
    told = (run.report.get(name) for name in ("generation", "new", "works_indexed", "problems"))
    numbers = ("" if value is None else str(value) for value in told)
    started = run.started.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    return (started, run.command, seconds, run.outcome, *numbers)
