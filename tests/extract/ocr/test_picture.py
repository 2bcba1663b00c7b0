"""Pages become grey pixels, enough of them and never too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.ocr.picture import Picture, draw, fit_dpi
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
from tests.extract.making import Font, Line, pdf
from tests.extract.ocr.printing import bound, picture, saved

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
