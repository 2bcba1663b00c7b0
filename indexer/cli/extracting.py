"""``extract``: files into their pages, without the catalogue."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.analyse import worker_count
from indexer.build.batch import reading_limits, recognition_costs
from indexer.build.extraction import read_paths
from indexer.build.report import Report, printable
from indexer.build.scan import walk
from indexer.cli.invocation import Invocation, command_options
from indexer.errors import ExitCode
from indexer.errors.places import DirectoryMissing
from indexer.extract.ocr import needed
from indexer.records.works import Intake

if TYPE_CHECKING:
    from indexer.records.files import Page, ReadFile


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ocr/--no-ocr",
    "ocr",
    default=True,
    show_default=True,
    help="Recognise the text of pages that are pictures.",
)
@command_options
def extract(invocation: Invocation, paths: tuple[Path, ...], *, ocr: bool) -> None:
    """Read PATHS (directories with all below them) and write one JSON line per file.

    Files with pages that are pictures come last, since text recognition takes seconds a page.
    """
    report = Report()
    files = _files(paths, report)
    settings = invocation.settings
    failures = len(report.problems)
    waiting = 0
    recognition = recognition_costs(settings) if ocr else None
    outcomes = read_paths(files, reading_limits(settings), worker_count(settings), recognition)
    for outcome in outcomes:
        read = outcome.read
        failures += not read.reading.has_text
        waiting += any(needed() in warning for warning in read.warnings)
        path = files[int(outcome.token)]
        click.echo(json.dumps(_plain(path, read), ensure_ascii=False))
    for problem in report.problems:
        click.echo(f"{problem.path}: {problem.problem}", err=True)
    if waiting:
        click.echo(f"{waiting} files: {needed()}", err=True)
    click.get_current_context().exit(ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE)


def _files(paths: tuple[Path, ...], report: Report) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise DirectoryMissing(path)
        if path.is_dir():
            seen = walk(bytes(path), Intake(), report)
            found += [Path(os.fsdecode(one.absolute)) for one in seen]
        else:
            found.append(path)
    return found


def _plain(path: Path, read: ReadFile) -> dict[str, object]:
    return {
        "path": printable(bytes(path)),
        "reading": read.reading,
        "kind": read.kind,
        "readers": read.readers,
        "pages": [_plain_page(page) for page in read.pages],
        "warnings": read.warnings,
    }


def _plain_page(page: Page) -> dict[str, object]:
    """Return a page; how sure text recognition was is said where it read the page."""
    sure = {} if page.confidence is None else {"confidence": page.confidence}
    return {
        "index": page.index,
        "label": page.label,
        "unit": page.unit,
        "text": page.text,
        **sure,
    }
