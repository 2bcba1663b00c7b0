"""What a stored text was made by: the version of the readers, and how far recognition came."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(
    r"(?P<readers>[^+]*)(?:\+ocr(?P<recogniser>.*)\.(?P<done>\d+)/(?P<wanted>\d+))?"
)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """Written ``4`` for text of the readers alone, ``4+ocr1.12/30`` with recognised pages.

    Whatever depends on a text compares the written form, so each page more makes it anew.
    """

    readers: str
    recogniser: str = ""
    """The version of text recognition; empty where nothing is left to it."""
    done: int = 0
    """Pages that it has looked at, of those that it was to look at."""
    wanted: int = 0

    @classmethod
    def parse(cls, written: str) -> TextVersion:
        """Return what :meth:`__str__` wrote."""
        found = _WRITTEN.fullmatch(written)
        if found is None or found["done"] is None:
            return cls(written)
        return cls(found["readers"], found["recogniser"], int(found["done"]), int(found["wanted"]))

    def __str__(self) -> str:
        if not self.recogniser:
            return self.readers
        return f"{self.readers}+ocr{self.recogniser}.{self.done}/{self.wanted}"

    def waiting(self, recogniser: str) -> int:
        """Return how many pages wait for text recognition of the version ``recogniser``."""
        return self.wanted - (self.done if self.recogniser == recogniser else 0)
