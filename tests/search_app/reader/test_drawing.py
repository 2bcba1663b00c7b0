"""A page as it is drawn, and the boxes that were read from the same page."""

from __future__ import annotations

import mmap
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from search_app.reader.drawing import NotDrawn, draw
from tests.search_app.reader.sheets import SIZE, make_image, make_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH = 800


def _draw(data: bytes, kind: str, page: int = 1, width: int = WIDTH) -> Image.Image:
    memory = mmap.mmap(-1, len(data))
    memory.write(data)
    memory.seek(0)
    return Image.open(BytesIO(draw(memory, kind, page, width))).convert("RGB")


def _red(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around all that is red."""
    green = picture.getchannel("G").point(lambda value: 255 if value < 110 else 0)
    box = green.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("crop", [(), (100, 50, 350, 250)])
def test_boxes_lie_where_the_words_are_drawn(
    tmp_path: Path, turns: int, crop: Sequence[int]
) -> None:
    """Turned and cropped as a reader sees it; what was read names the same place."""
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(turns, crop))
    (page,) = read_file(path, Limits()).pages
    (word,) = page.boxes
    picture = _draw(path.read_bytes(), "pdf")
    scale = picture.width / page.width
    assert picture.height == pytest.approx(page.height * scale, abs=1.5)
    left, top, right, bottom = _red(picture)
    box = [value * scale for value in (word.left, word.top, word.right, word.bottom)]
    # The box of a word is that of its line: higher than its letters, never off them.
    assert left >= box[0] - 3
    assert top >= box[1] - 3
    assert right <= box[2] + 3
    assert bottom <= box[3] + 3
    area = (right - left) * (bottom - top)
    assert area > 0.4 * (box[2] - box[0]) * (box[3] - box[1])


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_images_are_drawn(kind: str) -> None:
    """As wide as asked for, nothing moved."""
    picture = _draw(make_image(kind), kind, width=600)
    assert picture.size == (600, 400)
    assert _red(picture) == pytest.approx((60, 40, 122, 82), abs=6)


def test_a_page_far_too_high_is_drawn_narrower() -> None:
    """A strip of a till never takes a wall of memory."""
    picture = _draw(make_image("png", (100, 2000)), "png", width=400)
    assert picture.size == (80, 1600)


@pytest.mark.parametrize(
    ("data", "kind", "page"),
    [
        (make_pdf(), "pdf", 2),
        (b"%PDF-1.7\nnothing", "pdf", 1),
        (b"no image", "png", 1),
        (make_image("png"), "png", 2),
        (make_image("png"), "jpeg", 1),
    ],
)
def test_what_is_no_such_page_is_not_drawn(data: bytes, kind: str, page: int) -> None:
    """Said in one way, whatever the library raises."""
    with pytest.raises(NotDrawn):
        _draw(data, kind, page)


def test_the_size_is_the_pages_own() -> None:
    """Points become pixels in one ratio."""
    assert _draw(make_pdf(), "pdf").size == (WIDTH, WIDTH * SIZE[1] // SIZE[0])
