"""``evaluate``: a judged set of questions into measures of retrieval quality."""

from __future__ import annotations

import json
from pathlib import Path

import click

from indexer.build.analyse import worker_count
from indexer.cli.invocation import Invocation, command_options
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.retrieval.evaluate import evaluate as measure


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--distractors", type=click.Path(path_type=Path), help="A set whose documents are added."
)
@command_options
def evaluate(invocation: Invocation, directory: Path, distractors: Path | None) -> None:
    """Ask the questions of the judged set in DIRECTORY, as typed and without accents."""
    processes = worker_count(invocation.settings)
    scores = measure(directory, distractors, Analyser(segment), processes=processes)
    plain = [score.as_json() for score in scores]
    if invocation.output.as_json:
        click.echo(json.dumps(plain, ensure_ascii=False))
    elif plain:
        rows = [[_said(cell) for cell in score.values()] for score in plain]
        invocation.output.table([list(plain[0]), *rows])


def _said(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
