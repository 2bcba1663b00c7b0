"""What the pool and its server tell each other, into bytes and back.

One message is one packet of JSON: paths are text with surrogate escapes, since they may hold any
bytes. What a child hands back is its file's kind, a line end, and the read file as JSON, so that
the kind is known even of a file whose reading never ended. Nothing is pickled: the text and the
names in it come from strangers.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TypeVar

from indexer.records.files import ReadFile
from indexer.records.serial import from_plain, to_plain

PACKET = 1 << 16
"""The longest packet in bytes; a path of 4,096 bytes takes at most six times as much."""

_M = TypeVar("_M", "Order", "Ending", "Setup")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server is told first: its reader and the limits for each file."""

    reader: str
    """As ``module:name``."""
    workers: int
    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int
    file_bytes: int
    result_bytes: int


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be read; the descriptor for the result travels beside it."""

    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How the child that read a file ended."""

    number: int
    status: int
    """As :func:`os.wait4` gives it."""
    expired: bool
    """It was killed since its time on the wall clock was over."""
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Handed:
    """What a child handed back: the kind that it announced, and what it read, if it came so far."""

    kind: str
    read: ReadFile | None


def to_packet(message: Setup | Order | Ending) -> bytes:
    """Return a message as one packet."""
    return json.dumps(asdict(message)).encode("ascii")


def from_packet(packet: bytes, kind: type[_M]) -> _M:
    """Return the message of ``kind`` in a packet."""
    return kind(**json.loads(packet))


def announcement(kind: str) -> bytes:
    """Return what a child writes before it reads."""
    return kind.encode("ascii", "replace") + b"\n"


def result(read: ReadFile) -> bytes:
    """Return what a child writes after it has read."""
    return json.dumps(to_plain(read), separators=(",", ":")).encode("ascii")


def handed(written: bytes) -> Handed:
    """Return what a child wrote; a result that broke off is none."""
    kind, _, rest = written.partition(b"\n")
    try:
        return Handed(kind.decode("ascii"), from_plain(json.loads(rest), ReadFile))
    except Exception:  # noqa: BLE001 - cattrs raises groups of anything; all mean the same
        return Handed(kind.decode("ascii", "replace"), None)
