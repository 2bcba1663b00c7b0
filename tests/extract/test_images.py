"""Images are pages for text recognition."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from indexer.extract.images import frame_of, read_image
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import ample
from tests.extract.ocr.printing import saved


def _white(width: int = 210, height: int = 297) -> Image.Image:
    return Image.new("1", (width, height), 1)


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_an_image_is_one_page(kind: str) -> None:
    """As large as A4, whatever it says of itself, and without text."""
    content = read_image(kind, saved(_white().convert("L"), kind), ample())
    (page,) = content.pages
    assert (page.text, page.width, page.height) == ("", 595.3, 841.9)
    assert content.gaps is not None
    assert content.gaps.pages == (1,)


def test_a_tiff_has_many_pages() -> None:
    """Scanners bind them so."""
    data = saved(_white(), "tiff", save_all=True, append_images=[_white(297, 210)])
    content = read_image("tiff", data, ample())
    assert [page.width > page.height for page in content.pages] == [False, True]
    assert frame_of(data, "tiff", 2).size == (297, 210)


@pytest.mark.parametrize("side", [9_000, 10_000, 20_000, 60_000])
def test_bombs_are_not_unpacked(side: int) -> None:
    """A few bytes that say they are a hundred million pixels."""
    with pytest.raises(NotRead) as caught:
        read_image("png", _header(side), ample())
    assert caught.value.reading is Reading.TOO_LARGE


def _header(side: int) -> bytes:
    """Return the beginning of a black and white PNG (RFC 2083, 4.1.1)."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return data + struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 1) + b"IDATx"
