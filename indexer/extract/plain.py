"""A plain text file into its pages or sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.content import Content
from indexer.extract.encodings import decode
from indexer.extract.flow import Block, Break, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

READER = "text"

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")


def read_plain(data: bytes, budget: Budget) -> Content:
    """Return the paragraphs of a text file; form feeds are its page breaks.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    decoded = decode(data)
    blocks = Rationed(text_blocks(decoded.text), budget)
    pages = paginate(blocks, READER)
    return Content(pages, (decoded.encoding,), warnings=blocks.warnings, partly=blocks.cut_short)


def text_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of plain text."""
    lines = _LINE_ENDS.sub("\n", text)
    for number, page in enumerate(lines.split("\f")):
        before = Break.RENDERED if number else Break.NONE
        for paragraph in _PARAGRAPH.split(page):
            yield Block(paragraph, before=before)
            before = Break.NONE
