"""``locate``: the hash of a file into the places where it lies now, which nothing records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.archives import DEPTH
from indexer.build.report import Report, printable
from indexer.build.scan import walk
from indexer.catalogue.originals import hash_file
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.errors import ExitCode
from indexer.extract.archive import hash_members
from indexer.extract.regular import NotRead
from indexer.records.files import SourceKind
from indexer.records.works import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.cli.output import Output

_ZIP = b"PK\x03\x04"
_FEWEST = 8
"""Digits of a hash that name a file among all others."""


@click.command()
@click.argument("content", metavar="HASH")
@click.argument("directories", nargs=-1, type=click.Path(path_type=Path))
@command_options
def locate(invocation: Invocation, content: str, directories: tuple[Path, ...]) -> None:
    """Look through the sources, or DIRECTORIES, for files whose content begins with HASH.

    The way to a file that was refused: its name and path are nowhere kept. ZIP archives are
    looked through as well.
    """
    if len(content) < _FEWEST:
        message = f"at least {_FEWEST} digits"
        raise click.BadParameter(message, param_hint="HASH")
    roots = directories or _folders(invocation)
    found = 0
    for path in _files(roots):
        for place in _places(path, content.lower(), invocation.output):
            found += 1
            invocation.output.record({"path": place})
            invocation.output.line(place)
    click.get_current_context().exit(ExitCode.DONE if found else ExitCode.DONE_WITH_FAILURES)


def _places(path: bytes, content: str, output: Output) -> Iterator[str]:
    """Yield where in the file at ``path`` the content is: all of it, or members of an archive."""
    try:
        file = Path(os.fsdecode(path))
        if hash_file(file).sha256.startswith(content):
            yield printable(path)
        with file.open("rb") as archive:
            if archive.read(len(_ZIP)) != _ZIP:
                return
            for member in hash_members(archive, file.stat().st_size, DEPTH):
                if member.sha256.startswith(content):
                    yield f"{printable(path)}/{printable(os.fsencode(member.name))}"
    except OSError:
        return  # gone, or not for this user: not to be found here
    except NotRead as refusal:
        output.record({"not_looked_into": printable(path), "reason": refusal.reason})
        output.line(f"not looked into: {printable(path)} ({refusal.reason})")


def _folders(invocation: Invocation) -> tuple[Path, ...]:
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        sources = view.sources.all()
    return tuple(Path(os.fsdecode(one.path)) for one in sources if one.kind is SourceKind.FOLDER)


def _files(roots: tuple[Path, ...]) -> Iterator[bytes]:
    for root in roots:
        if root.is_file():
            yield bytes(root.absolute())
        for seen in walk(bytes(root.absolute()), Intake(), Report()):
            yield seen.absolute
