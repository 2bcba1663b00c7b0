"""A file into what a librarian is told of how it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.build.places import current_paths
from indexer.build.report import printable
from indexer.describe.resemblance import Resemblance, resembling
from indexer.extract.content import name_pages
from indexer.extract.ocr import OCR_VERSION, TESSERACT
from indexer.extract.version import READER_VERSION
from indexer.records.files import File
from indexer.records.serial import to_plain
from indexer.records.text_version import TextVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.catalogue.catalogue import View
    from indexer.catalogue.texts import Texts
    from indexer.records.files import Page

_POOR = 0.7
"""Confidence under which a recognised page should be compared with its picture."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What text recognition did in a file."""

    pages: tuple[int, ...]
    """Whose text it gave, by index."""
    confidence: float
    """Mean of these pages, 0 to 1."""
    poor: tuple[int, ...]
    """The pages among them that should be compared with their pictures."""
    waiting: int
    """Pages that it has not looked at yet."""


@dataclass(frozen=True, slots=True)
class Account:
    """All that a librarian wants to know of one file."""

    file: File
    readers: Mapping[str, int]
    """The number of pages that each reader gave."""
    empty: tuple[int, ...]
    """The pages that gave nothing, by index."""
    recognised: Recognised
    places: tuple[str, ...]
    """Where it was last seen."""
    resembles: tuple[Resemblance, ...]

    def plain(self) -> dict[str, object]:
        """Return it for JSON."""
        return {
            **to_plain(self.file),
            "pages_by_reader": dict(self.readers),
            "empty_pages": list(self.empty),
            "recognised": to_plain(self.recognised),
            "places": list(self.places),
            "resembles": [
                {"sha256": one.other, "share": round(one.share, 2)} for one in self.resembles
            ],
        }


def account_of(view: View, texts: Texts, file: File, sketches: Mapping[str, bytes]) -> Account:
    """Return what is to be told of ``file``; ``sketches`` are those of all files."""
    read = texts.load(file.sha256, READER_VERSION)
    pages = read.pages if read is not None else ()
    return Account(
        file,
        Counter(page.reader for page in pages if page.text),
        tuple(page.index for page in pages if not page.text.strip()),
        _recognised(file, pages),
        tuple(printable(bytes(path)) for path in current_paths(view, file.sha256)),
        tuple(resembling(file.sha256, sketches)),
    )


def rows(account: Account) -> Iterator[tuple[str, str]]:
    """Yield lines for people, each with a name; what there is nothing of is left out."""
    file = account.file
    yield "content", file.sha256
    yield "reading", f"{file.reading}{f' ({file.kind})' if file.kind else ''}"
    if file.pages:
        yield "pages", f"{file.pages}, {file.characters} characters, {file.readable:.1%} readable"
    readers = account.readers or dict.fromkeys(file.readers, 0)
    if readers:
        yield "read by", ", ".join(_by(name, count) for name, count in readers.items())
    if file.encodings:
        yield "encodings", ", ".join(file.encodings)
    yield from _recognition(account.recognised)
    if account.empty:
        yield "no text", name_pages(account.empty)
    for warning in file.warnings:
        yield "warning", warning
    for place in account.places:
        yield "lies at", place


def resemblance(view: View, found: Resemblance) -> str:
    """Return in words which file it is that another one resembles, and whose."""
    file = view.files.get(found.other)
    works = ", ".join(work.id for work in view.works.of_file(found.other)) or "no work"
    name = file.name if file else found.other
    return f"resembles {name} ({works}) by {found.share:.0%}; two forms of one document?"


def _by(reader: str, count: int) -> str:
    return f"{reader} ({count})" if count else reader


def _recognition(recognised: Recognised) -> Iterator[tuple[str, str]]:
    if recognised.pages:
        sure = f"{name_pages(recognised.pages)}, {recognised.confidence:.0%} sure"
        poor = f"; compare {name_pages(recognised.poor)}" if recognised.poor else ""
        yield "recognised", sure + poor
    if recognised.waiting:
        yield "waiting", f"{recognised.waiting} pages for text recognition"


def _recognised(file: File, pages: tuple[Page, ...]) -> Recognised:
    ours = [page for page in pages if page.text and page.reader == TESSERACT]
    sure = [page.confidence or 0.0 for page in ours]
    return Recognised(
        tuple(page.index for page in ours),
        round(sum(sure) / len(sure), 3) if sure else 0.0,
        tuple(page.index for page in ours if (page.confidence or 0.0) < _POOR),
        max(0, TextVersion.parse(file.text_version).waiting(OCR_VERSION)),
    )
