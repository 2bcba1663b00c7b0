"""``status``: how the whole stands, and what somebody should look at first."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import click

from indexer.catalogue.last_run import read_last_run
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.speech import message_language
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from indexer.records.serial import to_plain

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.catalogue.catalogue import View


@click.command()
@command_options
def status(invocation: Invocation) -> None:
    """Say how many files, works and passages there are, and whether the index is sound."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        plain = _counts(view)
    plain |= _of_index(FlatEngine(invocation.settings.index))
    plain["last night"] = _of_last_night(invocation.settings.index)
    invocation.output.record(plain)
    invocation.output.table((name, _said(value)) for name, value in plain.items())


def _counts(view: View) -> dict[str, object]:
    readings = Counter(file.reading for file in view.files.all())
    states = Counter(work.state for work in view.works.all())
    return {
        "sources": len(view.sources.all()),
        "files": dict(sorted(readings.items())),
        "works": dict(sorted(states.items())),
    }


def _of_index(engine: FlatEngine) -> dict[str, object]:
    """Return what serves, what could instead, and what is wrong."""
    plain: dict[str, object] = {}
    try:
        searcher = engine.open()
    except Failure as failure:
        plain["index"] = failure.message(message_language(os.environ))
    else:
        works = engine.base().works
        built = searcher.created.isoformat(sep=" ", timespec="minutes")
        plain["index"] = f"generation {searcher.number}, {works} works, of {built}"
        searcher.close()
    plain["former"] = ", ".join(map(str, engine.numbers()[1:])) or "none"
    aside = engine.aside()
    if aside:
        plain["SET ASIDE"] = f"generations {', '.join(map(str, aside))}; see kyyeu verify"
    plain["withdrawn"] = len(engine.withdrawn())
    return plain


def _of_last_night(index: Path) -> dict[str, object] | str:
    run = read_last_run(index)
    return to_plain(run) if run is not None else "none"


def _said(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "outcome" in value:
        return f"{value['outcome']}, begun {value['started']}"
    return ", ".join(f"{count} {name}" for name, count in value.items()) or "none"
