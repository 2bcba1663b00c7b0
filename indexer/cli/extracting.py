"""``extract``: files into their pages, without the catalogue."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.batch import reading_limits, worker_count
from indexer.build.report import Report, printable
from indexer.build.scan import walk
from indexer.cli.invocation import Invocation, command_options
from indexer.errors import DirectoryMissing, ExitCode
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.records.works import Intake

if TYPE_CHECKING:
    from indexer.records.files import ReadFile


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@command_options
def extract(invocation: Invocation, paths: tuple[Path, ...]) -> None:
    """Read PATHS (directories with all below them) and write one JSON line per file."""
    report = Report()
    jobs = [ReadJob(path, str(path)) for path in _files(paths, report)]
    settings = invocation.settings
    failures = len(report.problems)
    with ReadingPool(reading_limits(settings), worker_count(settings)) as pool:
        for outcome in pool.read_files(jobs):
            failures += not outcome.read.reading.has_text
            click.echo(json.dumps(_plain(outcome.token, outcome.read), ensure_ascii=False))
    for problem in report.problems:
        click.echo(f"{problem.path}: {problem.problem}", err=True)
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


def _plain(path: str, read: ReadFile) -> dict[str, object]:
    return {
        "path": printable(os.fsencode(path)),
        "reading": read.reading,
        "kind": read.kind,
        "readers": read.readers,
        "pages": [
            {"index": page.index, "label": page.label, "unit": page.unit, "text": page.text}
            for page in read.pages
        ],
        "warnings": read.warnings,
    }
