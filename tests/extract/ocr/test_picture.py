"""Pages become grey pixels, enough of them and never too many."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from indexer.extract.ocr.picture import Picture, draw, fit_dpi
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import Font, Line, pdf
from tests.extract.ocr.printing import DPI, bound, picture, saved

A4 = (595.3, 841.9)


@given(st.floats(0, 20_000), st.floats(0, 20_000), st.floats(0, 10_000))
def test_no_page_has_more_pixels_than_a3(width: float, height: float, scanned: float) -> None:
    """Whatever size a page says it has, and whatever the scan on it."""
    dpi = fit_dpi(width, height, scanned)
    assert max(width, height) * dpi / 72 <= 4_962


@pytest.mark.parametrize(("scanned", "dpi"), [(300, 300), (200, 200), (600, 300), (96, 150)])
def test_scans_are_read_as_they_are(scanned: float, dpi: float) -> None:
    """Between 150 and 300 dpi; finer ones are made smaller, coarser ones larger."""
    assert fit_dpi(*A4, scanned) == pytest.approx(dpi, rel=0.01)


def test_a_scan_keeps_its_pixels() -> None:
    """A page of letters is drawn at 300 dpi, a scanned one with the pixels of its picture."""
    page = picture([""] * 25)
    drawn = draw(bound(page), "pdf", 1)
    rows, columns = drawn.pixels.shape
    assert abs(rows - max(page.height, 1_754)) <= 1
    letters = draw(pdf([[Line("Xin", Font())]]), "pdf", 1)
    assert letters.dpi == pytest.approx(300)
    assert columns < rows


def test_an_image_that_is_turned_by_its_camera_is_turned_back() -> None:
    """EXIF says that the columns are the rows."""
    image = picture()
    exif = image.getexif()
    exif[0x0112] = 6
    drawn = draw(saved(image, "jpeg", exif=exif), "jpeg", 1)
    rows, columns = drawn.pixels.shape
    assert rows > columns


def test_what_cannot_be_drawn_is_damaged() -> None:
    """A PDF that does not open, an image that breaks off."""
    cut = saved(picture(), "png")[:400]
    for data, kind in ((b"%PDF-1.4", "pdf"), (cut, "png")):
        with pytest.raises(NotRead) as caught:
            draw(data, kind, 1)
        assert caught.value.reading is Reading.DAMAGED


def test_a_picture_is_a_file_for_tesseract() -> None:
    """A header, then a byte for each pixel."""
    drawn = draw(saved(picture(), "png"), "png", 1)
    rows, columns = drawn.pixels.shape
    assert isinstance(drawn, Picture)
    assert drawn.netpbm().startswith(b"P5 %d %d 255\n" % (columns, rows))
    assert drawn.netpbm().endswith(drawn.pixels.tobytes())


def _stamped(page: Image.Image) -> Image.Image:
    """Return the page with red ink over its lines."""
    ink = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(ink).ellipse((100, 20, 400, 140), outline=(214, 40, 48), width=9)
    return ImageChops.multiply(page.convert("RGB"), ink)


def test_coloured_ink_is_taken_away() -> None:
    """What is left is the page as it was printed; the stamp itself is still to be seen."""
    page = picture()
    drawn = draw(saved(_stamped(page), "png"), "png", 1)
    clean = draw(saved(page, "png"), "png", 1)
    light = drawn.without_colours()
    assert light is not None
    assert light.without_colours() is None
    assert np.mean(np.abs(light.pixels.astype(int) - clean.pixels) > 60) < 0.001
    assert np.mean(np.abs(drawn.pixels.astype(int) - clean.pixels) > 60) > 0.002
    assert clean.without_colours() is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "F"])
def test_images_of_every_sort_are_black_on_white(mode: str) -> None:
    """Bits, palettes, inks, 16 bits a pixel, letters on nothing."""
    page = picture()
    if mode in {"LA", "RGBA"}:
        clear = Image.new("LA", page.size)
        clear.putalpha(ImageChops.invert(page))
        image, kind = clear.convert(mode), "png"
    elif mode == "I;16":
        image, kind = Image.fromarray(np.asarray(page, np.uint16) * 257), "png"
    else:
        image, kind = page.convert(mode), "tiff"
    drawn = draw(saved(image, kind), kind, 1).pixels
    plain = draw(saved(page, "png"), "png", 1).pixels
    assert np.mean(np.abs(drawn.astype(int) - plain) > 80) < 0.01


def test_strips_of_a_scan_are_one_scan() -> None:
    """Some scanners cut a page into them; it is drawn with the pixels they have."""
    page = picture([""] * 31)
    whole = draw(bound(page), "pdf", 1)
    document = pikepdf.open(BytesIO(bound(page)))
    image = document.pages[0].Resources.XObject.Im0
    box = document.pages[0].mediabox
    width, height = float(box[2]), float(box[3]) / 4
    strip = saved(page.crop((0, 0, page.width, page.height // 4)), "jpeg")
    image.write(strip, filter=pikepdf.Name.DCTDecode)
    image.Height = page.height // 4
    strips = (f"q {width} 0 0 {height} 0 {at * height} cm /Im0 Do Q" for at in range(4))
    document.pages[0].Contents = document.make_stream(" ".join(strips).encode())
    out = BytesIO()
    document.save(out)
    assert draw(out.getvalue(), "pdf", 1).dpi == pytest.approx(whole.dpi, rel=0.01)
    assert whole.dpi == pytest.approx(DPI, rel=0.02)
