"""The names of feature templates into what they look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

WRITTEN: Final = ""
LOWER: Final = "lower"
NUMBER: Final = "isdigit"
TITLE: Final = "istitle"
KNOWN: Final = "is_in_dict"

_NAME: Final = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class View:
    """A property of so many neighbouring tokens taken together."""

    width: int
    function: str
    """One of the constants above: the tokens as written, in lower case, or a fact about them."""


@dataclass(frozen=True, slots=True)
class Template:
    """A view of the tokens that begin ``first`` places after (before, if negative) the present."""

    name: str
    first: int
    view: View


def parse_template(name: str) -> Template:
    """Return the template called, for instance, ``T[-1,0].lower``.

    Raises:
        ValueError: the name has another form.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        message = f"not a feature template: {name}"
        raise ValueError(message)
    first = int(match[1])
    width = int(match[2]) - first + 1 if match[2] else 1
    return Template(name, first, View(width, match[3] or WRITTEN))
