"""Printed pages into what scanners, copiers and fax machines make of them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.bench.ocr.printing import Printed
from tests.samples.typeface import FONTS

_DECOYS = 2
"""Pages before the scan: the first two of a file are read twice, for stamps of secrecy."""


@dataclass(frozen=True, slots=True)
class Wear:
    """What happens to a page on its way to us."""

    name: str
    dpi: int = 300
    quality: int = 90
    """Of JPEG."""
    degrees: float = 0.0
    """Turned against the clock."""
    blur: float = 0.0
    """Radius in pixels."""
    noise: float = 0.0
    """Deviation in levels of grey, of which there are 256."""
    paper: int = 255
    """Grey of the paper."""
    shaded: bool = False
    """One side is darker, as beside the spine of a book."""
    edges: bool = False
    """Black rims and a fold, as copiers make them."""
    reverse: bool = False
    """The other side shines through."""
    stamp: bool = False
    """A red stamp and a blue signature over the text."""
    bilevel: bool = False
    """Black or white, as by fax."""
    quarters: int = 0
    """Quarter turns against the clock, of the picture as stored."""
    rotate: int = 0
    """The page's own rotation (/Rotate), clockwise; the picture lies accordingly."""


WEARS = (
    Wear("clean 300 dpi", quality=95),
    Wear("scan 300 dpi", 300, 50, -0.8, 1.2, 8, 240),
    Wear("scan 200 dpi", 200, 40, 1.0, 0.8, 6, 240),
    Wear("scan 150 dpi", 150, 45, -1.0, 0.6, 5, 240),
    Wear("JPEG 30, 200 dpi", 200, 30),
    Wear("noise", 200, 60, 0.0, 0.5, 28, 235),
    Wear("blur", 200, 60, 0.0, 1.3),
    Wear("grey, shaded", 200, 50, 0.3, 0.5, 6, 190, shaded=True),
    Wear("skew +3", 200, 60, 3.0),
    Wear("skew -5", 200, 60, -5.0),
    Wear("upside down", 200, 60, 0.4, 0.6, 5, 240, quarters=2),
    Wear("on its left side", 200, 60, 0.4, 0.6, 5, 240, quarters=1),
    Wear("on its right side", 200, 60, 0.4, 0.6, 5, 240, quarters=3),
    Wear("turned by /Rotate", 200, 60, 0.4, 0.6, 5, 240, rotate=90),
    Wear("photocopy", 200, 60, 0.7, 0.8, 10, 225, edges=True),
    Wear("shining through", 200, 50, 0.2, 0.6, 6, 240, reverse=True),
    Wear("stamp, signature", 200, 60, 0.3, 0.6, 5, 245, stamp=True),
    Wear("fax 200 dpi", 200, 60, 0.5, 0.7, 12, 235, bilevel=True),
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it is delivered, and the text that was printed on it."""

    picture: bytes
    """As one file: JPEG, or PNG where it is black or white."""
    bound: bytes
    """The same picture as the last page of a PDF."""
    number: int
    """Of that page."""
    printed: Printed


def scanned(page: Printed, wear: Wear, noise: np.random.Generator) -> Scan:
    """Return ``page`` after ``wear``."""
    drawn = pypdfium2.PdfDocument(page.pdf)[0].render(scale=wear.dpi / 72).to_pil()
    picture = _worn(drawn.convert("RGB"), wear, noise)
    if not wear.stamp:
        picture = picture.convert("L")
    if wear.bilevel:
        picture = picture.point(lambda level: 255 if level > 150 else 0).convert(
            "1", dither=Image.Dither.NONE
        )
    if wear.quarters:
        picture = picture.rotate(90 * wear.quarters, expand=True)
    data = _file(picture, wear)
    return Scan(data, _bound(picture, data, wear), _DECOYS + 1, page)


def _worn(picture: Image.Image, wear: Wear, noise: np.random.Generator) -> Image.Image:
    if wear.reverse:
        behind = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        behind = behind.filter(ImageFilter.GaussianBlur(2))
        picture = ImageChops.multiply(picture, behind.point(lambda level: 200 + level * 55 // 255))
    if wear.stamp:
        picture = _stamped(picture, wear.dpi)
    if wear.degrees:
        picture = picture.rotate(
            wear.degrees, Image.Resampling.BICUBIC, fillcolor=(wear.paper,) * 3
        )
    if wear.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(wear.blur))
    if not wear.noise:
        return picture
    pixels = np.asarray(picture, np.float32) * ((wear.paper - 22) / 255) + 22
    height, width = pixels.shape[:2]
    if wear.shaded:
        pixels *= np.linspace(0.6, 1.0, width, dtype=np.float32)[None, :, None]
    if wear.edges:
        _darken_edges(pixels)
    grain = noise.normal(0, wear.noise, (height, width, 1))
    specks = (noise.random((height, width, 1)) > 0.9999) * 150
    return Image.fromarray(np.clip(pixels + grain - specks, 0, 255).astype(np.uint8))


def _darken_edges(pixels: np.ndarray) -> None:
    height, width = pixels.shape[:2]
    rim = width // 40
    pixels[:rim] = 30
    pixels[:, width - rim :] = 25
    pixels[:, :rim] *= np.linspace(0.1, 1.0, rim, dtype=np.float32)[None, :, None]
    pixels[height // 2 : height // 2 + 3] *= 0.55


def _stamped(picture: Image.Image, dpi: int) -> Image.Image:
    """Return the picture under a round red stamp (38 mm, as offices have) and a signature."""
    ink = Image.new("RGB", picture.size, (255, 255, 255))
    pen = ImageDraw.Draw(ink)
    radius = 19 / 25.4 * dpi
    middle = (picture.width * 0.5, picture.height * 0.62)
    for part in (1.0, 0.95, 0.62):
        box = [at + sign * radius * part for sign in (-1, 1) for at in middle]
        pen.ellipse(box, outline=(214, 40, 48), width=max(2, dpi // 90))
    font = ImageFont.truetype(str(FONTS / "dejavu" / "DejaVuSans-Bold.ttf"), round(radius / 4))
    pen.text(middle, "HỌC VIỆN\nHẬU CẦN", (214, 40, 48), font, anchor="mm", align="center")
    points = [
        (
            picture.width * (0.55 + 0.25 * step / 60),
            picture.height * (0.7 + 0.02 * np.sin(step / 3) + 0.008 * np.cos(step)),
        )
        for step in range(60)
    ]
    pen.line(points, fill=(40, 60, 160), width=max(2, dpi // 80))
    return ImageChops.multiply(picture, ink)


def _file(picture: Image.Image, wear: Wear) -> bytes:
    out = BytesIO()
    if wear.bilevel:
        picture.save(out, "PNG", dpi=(wear.dpi, wear.dpi))
    else:
        picture.save(out, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    return out.getvalue()


def _bound(picture: Image.Image, data: bytes, wear: Wear) -> bytes:
    document = pikepdf.new()
    for _ in range(_DECOYS):
        document.add_blank_page()
    if wear.rotate:
        picture = picture.rotate(wear.rotate, expand=True)
        data = _file(picture, wear)
    width, height = (side * 72 / wear.dpi for side in picture.size)
    shared = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": picture.width,
        "Height": picture.height,
    }
    if wear.bilevel:
        image = pikepdf.Stream(
            document,
            picture.tobytes(),
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=1,
            **shared,
        )
    else:
        space = pikepdf.Name.DeviceRGB if picture.mode == "RGB" else pikepdf.Name.DeviceGray
        image = pikepdf.Stream(
            document,
            data,
            ColorSpace=space,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            **shared,
        )
    page = document.add_blank_page(page_size=(width, height))
    page.Rotate = wear.rotate
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(
        f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode()
    )
    out = BytesIO()
    document.save(out, compress_streams=True)
    return out.getvalue()
