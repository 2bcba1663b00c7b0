"""Work into a child process of its own: a function, or a command of the program.

The child has everything loaded that its parent has, so a command starts at once.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import traceback
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.cli.program import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

_PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Started:
    """A command under way."""

    process: int
    output: int
    errors: int

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process, number)

    def wait(self) -> Ended:
        """Wait for its end; one that never ends is killed, and has that for its code."""
        descriptor = os.pidfd_open(self.process)
        if not select.select([descriptor], [], [], _PATIENCE)[0]:
            os.kill(self.process, signal.SIGKILL)
        os.close(descriptor)
        return Ended(end(self.process), _taken(self.output), _taken(self.errors))


def start(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    within: AbstractContextManager[None] | None = None,
) -> Started:
    """Start the command line with ``arguments`` in a child, with more ``environment``.

    ``within`` is what holds for it there.
    """
    output, errors = os.memfd_create("output"), os.memfd_create("errors")

    def act() -> None:
        os.dup2(output, 1)
        os.dup2(errors, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        os.environ.update(environment)
        with within or nullcontext():
            main(arguments)

    return Started(fork(act), output, errors)


def fork(work: Callable[[], object]) -> int:
    """Do ``work`` in a child, whose process group is its own; return its number."""
    sys.stdout.flush()
    with warnings.catch_warnings():
        # From Python 3.12 on forking beside NumPy's idle threads is warned of.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setpgid(0, 0)
        work()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - a child must never come back
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def end(child: int) -> int:
    """Wait for the end of a child; return its exit code, or the signal as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _taken(descriptor: int) -> str:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read().decode()
