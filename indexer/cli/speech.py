"""The settings and the locale into the language that messages are in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from indexer.errors import Failure, Language
from indexer.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.errors import Problem

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def message_language(environment: Mapping[str, str]) -> Language:
    """Return the language that is set, else the locale's, else English.

    Wrong settings do not matter here: their own failure has to be told in some language too.
    """
    try:
        chosen: str = read_settings(environment).language
    except Failure:
        chosen = ""
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "vi" if (chosen or locale).startswith("vi") else "en"


def spoken(said: Problem) -> str:
    """Return what is said in the language of this process's messages."""
    return said.message(message_language(os.environ))
