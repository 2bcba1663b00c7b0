"""Texts with titles in italics: what a formatted reference consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a reference."""

    text: str
    italic: bool = False


Reference: TypeAlias = tuple[Run, ...]

_ENDS = re.compile(r"[.?!…]['”\"»)]*$")


def sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends with a mark that closes a sentence."""
    return text if not text or _ENDS.search(text) else text + "."


def join_names(names: list[str], last: str, *, serial: bool) -> str:
    """Return "A, B and C"; ``last`` stands before the last one, after a comma where ``serial``."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if serial and len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


def plain(reference: Reference) -> str:
    """Return the text without italics."""
    return "".join(run.text for run in reference)
