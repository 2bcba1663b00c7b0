"""The words of a command line into the command that they mean."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from indexer.cli.program import program

_CONTEXT = click.Context(program)


@pytest.mark.parametrize("name", program.list_commands(_CONTEXT))
def test_the_list_says_what_each_command_says(name: str) -> None:
    """The summaries that are shown without a command being imported are the commands' own."""
    command = program.get_command(_CONTEXT, name)
    assert command is not None
    summary = " ".join(command.get_short_help_str(200).split())
    assert f"{name} {summary}" in " ".join(program.get_help(_CONTEXT).split())


def test_the_list_is_there_at_once() -> None:
    """Nothing that takes time to load is loaded for it."""
    code = (
        "import sys\n"
        "from indexer.cli.program import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print({"
        "'numba', 'numpy', 'sqlalchemy', 'whoosh'} & {*sys.modules} or 'nothing')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("nothing\n")


def test_a_work_is_removed_at_once() -> None:
    """Neither readers nor the engine are loaded for it."""
    code = (
        "import sys, indexer.cli.removing\n"
        "print({'numba', 'numpy', 'whoosh', 'indexer.extract.read'} & {*sys.modules} or 'nothing')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "nothing\n"
