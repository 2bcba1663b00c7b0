"""What a batch did, counted, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from indexer.records.files import Reading
from indexer.records.serial import to_plain

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
class Seen:
    """What the gate saw of a new generation."""

    former_works: int = 0
    missing: int = 0
    """Works of the former generation that are gone, though nobody has removed them."""
    had_text: int = 0
    emptied: int = 0
    """Works that had text and have none any more."""
    canaries: int = 0
    canaries_failing: int = 0
    let_through: bool = False
    """Something was odd, and a person had said yes."""


@dataclass
class Report:
    """The account of a batch, filled while it runs."""

    seen: int = 0
    new: int = 0
    moved: int = 0
    """Files that lie elsewhere in their source now."""
    vanished: int = 0
    read: dict[Reading, int] = field(default_factory=dict)
    waiting: dict[Reading, int] = field(default_factory=dict)
    """Files that were tried again with the same outcome as before: these are counted, not named."""
    recognised: int = 0
    """Pages that text recognition has looked at."""
    works_added: int = 0
    works_indexed: int = 0
    works_kept: int = 0
    works_removed: int = 0
    passages: int = 0
    index_bytes: int = 0
    """Of the new generation, segments that it shares with former ones included."""
    generation: int | None = None
    """The number of the new generation; none when nothing had changed."""
    set_aside: list[int] = field(default_factory=list)
    """Generations that were found damaged, and serve no more."""
    gate: Seen | None = None
    """None where nothing was to be let through."""
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


def plain_report(report: Report) -> dict[str, Any]:
    """Return what is kept of a report: numbers, no name of any file."""
    plain: dict[str, Any] = to_plain(report)
    return plain | {"problems": len(report.problems), "refused": len(report.refused)}


def printable(path: bytes) -> str:
    """Return ``path`` as text on one line: what is not UTF-8 or not printable is escaped."""
    text = path.decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )
