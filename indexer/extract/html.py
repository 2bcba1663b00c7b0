"""An HTML file into its paragraphs, headings and rows, as sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString

from indexer.extract.budget import Rationed
from indexer.extract.content import Content, clean_properties
from indexer.extract.encodings import Decoded, decode
from indexer.extract.flow import Block, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

READER = "beautifulsoup4"

_DROPPED = (
    *("script", "style", "nav", "template", "noscript", "head", "iframe", "select"),
    *("title", "desc", "defs", "metadata"),
)
"""The last four stand in drawings, whose lettering is read."""
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p "
        "pre section summary table tbody text tfoot thead tr ul [document]",
    )
)
_META = {
    "author": "author",
    "keywords": "keywords",
    "description": "subject",
    "generator": "producer",
    "date": "created",
    "dc.title": "title",
    "dc.creator": "author",
    "dc.date": "created",
    "dc.language": "language",
}
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CELLS = frozenset({"td", "th"})


def read_html(data: bytes, budget: Budget) -> Content:
    """Return the sections of an HTML file; its title and author are properties.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    return content_of(decode_html(data), budget, READER)


def content_of(decoded: Decoded, budget: Budget, reader: str) -> Content:
    """Return the sections of HTML that is text already."""
    soup = _soup(decoded.text)
    properties = _properties(soup)
    blocks = Rationed(_text_blocks(soup), budget)
    pages = paginate(blocks, reader)
    return Content(
        pages,
        (decoded.encoding,),
        properties,
        warnings=blocks.warnings,
        partly=blocks.cut_short,
    )


def decode_html(data: bytes, declared: str = "") -> Decoded:
    """Return HTML as text: in the encoding ``declared`` from outside, else that it names itself.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    named = _CHARSET.search(data[:4096])
    return decode(data, declared or (named[1].decode("ascii") if named else ""))


def html_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs, headings and rows of HTML."""
    return _text_blocks(_soup(text))


def _soup(text: str) -> BeautifulSoup:
    # XHTML is read as HTML, too: most of it would not stand the rules of XML.
    return BeautifulSoup(_DECLARATION.sub("", text), "lxml")


def _text_blocks(soup: BeautifulSoup) -> Iterator[Block]:
    for dropped in soup(_DROPPED):
        dropped.decompose()
    return _blocks(soup)


def _properties(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, object] = {}
    for meta in soup("meta"):
        name = _META.get(str(meta.get("name", "")).lower())
        if name:
            found.setdefault(name, meta.get("content"))
    root = soup.find("html")
    if isinstance(root, Tag):
        found.setdefault("language", root.get("lang"))
    title = soup.find("title")
    if title is not None:
        found["title"] = title.get_text()
    return clean_properties(found)


def _blocks(soup: BeautifulSoup) -> Iterator[Block]:
    """Yield a block for each run of strings whose nearest block element is the same."""
    holder: Tag | None = None
    cell: Tag | None = None
    pieces: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                pieces.append("\n")
            continue
        if not isinstance(node, NavigableString) or type(node) not in {NavigableString, CData}:
            continue  # comments, declarations
        here = _nearest(node, _BLOCKS)
        if here is not holder and str(node).strip():
            yield _block(holder, pieces)
            holder, cell, pieces = here, _nearest(node, _CELLS), []
        elif here is not None and here.name == "tr":
            cell = _divide(cell, _nearest(node, _CELLS), pieces)
        pieces.append(_text(node, here))
    yield _block(holder, pieces)


def _nearest(node: NavigableString, names: frozenset[str]) -> Tag | None:
    for parent in node.parents:
        if parent.name in names:
            return parent
    return None


def _divide(last: Tag | None, cell: Tag | None, pieces: list[str]) -> Tag | None:
    """Put a bar between two cells of one row; return the cell that the text is in now."""
    if cell is not None and cell is not last:
        pieces.append(" | ")
        return cell
    return last


def _text(node: NavigableString, holder: Tag | None) -> str:
    if holder is not None and holder.name == "pre":
        return str(node)
    return _SPACES.sub(" ", node)


def _block(holder: Tag | None, pieces: list[str]) -> Block:
    name = holder.name if holder is not None else ""
    level = int(name[1]) if re.fullmatch("h[1-6]", name) else None
    text = "".join(pieces)
    if name != "pre":
        text = "\n".join(" ".join(line.split(" ")) for line in text.split("\n"))
        text = re.sub(" {2,}", " ", text)
    return Block(text, level)
