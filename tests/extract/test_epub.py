"""An e-book gives its chapters in reading order."""

from __future__ import annotations

import pytest

from indexer.extract.epub import read_epub
from indexer.extract.regular import NotRead
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, container

_CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
_CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>x</title></head><body><h1>{}</h1><p>{}</p></body></html>"
)


def _book(*chapters: str, more: dict[str, str] | None = None) -> bytes:
    """Return a book whose manifest names the chapters in reverse."""
    numbers = range(len(chapters))
    items = "".join(
        f'<item id="c{each}" href="t%20{each}.xhtml" media-type="application/xhtml+xml"/>'
        for each in reversed(numbers)
    )
    spine = "".join(f'<itemref idref="c{each}"/>' for each in numbers)
    package = (
        '<package xmlns:dc="dc"><metadata><dc:title>Kỷ yếu</dc:title><dc:creator>A</dc:creator>'
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    members = {f"OPS/t {each}.xhtml": text for each, text in enumerate(chapters) if text}
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    return container(head | {"OPS/book.opf": package} | members | (more or {}))


def test_chapters_are_sections_in_the_order_of_the_spine() -> None:
    """A short chapter is a section of its own; headings and properties are kept."""
    made = _book(_CHAPTER.format("Một", "đầu"), _CHAPTER.format("Hai", "sau"))
    content = read_epub(made, ample())
    assert [page.text for page in content.pages] == ["Một\nđầu", "Hai\nsau"]
    assert {page.unit for page in content.pages} == {Unit.SECTION}
    assert [heading.level for page in content.pages for heading in page.headings] == [1, 1]
    assert content.properties == {"title": "Kỷ yếu", "author": "A"}
    assert not content.partly


def test_drawn_pages_give_their_lettering() -> None:
    """Comics and plates are drawings, by themselves or within a page."""
    drawing = "<svg><title>x</title><text>bản <tspan>đồ</tspan></text><text>Lào</text></svg>"
    content = read_epub(_book(_CHAPTER.format("Một", drawing), drawing), ample())
    assert [page.text for page in content.pages] == ["Một\nbản đồ\nLào", "bản đồ\nLào"]


def test_a_missing_chapter_is_named() -> None:
    """The others are read."""
    content = read_epub(_book("", _CHAPTER.format("Hai", "sau")), ample())
    assert [page.text for page in content.pages] == ["Hai\nsau"]
    assert (content.partly, content.warnings) == (True, ("missing part OPS/t 0.xhtml",))


def test_protected_books_are_encrypted() -> None:
    """Scrambled fonts protect no text."""
    locked = (
        "<encryption><EncryptedData><CipherData><CipherReference URI='{}'/></CipherData>"
        "</EncryptedData></encryption>"
    )
    for name, reading in (("OPS/t%200.xhtml", Reading.ENCRYPTED), ("OPS/font.ttf", Reading.READ)):
        made = _book(
            _CHAPTER.format("a", "b"), more={"META-INF/encryption.xml": locked.format(name)}
        )
        if reading is Reading.READ:
            assert read_epub(made, ample()).pages
            continue
        with pytest.raises(NotRead) as caught:
            read_epub(made, ample())
        assert caught.value.reading is reading
