"""``files``: what was read of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.build.report import printable
from indexer.catalogue.texts import Texts
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.file_account import account_of, resemblance, rows
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import Code
from indexer.describe.resemblance import resemblances
from indexer.language.collation import sort_key
from indexer.records.files import File, Reading
from indexer.records.serial import to_plain
from indexer.records.text_version import TextVersion

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import View


@click.command()
@click.option("--reading", type=Code(Reading), help="Only files of this status.")
@click.option("--details", is_flag=True, help="With all that is known of how each was read.")
@click.option("--resembling", is_flag=True, help="Pairs that may be two forms of one document.")
@command_options
def files(
    invocation: Invocation, reading: Reading | None, *, details: bool, resembling: bool
) -> None:
    """List the files with what was read of them, one line each.

    A "!" marks what somebody should look at.
    """
    if resembling:
        _list_resembling(invocation)
        return
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        found = [file for file in view.files.all() if reading is None or file.reading is reading]
        if details:
            _tell(invocation, view, found)
            return
    table: list[tuple[str, ...]] = [("reading", "kind", "pages", "chars", "ok", "ocr", "", "name")]
    for file in sorted(found, key=lambda file: (file.reading, sort_key(file.name))):
        invocation.output.record(to_plain(file))
        table.append(_row(file))
    invocation.output.table(table)
    if any(file.warnings for file in found):
        invocation.output.line()
        invocation.output.line("! why: kyyeu files --details [--reading STATUS]")


def _tell(invocation: Invocation, view: View, found: list[File]) -> None:
    """Tell all that is known of how files were read."""
    texts = Texts(invocation.settings.corpus)
    sketches = view.files.sketches()
    for file in found:
        account = account_of(view, texts, file, sketches)
        invocation.output.record(account.plain())
        invocation.output.line(_called(file))
        invocation.output.table([("", *row) for row in rows(account)])
        for one in account.resembles:
            invocation.output.line(f"  {resemblance(view, one)}")
        invocation.output.line()


def _called(file: File) -> str:
    return printable(file.name.encode("utf-8", "surrogateescape")) or "(name not kept)"


def _list_resembling(invocation: Invocation) -> None:
    """List the pairs of files that share most of their text; what to do is a person's to say."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        pairs = resemblances(view.files.sketches())
        named = view.files.get_many({sha256 for pair in pairs for sha256 in (pair.one, pair.other)})
    table: list[tuple[str, ...]] = [("share", "one", "other")]
    for pair in pairs:
        invocation.output.record(to_plain(pair))
        table.append((f"{pair.share:.0%}", _called(named[pair.one]), _called(named[pair.other])))
    invocation.output.table(table)


def _row(file: File) -> tuple[str, ...]:
    version = TextVersion.parse(file.text_version)
    return (
        file.reading,
        file.kind,
        str(file.pages or ""),
        str(file.characters or ""),
        f"{file.readable:.0%}" if file.characters else "",
        f"{version.done}/{version.wanted}" if version.wanted else "",
        "!" if file.warnings else "",
        _called(file),
    )
