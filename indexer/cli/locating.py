"""``locate``: the content of a file into the places where it lies now, which nothing records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.report import Report, printable
from indexer.build.scan import walk
from indexer.catalogue.originals import hash_file
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.errors import ExitCode
from indexer.records.files import SourceKind
from indexer.records.works import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 8
"""Digits of a hash that name a file among all others."""


@click.command()
@click.argument("content", metavar="HASH")
@click.argument("directories", nargs=-1, type=click.Path(path_type=Path))
@command_options
def locate(invocation: Invocation, content: str, directories: tuple[Path, ...]) -> None:
    """Look through the sources, or DIRECTORIES, for files whose content begins with HASH.

    The way to a file that was refused: its name and path are nowhere kept.
    """
    if len(content) < _FEWEST:
        message = f"at least {_FEWEST} digits"
        raise click.BadParameter(message, param_hint="HASH")
    roots = directories or _folders(invocation)
    found = 0
    for path in _files(roots):
        try:
            same = hash_file(Path(os.fsdecode(path))).sha256.startswith(content.lower())
        except OSError:
            continue  # gone, or not for this user: not to be found here
        if same:
            found += 1
            invocation.output.record({"path": printable(path)})
            invocation.output.line(printable(path))
    click.get_current_context().exit(ExitCode.DONE if found else ExitCode.DONE_WITH_FAILURES)


def _folders(invocation: Invocation) -> tuple[Path, ...]:
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        sources = view.sources.all()
    return tuple(Path(os.fsdecode(one.path)) for one in sources if one.kind is SourceKind.FOLDER)


def _files(roots: tuple[Path, ...]) -> Iterator[bytes]:
    for root in roots:
        for seen in walk(bytes(root.absolute()), Intake(), Report()):
            yield seen.absolute
