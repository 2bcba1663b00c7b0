"""The steps of a batch into bars on a terminal or plain lines in a log, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from indexer.build.progress import Step

_SECONDS_BETWEEN_LINES = 10.0


@dataclass
class _Advancing:
    """A step that tells a function how far it came."""

    move: Callable[[int], None]

    def advance(self, done: int = 1) -> None:
        """Pass the count on."""
        self.move(done)


@dataclass
class _Line:
    """A step of a log: it speaks every few seconds and at its end."""

    name: str
    total: int
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    spoken: float = field(default_factory=time.monotonic)

    def advance(self, done: int = 1) -> None:
        """Count, and speak when it is time."""
        self.done += done
        if time.monotonic() - self.spoken >= _SECONDS_BETWEEN_LINES:
            self.speak()

    @property
    def rate(self) -> float:
        """Units a second, from the beginning."""
        passed = time.monotonic() - self.started
        return self.done / passed if passed else 0.0

    def speak(self) -> None:
        """Write how far the step came, how fast it goes, and how long it will take."""
        self.spoken = time.monotonic()
        left = (self.total - self.done) / self.rate if self.rate else 0.0
        rest = f", {left:.0f} s left" if left >= 1 else ""
        click.echo(f"{self.name}: {self.done} of {self.total}, {self.rate:.1f}/s{rest}", err=True)


class TerminalProgress:
    """A bar for each step, with its rate and the time left."""

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]:
        """Show a bar; a step with nothing to do shows none."""
        if total == 0:
            yield _Advancing(lambda _: None)
            return
        line = _Line(name, total)

        def move(done: int) -> None:
            line.done += done
            bar.update(done, line)

        with click.progressbar(
            length=total,
            label=f"{name:<10}",
            show_pos=True,
            item_show_func=lambda shown: f"{shown.rate:.1f}/s" if shown else "",
            file=sys.stderr,
        ) as bar:
            yield _Advancing(move)


class LogProgress:
    """Plain lines for a log: one at most every few seconds, and one at the end of a step."""

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]:
        """Follow a step; one with nothing to do says nothing."""
        line = _Line(name, total)
        yield line
        if total:
            line.speak()
