"""A program of the system into what it writes, within the time of the reading that asks for it."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.programs import DIRECTORIES
from indexer.extract.regular import NotRead
from indexer.records.files import Reading

if TYPE_CHECKING:
    from indexer.extract.budget import Budget


@dataclass(frozen=True, slots=True)
class Command:
    """A program to be run."""

    name: str
    arguments: tuple[str, ...]
    home: str = "/"
    share: float = 1.0
    """Of the time that is left, which it may take."""
    kept: tuple[int, ...] = ()
    """Descriptors that it gets."""


def output_of(command: Command, kind: str, budget: Budget) -> bytes:
    """Return what ``command`` writes.

    Raises :class:`NotRead` where it fails: the file, of ``kind``, is damaged or too slow to read.
    """
    seconds = 1 + int(command.share * budget.cpu_left)
    with os.fdopen(os.memfd_create("kyyeu-text"), "w+b") as output:
        process = subprocess.Popen(  # noqa: S603 - a program of the system by its full path
            command.arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            pass_fds=command.kept,
            cwd="/",
            env={
                "PATH": DIRECTORIES,
                "HOME": command.home,
                "TMPDIR": tempfile.gettempdir(),
                "LC_ALL": "C.UTF-8",
                # There are as many readings at once as cores.
                "OMP_THREAD_LIMIT": "1",
            },
        )
        _lower_cpu(process.pid, seconds)
        try:
            code = process.wait(command.share * budget.wall_left)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.wait()
            raise NotRead(Reading.TOO_SLOW, f"{command.name} came to no end", kind) from error
        if code:
            raise NotRead(Reading.DAMAGED, f"{command.name} failed with code {code}", kind)
        output.seek(0)
        return output.read()


def _lower_cpu(pid: int, seconds: int) -> None:
    try:
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
    except ProcessLookupError:
        return  # it has ended already
