"""The options that every command takes, into what a command works with."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.cli.output import Output
from indexer.cli.progress import LogProgress, TerminalProgress
from indexer.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indexer.build.progress import Progress

_DIRECTORY = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of the command line: its settings and where its output goes."""

    settings: Settings
    output: Output

    def progress(self) -> Progress:
        """Return bars on a terminal, plain lines in a log."""
        return TerminalProgress() if self.output.is_terminal else LogProgress()


def command_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--corpus``, ``--index`` and ``--json``, and an :class:`Invocation`."""

    @click.option("--corpus", type=_DIRECTORY, help="Directory of the corpus.")
    @click.option("--index", type=_DIRECTORY, help="Directory of the index.")
    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
    @functools.wraps(function)
    def with_invocation(
        corpus: Path | None,
        index: Path | None,
        as_json: bool,
        **values: Any,  # noqa: ANN401 - each command has options of its own
    ) -> None:
        settings = _settings(corpus, index, os.environ)
        function(Invocation(settings, Output(as_json=as_json)), **values)

    return with_invocation


def _settings(corpus: Path | None, index: Path | None, environment: Mapping[str, str]) -> Settings:
    settings = read_settings(environment)
    return replace(settings, corpus=corpus or settings.corpus, index=index or settings.index)
