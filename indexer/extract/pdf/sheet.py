"""One page of a PDF as one of the two readers saw it."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records.boxes import WordBoxes


@dataclass(frozen=True, slots=True)
class Sheet:
    """Text, boxes of its words, and the page that it stands on."""

    text: str
    reader: str
    boxes: WordBoxes = WordBoxes()
    width: float = 0.0
    """In points, as displayed."""
    height: float = 0.0
    dropped: int = 0
    """Control characters that stood in the text: what pdfium gives for codes it cannot name."""
    drawn: bool = False
    """Something is drawn on the page, be it text or not; known of pages without text only."""
    encodings: frozenset[str] = frozenset()
    """The names of the old encodings that its fonts have, such as TCVN3."""
    upon: tuple[str, ...] = ()
    """Each field, free text and stamp put upon the page; they are in its text, too."""
