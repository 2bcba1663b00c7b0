"""A read file and what was recognised on its pages into one reading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.extract.content import name_pages
from indexer.extract.images import IMAGE_KINDS
from indexer.extract.legible import judge, readable_of
from indexer.extract.ocr.tesseract import TESSERACT
from indexer.extract.running import mark_running
from indexer.records.files import Gaps, Page, ReadFile, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_POOR = 0.7
"""Confidence from which a person should compare the text with the picture."""
_DOCUMENT = 8
"""Words that can be read on an image, from which it is a document and not a photograph."""


def merged(read: ReadFile, looked_at: Mapping[int, ReadFile], waiting: str = "") -> ReadFile:
    """Return ``read`` with the pages of ``looked_at``, readings of one page by its index.

    A page keeps its own text where recognition gives nothing better. The warnings on gaps are
    renewed; ``waiting`` says why the pages that nobody has looked at have to wait.
    """
    if read.gaps is None:
        return read
    pages = mark_running([_better(page, looked_at.get(page.index)) for page in read.pages])
    rest = _Rest(pages, read.gaps, looked_at)
    warnings = (*rest.unread(waiting), *rest.notes())
    kept = tuple(line for line in read.warnings if line not in read.gaps.warnings)
    with_text = [page for page in pages if page.text]
    return replace(
        read,
        reading=_status(read, rest, with_text),
        readers=tuple(dict.fromkeys(page.reader for page in with_text)),
        pages=pages,
        warnings=(*warnings, *kept),
        readable=readable_of(judge(page.text) for page in with_text),
        gaps=replace(read.gaps, warnings=warnings),
    )


def _better(page: Page, answer: ReadFile | None) -> Page:
    """Return ``page``, with the text that was recognised on it where that is the better one."""
    if answer is None or not answer.pages or not answer.pages[0].text:
        return page
    found = answer.pages[0]
    if page.text and page.reader != TESSERACT and not judge(found.text).beats(judge(page.text)):
        return page
    return replace(
        page,
        text=found.text,
        reader=found.reader,
        boxes=found.boxes,
        headings=found.headings,
        confidence=found.confidence,
    )


class _Rest:
    """What of the gaps of a file is still to be told."""

    def __init__(
        self, pages: tuple[Page, ...], gaps: Gaps, looked_at: Mapping[int, ReadFile]
    ) -> None:
        self._pages = [page for page in pages if page.index in set(gaps.pages)]
        self.looked_at = looked_at
        self.waiting = [page.index for page in self._pages if page.index not in looked_at]
        self.failed = self._failed()
        self.garbled = [
            page.index
            for page in self._pages
            if page.index in looked_at and judge(page.text).unreadable
        ]

    def unread(self, waiting: str) -> Iterator[str]:
        """Yield a line for each sort of pages that somebody should look at."""
        if self.waiting:
            reason = waiting or "wait for text recognition"
            yield f"{name_pages(self.waiting)}: {reason}"
        for reason, numbers in self.failed.items():
            yield f"{name_pages(numbers)}: {TESSERACT}: {reason}"
        if self.garbled:
            yield f"{name_pages(self.garbled)}: no readable text"

    def notes(self) -> Iterator[str]:
        """Yield a line for each sort of pages that were looked at, and should be known of."""
        empty = [
            page.index
            for page in self._pages
            if not page.text and self._answer(page) is Reading.NO_TEXT
        ]
        if empty:
            yield f"{name_pages(empty)}: {TESSERACT} found no text"
        poor = [
            page.index
            for page in self._pages
            if page.reader == TESSERACT and (page.confidence or 0.0) < _POOR
        ]
        if poor:
            yield f"{name_pages(poor)}: recognised with little confidence (under {_POOR:.0%})"

    def _failed(self) -> dict[str, list[int]]:
        failed: defaultdict[str, list[int]] = defaultdict(list)
        for page in self._pages:
            answer = self.looked_at.get(page.index)
            if answer is not None and answer.reading not in {Reading.READ, Reading.NO_TEXT}:
                failed["; ".join(answer.warnings) or answer.reading].append(page.index)
        return dict(failed)

    def _answer(self, page: Page) -> Reading | None:
        answer = self.looked_at.get(page.index)
        return answer.reading if answer is not None else None


def _status(read: ReadFile, rest: _Rest, with_text: list[Page]) -> Reading:
    gaps = read.gaps
    if not rest.looked_at:
        return read.reading
    if not any(page.index not in rest.garbled for page in with_text):
        if rest.garbled:
            return Reading.UNREADABLE
        return Reading.NO_TEXT
    if read.kind in IMAGE_KINDS and not rest.waiting and _is_photograph(with_text):
        return Reading.UNSUPPORTED
    if rest.waiting or rest.failed or rest.garbled or gaps is None:
        return Reading.READ_PARTLY
    return gaps.otherwise


def _is_photograph(pages: list[Page]) -> bool:
    judged = [judge(page.text) for page in pages]
    return sum(each.words * each.share for each in judged) < _DOCUMENT
