"""What a batch did, counted, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.records.files import Reading

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that gave no text, or a place that could not be scanned, and why."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in, since it bears a stamp of state secrecy."""

    sha256: str
    source: str
    """The registered source that it lies in; its name and path are not told."""


@dataclass
class Report:
    """The account of a batch, filled while it runs."""

    seen: int = 0
    new: int = 0
    vanished: int = 0
    read: dict[Reading, int] = field(default_factory=dict)
    recognised: int = 0
    """Pages that text recognition has looked at."""
    works_added: int = 0
    works_indexed: int = 0
    works_kept: int = 0
    works_removed: int = 0
    passages: int = 0
    generation: int | None = None
    """The number of the new generation; none when nothing had changed."""
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    found_before: bool = False
    """Words of a refused file are in the index, which must be written anew without them."""

    def name(self, path: bytes | Path, problem: str) -> None:
        """Add a problem with the place it concerns."""
        raw = path if isinstance(path, bytes) else bytes(path)
        self.problems.append(FileProblem(printable(raw), problem))

    def refuse(self, refused: Refused) -> None:
        """Add a file that was refused, once however often it is met."""
        if refused not in self.refused:
            self.refused.append(refused)
            self.read[Reading.REFUSED_SECRET] = self.read.get(Reading.REFUSED_SECRET, 0) + 1


def printable(path: bytes) -> str:
    """Return ``path`` as text on one line: what is not UTF-8 or not printable is escaped."""
    text = path.decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )
