"""``watch``: the sources looked at again and again, until somebody ends it."""

from __future__ import annotations

import logging
import os
import signal
import time
from typing import TYPE_CHECKING, NoReturn

import click

from indexer.cli.batching import open_batch
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.nightly import WATCH
from indexer.cli.speech import message_language
from indexer.cli.summary import conclude
from indexer.errors import Failure
from indexer.errors.running import AnotherWriter
from indexer.logs import event

if TYPE_CHECKING:
    from types import FrameType


class _Ended(BaseException):
    """Somebody asked for the end; what is under way is left as after a kill, but tidily."""


@click.command()
@click.option("--seconds", type=click.IntRange(1), help="Between two looks, if not as set.")
@click.option("--once", is_flag=True, help="Look once and end.")
@command_options
def watch(invocation: Invocation, seconds: int | None, *, once: bool) -> None:
    """Look at the sources again and again, and index what is new or changed.

    It scans, since the system tells nobody what others write to a network share.
    """
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    pause = seconds or invocation.settings.watch_seconds
    try:
        while True:
            _look(invocation)
            if once:
                return
            time.sleep(pause)
    except _Ended:
        event(logging.INFO, "watch-ended")


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _Ended


def _look(invocation: Invocation) -> None:
    """Look once. Whatever fails is told, and the next look tries again."""
    try:
        with open_batch(invocation, WATCH) as batch:
            batch.scan()
            batch.read()
            batch.index()
            report = batch.report
            if report.generation is not None or report.problems or report.refused:
                conclude(report, invocation.output, kept=True)
    except AnotherWriter:
        event(logging.INFO, "watch-waits")
    except Failure as failure:
        event(logging.ERROR, "watch-failed", reason=type(failure).__name__)
        click.echo(f"kyyeu: {failure.message(message_language(os.environ))}", err=True)
