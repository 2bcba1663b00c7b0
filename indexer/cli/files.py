"""``files`` and ``status``: what was read of every file, and how the whole stands."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import click

from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import Code
from indexer.cli.speech import message_language
from indexer.describe.resemblance import resemblances
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from indexer.records.files import File, Reading
from indexer.records.serial import to_plain

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import View


@click.command()
@click.option("--reading", type=Code(Reading), help="Only files of this status.")
@click.option("--resembling", is_flag=True, help="Pairs that may be two forms of one document.")
@command_options
def files(invocation: Invocation, reading: Reading | None, *, resembling: bool) -> None:
    """List the files with what was read of them, one line each."""
    if resembling:
        _list_resembling(invocation)
        return
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = [file for file in view.files.all() if reading is None or file.reading is reading]
    rows: list[tuple[str, ...]] = [
        ("reading", "kind", "pages", "characters", "readable", "reader", "name")
    ]
    for file in found:
        invocation.output.record(to_plain(file))
        rows.append(_row(file))
    invocation.output.table(rows)


def _list_resembling(invocation: Invocation) -> None:
    """List the pairs of files that share most of their text; what to do is a person's to say."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        pairs = resemblances(view.files.sketches())
        named = view.files.get_many({sha256 for pair in pairs for sha256 in (pair.one, pair.other)})
    rows: list[tuple[str, ...]] = [("share", "one", "other")]
    for pair in pairs:
        invocation.output.record(to_plain(pair))
        rows.append((f"{pair.share:.0%}", named[pair.one].name, named[pair.other].name))
    invocation.output.table(rows)


@click.command()
@command_options
def status(invocation: Invocation) -> None:
    """Say how many files, works and passages there are, and whether the index is sound."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        plain = _counts(view)
    engine = FlatEngine(invocation.settings.index)
    try:
        searcher = engine.open()
    except Failure as failure:
        plain["index"] = failure.message(message_language(os.environ))
    else:
        plain["index"] = f"generation {searcher.number}, {len(engine.fingerprints())} works"
        searcher.close()
    plain["withdrawn"] = len(engine.withdrawn())
    invocation.output.record(plain)
    invocation.output.table((name, _said(value)) for name, value in plain.items())


def _row(file: File) -> tuple[str, ...]:
    return (
        file.reading,
        file.kind,
        str(file.pages),
        str(file.characters),
        f"{file.readable:.0%}",
        ",".join(file.readers),
        file.name,
    )


def _counts(view: View) -> dict[str, object]:
    readings = Counter(file.reading for file in view.files.all())
    states = Counter(work.state for work in view.works.all())
    return {
        "sources": len(view.sources.all()),
        "files": dict(sorted(readings.items())),
        "works": dict(sorted(states.items())),
    }


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items()) or "none"
    return str(value)
