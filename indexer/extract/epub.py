"""An e-book into its chapters, in the order in which they are read, as sections."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from indexer.extract.budget import Rationed
from indexer.extract.containers import open_container
from indexer.extract.content import Content, clean_properties
from indexer.extract.flow import Break, paginate
from indexer.extract.html import decode_html, html_blocks
from indexer.extract.parts import Parts
from indexer.extract.regular import NotRead
from indexer.extract.xml import attribute, child, children, texts_named
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.budget import Budget
    from indexer.extract.flow import Block

KIND = "epub"
READER = "epub"

_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "date": "created",
    "language": "language",
    "subject": "keywords",
    "description": "subject",
    "publisher": "publisher",
}
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package document says (EPUB 3.3, section 5)."""

    chapters: tuple[str, ...]
    """The names of the members, in reading order."""
    properties: dict[str, str]


def read_epub(data: bytes, budget: Budget) -> Content:
    """Return the chapters of an e-book; each begins a section, long ones have several.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    with open_container(data, KIND) as container:
        parts = Parts(container, KIND)
        book = _open(parts)
        _refuse_locked(parts, book)
        encodings: dict[str, None] = {}
        blocks = Rationed(_blocks(parts, book, encodings), budget)
        pages = paginate(blocks, READER)
    warnings = (*parts.warnings, *blocks.warnings)
    return Content(
        pages, tuple(encodings), book.properties, warnings, bool(warnings), bool(warnings)
    )


def _open(parts: Parts) -> _Book:
    container = parts.needed("META-INF/container.xml")
    name = next((attribute(each, "full-path") for each in container.iter("{*}rootfile")), "")
    root = parts.needed(name)
    folder = posixpath.dirname(name)
    files = {
        attribute(item, "id"): posixpath.normpath(
            posixpath.join(folder, unquote(attribute(item, "href")))
        )
        for item in root.iter("{*}item")
        if attribute(item, "media-type") in _PAGES
    }
    ids = [attribute(each, "idref") for each in root.iter("{*}itemref")]
    spine = dict.fromkeys(files[each] for each in ids if each in files)
    return _Book(tuple(spine or files.values()), _properties(root))


def _properties(root: etree._Element) -> dict[str, str]:
    elements = (each for metadata in root.iter("{*}metadata") for each in metadata)
    return clean_properties(texts_named(elements, _PROPERTIES))


def _refuse_locked(parts: Parts, book: _Book) -> None:
    """Raise :class:`NotRead` for a book with copy protection; fonts may be scrambled."""
    name = "META-INF/encryption.xml"
    root = parts.tree(name)
    for data in () if root is None else children(root, "EncryptedData"):
        reference = child(child(data, "CipherData"), "CipherReference")
        if unquote(attribute(reference, "URI")) in book.chapters:
            raise NotRead(Reading.ENCRYPTED, "protected against copying", KIND)


def _blocks(parts: Parts, book: _Book, encodings: dict[str, None]) -> Iterator[Block]:
    for name in book.chapters:
        data = parts.read(name)
        if not data:
            if not parts.has(name):
                parts.warnings.append(f"missing part {name}")
            continue
        decoded = decode_html(data)
        encodings[decoded.encoding] = None
        before = Break.ASKED
        for block in html_blocks(decoded.text):
            yield replace(block, before=max(before, block.before))
            before = Break.NONE
