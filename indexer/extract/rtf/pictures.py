"""A picture in RTF, written in hexadecimal digits, into the file that it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.extract.figures import A4_AREA, PAGE_SHARE, figure_of

if TYPE_CHECKING:
    from indexer.extract.content import Figure

_TWIPS = 20
"""In a point."""
_BLIPS = frozenset({"pngblip", "jpegblip"})
"""Of the forms that a picture may have, those that are image files."""


@dataclass(slots=True)
class RtfPicture:
    """A picture that is being read."""

    digits: list[bytes] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)
    """Control words on size and form, with their numbers."""

    def figure(self) -> Figure | None:
        """Return the picture, if it is an image file and large enough for a page of text."""
        if _BLIPS.isdisjoint(self.words):
            return None
        return figure_of(self._data, self._area() / A4_AREA, PAGE_SHARE)

    def _area(self) -> float:
        """Return how large the picture is shown, in square points."""
        sides = (
            self.words.get(goal, 0) / _TWIPS * self.words.get(scale, 100) / 100
            for goal, scale in (("picwgoal", "picscalex"), ("pichgoal", "picscaley"))
        )
        width, height = sides
        return width * height

    def _data(self) -> bytes:
        digits = b"".join(self.digits).translate(None, b" \t")
        try:
            return bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            return b""
