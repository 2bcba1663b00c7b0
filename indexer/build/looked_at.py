"""What text recognition has answered of a file, page by page, out of the stored texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.ocr import OCR_VERSION
from indexer.extract.secrecy import open_pages
from indexer.records.files import ReadFile, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.catalogue.texts import Texts

SEEN = frozenset({Reading.READ, Reading.NO_TEXT})
"""Answers of somebody who saw the page."""


def version_of(page: int) -> str:
    """Return the version under which the answer on one page is stored."""
    return f"ocr{OCR_VERSION}.p{page}"


def answers(texts: Texts, sha256: str, pages: tuple[int, ...]) -> dict[int, ReadFile]:
    """Return what was recognised of a file until now, by page."""
    found = {page: texts.load(sha256, version_of(page), boxes=True) for page in pages}
    return {page: answer for page, answer in found.items() if answer is not None}


def still_open(read: ReadFile, answered: Mapping[int, ReadFile]) -> frozenset[int]:
    """Return the first pages on which nobody could have seen a stamp of secrecy yet."""
    seen = {page for page, answer in answered.items() if answer.reading in SEEN}
    return open_pages(read) - seen
