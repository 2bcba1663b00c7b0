from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from indexer import errors
from indexer.errors import ExitCode, Failure

FAILURES = [
    one
    for found in iter_modules(errors.__path__, "indexer.errors.")
    for _, one in inspect.getmembers(import_module(found.name), inspect.isclass)
    if issubclass(one, Failure) and one is not Failure and one.__module__ == found.name
]


@pytest.mark.parametrize("failure", FAILURES)
def test_both_languages_say_the_same_values(failure: type[Failure]) -> None:
    """The Vietnamese and the English message fill in the same names, and those are arguments."""
    placeholders = re.compile(r"{(\w+)}")
    vietnamese = set(placeholders.findall(failure.vietnamese))
    english = set(placeholders.findall(failure.english))
    arguments = set(inspect.signature(failure).parameters)
    assert vietnamese == english <= arguments


@pytest.mark.parametrize("failure", FAILURES)
def test_messages_are_sentences(failure: type[Failure]) -> None:
    """A message starts with its subject and tells what to do."""
    for message in (failure.vietnamese, failure.english):
        assert len(message) > 20
        assert message[0].isupper() or message[0] == "{"


def test_every_exit_code_is_in_the_readme() -> None:
    """The README's table of exit codes is complete."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in readme
