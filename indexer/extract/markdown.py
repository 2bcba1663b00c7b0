"""A Markdown file into HTML, and that into its sections."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from indexer.extract.content import Content, clean_properties
from indexer.extract.encodings import Decoded, decode
from indexer.extract.html import content_of

if TYPE_CHECKING:
    from indexer.extract.budget import Budget

READER = "markdown-it-py"

_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)
_ENTRY = re.compile(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_NAMES = {"title": "title", "author": "author", "date": "created", "lang": "language"}


def read_markdown(data: bytes, budget: Budget) -> Content:
    """Return the sections of a Markdown file; simple entries of its front matter are properties.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    decoded = decode(data)
    front = _FRONT.match(decoded.text)
    body = decoded.text[front.end() :] if front else decoded.text
    html = MarkdownIt("commonmark").enable("table").render(body)
    content = content_of(Decoded(html, decoded.encoding), budget, READER)
    entries = dict(_ENTRY.findall(front[1])) if front else {}
    named = {name: entries[key] for key, name in _NAMES.items() if key in entries}
    return replace(content, properties=clean_properties(named))
