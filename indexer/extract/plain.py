"""A plain text file into its pages or sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.content import Content
from indexer.extract.encodings import decode
from indexer.extract.flow import Block, Break, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "text"

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")


def read_plain(data: bytes) -> Content:
    """Return the paragraphs of a text file; form feeds are its page breaks.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    decoded = decode(data)
    text = _LINE_ENDS.sub("\n", decoded.text)
    return Content(paginate(_blocks(text), READER), (decoded.encoding,))


def _blocks(text: str) -> Iterator[Block]:
    for number, page in enumerate(text.split("\f")):
        before = Break.RENDERED if number else Break.NONE
        for paragraph in _PARAGRAPH.split(page):
            yield Block(paragraph, before=before)
            before = Break.NONE
