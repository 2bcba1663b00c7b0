"""The words of a command line into a command that runs, and its failures into exit codes."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from indexer.cli.speech import message_language
from indexer.errors import DirectoryUnreadable, DiskFull, ExitCode, Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "add": "indexer.cli.adding:add",
    "authority": "indexer.cli.authorities:authority",
    "build": "indexer.cli.building:build",
    "doctor": "indexer.cli.doctor:doctor",
    "evaluate": "indexer.cli.evaluating:evaluate",
    "export": "indexer.cli.sheets:export_",
    "extract": "indexer.cli.extracting:extract",
    "files": "indexer.cli.files:files",
    "import": "indexer.cli.sheets:import_",
    "purge": "indexer.cli.works:purge",
    "remove": "indexer.cli.works:remove",
    "search": "indexer.cli.searching:search",
    "show": "indexer.cli.works:show",
    "source": "indexer.cli.sources:source",
    "split": "indexer.cli.splitting:split",
    "status": "indexer.cli.files:status",
    "update": "indexer.cli.building:update",
    "works": "indexer.cli.works:works",
}

INTERRUPTED = 130
"""What a shell reports of a program that ended on Ctrl-C."""

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Commands(click.Group):
    """A group that imports a command only when it is asked for: most need no language model."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kyyeu", prog_name="kyyeu")
def program() -> None:
    r"""Kỷ Yếu: index the documents of a library and search them.

    \b
    Exit codes: 0 done; 1 done, with failures named; 2 wrong use; 3 busy (another writer);
    4 refused; 5 environment (disk, directory, version).
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; whatever fails, people see one message and no traceback."""
    try:
        code = program(arguments, prog_name="kyyeu", standalone_mode=False)
    except click.exceptions.Exit as finished:
        code = finished.exit_code
    except click.ClickException as wrong:
        wrong.show()
        code = ExitCode.WRONG_USE
    except Failure as failure:
        code = _report(failure)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was done is kept", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough; do not write the rest at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.DONE
    except OSError as error:
        code = _report(_environment(error))
    sys.exit(code if isinstance(code, int) else ExitCode.DONE)


def _report(failure: Failure) -> int:
    click.echo(f"kyyeu: {failure.message(message_language(os.environ))}", err=True)
    return failure.exit_code


def _environment(error: OSError) -> Failure:
    path = Path(os.fsdecode(error.filename)) if error.filename else Path()
    reason = error.strerror or str(error)
    if error.errno in _NO_SPACE:
        return DiskFull(path, reason)
    return DirectoryUnreadable(path, reason)
