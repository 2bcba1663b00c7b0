"""Pages that are pictures into pages with text, by Tesseract."""

from __future__ import annotations

from indexer.extract.ocr.merging import merged
from indexer.extract.ocr.place import RECOGNISER, page_place
from indexer.extract.ocr.tesseract import (
    LANGUAGE,
    PACKAGES,
    TESSERACT,
    Tesseract,
    find_tesseract,
    needed,
    tesseract_version,
)
from indexer.extract.ocr.version import OCR_VERSION

__all__ = [
    "LANGUAGE",
    "OCR_VERSION",
    "PACKAGES",
    "RECOGNISER",
    "TESSERACT",
    "Tesseract",
    "find_tesseract",
    "merged",
    "needed",
    "page_place",
    "tesseract_version",
]
