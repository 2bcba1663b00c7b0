"""What the site and its drawing processes tell each other: a page to draw, and how that ended."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import IntEnum

PACKET = 4096
"""The longest packet in bytes."""
SECONDS = 15.0
"""On the wall clock for one picture; an ordinary page takes 0.2 s."""
MOST_BYTES = 16 << 20
"""Of a picture."""


class Ending(IntEnum):
    """How the drawing of a picture ended; also the exit code of the process that drew it."""

    DRAWN = 0
    FAILED = 1
    """It broke a limit, or a library failed."""
    NOT_DRAWN = 3
    """The file gives no such page."""


@dataclass(frozen=True, slots=True)
class Order:
    """A page to be drawn; the descriptors of the file and for the picture travel beside it."""

    kind: str
    """Of the file: pdf, png, jpeg or tiff."""
    page: int
    """From 1."""
    width: int
    """In pixels."""

    def to_packet(self) -> bytes:
        """Return it as one packet."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def from_packet(cls, packet: bytes) -> Order:
        """Return what :meth:`to_packet` made."""
        return cls(**json.loads(packet))
