"""The words of a command line into a command that runs, and its failures into exit codes."""

from __future__ import annotations

import errno
import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from indexer.build.loading import load
from indexer.cli.speech import message_language
from indexer.errors import ExitCode, Failure
from indexer.errors.places import DirectoryUnreadable, DiskFull
from indexer.logs import start_logging

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Command:
    place: str
    """Module and name."""
    summary: str
    """The first sentence of its help, as the list of all commands shows it."""


_COMMANDS = {
    "add": _Command(
        "indexer.cli.adding:add",
        "Read PATHS, with all below directories, and make works of them that can be searched.",
    ),
    "authority": _Command(
        "indexer.cli.authorities:authority",
        "Keep the names that works, facets and searches share.",
    ),
    "backup": _Command(
        "indexer.cli.backing_up:backup",
        "Copy the catalogue and what is new of originals and texts to DIRECTORY, while in use.",
    ),
    "build": _Command(
        "indexer.cli.building:build",
        "Scan the sources, read what is new, write the whole index anew and swap it in.",
    ),
    "doctor": _Command(
        "indexer.cli.doctor:doctor",
        "Look at the installation and say what is missing and what that costs.",
    ),
    "evaluate": _Command(
        "indexer.cli.evaluating:evaluate",
        "Ask the questions of the judged set in DIRECTORY, as typed and without accents.",
    ),
    "export": _Command(
        "indexer.cli.sheets:export_",
        "Write the metadata of all works to SHEET (.csv or .xlsx), to be edited and imported.",
    ),
    "extract": _Command(
        "indexer.cli.extracting:extract",
        "Read PATHS (directories with all below them) and write one JSON line per file.",
    ),
    "files": _Command(
        "indexer.cli.files:files",
        "List the files with what was read of them, one line each.",
    ),
    "import": _Command(
        "indexer.cli.sheets:import_",
        "Take over metadata from SHEET (.csv in UTF-8, or .xlsx); with any error, nothing.",
    ),
    "locate": _Command(
        "indexer.cli.locating:locate",
        "Look through the sources, or DIRECTORIES, for files whose content begins with HASH.",
    ),
    "nightly": _Command(
        "indexer.cli.nightly:nightly",
        "Bring the index in line with the sources; swap it in if nothing about it is odd.",
    ),
    "purge": _Command(
        "indexer.cli.removing:purge",
        "Erase WORK, its values, and the files and texts that no other work needs, for good.",
    ),
    "remove": _Command(
        "indexer.cli.removing:remove",
        "Take WORK out of every search at once; its record and files are kept.",
    ),
    "restore": _Command(
        "indexer.cli.backing_up:restore",
        "Bring the library back that the backup in DIRECTORY holds.",
    ),
    "rollback": _Command(
        "indexer.cli.generations:rollback",
        "Let the generation before the current one, or NUMBER, serve again.",
    ),
    "runs": _Command("indexer.cli.generations:runs", "Show the last batch runs, the newest first."),
    "search": _Command(
        "indexer.cli.searching:search",
        "Find the works whose pages answer QUERY, best first.",
    ),
    "show": _Command(
        "indexer.cli.works:show",
        "Show all that is known of WORK: values with their evidence, files and what was read.",
    ),
    "similar": _Command(
        "indexer.cli.searching:similar",
        "Find the works most like WORK, most alike first.",
    ),
    "source": _Command(
        "indexer.cli.sources:source",
        "Register the directories that documents arrive in.",
    ),
    "split": _Command(
        "indexer.cli.splitting:split",
        "Show the papers of the volume WORK: pages, titles, authors, how sure they are.",
    ),
    "status": _Command(
        "indexer.cli.standing:status",
        "Say how many files, works and passages there are, and whether the index is sound.",
    ),
    "update": _Command(
        "indexer.cli.building:update",
        "Scan the sources, read what is new, and index what changed.",
    ),
    "verify": _Command(
        "indexer.cli.generations:verify",
        "Read every byte of all generations of the index; what is damaged serves no more.",
    ),
    "watch": _Command(
        "indexer.cli.watching:watch",
        "Look at the sources again and again, and index what is new or changed.",
    ),
    "works": _Command("indexer.cli.works:works", "List the works, one line each."),
}

INTERRUPTED = 130
"""What a shell reports of a program that ended on Ctrl-C."""

_SELDOM = (50_000, 20, 100)
"""When Python looks for cycles of garbage: a batch makes hundreds of thousands of records, hardly
a cycle among them, and Python's own numbers had it look through all of them again and again."""

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Commands(click.Group):
    """A group that imports a command only when it is asked for: most need no language model."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of all commands, none of which is imported for it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.summary) for name, one in sorted(_COMMANDS.items())])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = load(_COMMANDS[cmd_name].place)
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
    start_logging()
    gc.set_threshold(*_SELDOM)
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
