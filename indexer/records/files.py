"""Files, where they were seen, and the pages that were read from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from indexer.records.boxes import WordBoxes
from indexer.records.works import Intake


class Reading(StrEnum):
    """What came of reading a file; every file has exactly one."""

    PENDING = "pending"
    READ = "read"
    READ_PARTLY = "read-partly"
    NO_TEXT = "no-text"
    AWAITING_TOOL = "awaiting-tool"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    UNSUPPORTED = "unsupported"
    REFUSED_SECRET = "refused-secret"  # noqa: S105 - a state, no password
    UNREADABLE = "unreadable"
    MISSING = "missing"

    @property
    def has_text(self) -> bool:
        """Whether pages with text came out."""
        return self in {Reading.READ, Reading.READ_PARTLY}


class Unit(StrEnum):
    """What a page is in its file."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"
    SECTION = "section"


class SourceKind(StrEnum):
    """How documents arrive."""

    FOLDER = "folder"
    """A directory tree that is registered and scanned again and again, never touched."""
    PATHS = "paths"
    """The one source of all files that were added singly."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of flowing text: ``text[start:end]``; level 0 is the title, 1 the highest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: the unit that is indexed, scored and shown."""

    index: int
    """From 1, in the order of the file."""
    label: str
    """As printed ("xii", "37"); the index where nothing is printed."""
    unit: Unit
    text: str
    reader: str
    """The reader that gave the text, such as ``pypdfium2``."""
    width: float = 0.0
    """In points; 0 where the format has no fixed pages."""
    height: float = 0.0
    boxes: WordBoxes = WordBoxes()
    headings: tuple[Heading, ...] = ()
    running: tuple[Stretch, ...] = ()
    """Running heads and feet and page numbers, in the order of the text; none overlap."""
    confidence: float | None = None
    """How sure text recognition was, 0 to 1, mean of the words by length; none of other readers."""
    part: str = ""
    """Of a letter: the number of the attachment that this is a page of ("2", "2.1"), else empty."""

    @property
    def body(self) -> str:
        """The text that is the page's own: what is running is blank, so all offsets hold."""
        pieces, at = [], 0
        for part in self.running:
            pieces += [self.text[at : part.start], " " * (part.end - part.start)]
            at = part.end
        return "".join((*pieces, self.text[at:]))


@dataclass(frozen=True, slots=True)
class Gaps:
    """The pages of a file that text recognition is to look at, since reading gave too little."""

    pages: tuple[int, ...]
    """By index, ascending; what is drawn on them gave no text, or text that is hard to believe."""
    otherwise: Reading
    """The reading of the file if these pages were read."""
    warnings: tuple[str, ...] = ()
    """Those of the file's warnings that are about these pages."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What reading one file gave: its status and its pages."""

    reading: Reading
    kind: str
    """By content: pdf, docx, txt, html, md, or a name of what it is instead ("" if unknown)."""
    readers: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    readable: float = 0.0
    """Share of syllables that are valid Vietnamese or plausible words, 0 to 1."""
    properties: dict[str, str] = field(default_factory=dict)
    """Embedded metadata as found: title, author, created, producer …"""
    gaps: Gaps | None = None
    """None where reading left nothing to text recognition."""
    sha256: str = ""
    """Of the very bytes that were read; empty where reading did not come so far."""

    @property
    def characters(self) -> int:
        """The number of characters on all pages."""
        return sum(len(page.text) for page in self.pages)


@dataclass(frozen=True, slots=True)
class File:
    """A file by its content; the row of the catalogue."""

    sha256: str
    size: int
    """In bytes."""
    name: str
    """The name it was first seen under, for display and download."""
    kind: str = ""
    reading: Reading = Reading.PENDING
    readers: tuple[str, ...] = ()
    pages: int = 0
    characters: int = 0
    readable: float = 0.0
    encodings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    attempts: int = 0
    """How often reading was begun since it last came to an end."""
    text_version: str = ""
    """What the stored text was made by, as :class:`indexer.records.text_version.TextVersion`
    writes it; empty before."""
    described: str = ""
    """The versions of text and description whose suggestions are stored; empty before."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents come from, with what is assumed of its new works."""

    id: int
    kind: SourceKind
    path: bytes
    """The raw bytes of the absolute path; empty for the source of single paths."""
    added: datetime
    intake: Intake = Intake()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file seen in a source at a path."""

    source: int
    path: bytes
    """Raw bytes: relative to a folder's root, absolute for single paths."""
    size: int
    """In bytes."""
    modified_ns: int
    sha256: str
    first_seen: datetime
    last_seen: datetime
    vanished: datetime | None = None
    intake: Intake = Intake()
    """As asked when it was first seen here; the strictest tier of a file's sightings holds."""
