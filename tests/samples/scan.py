"""A text turned into a scan of its print: grey pictures of crooked pages, without a text layer."""

from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageFilter

from tests.samples.blocks import Text
from tests.samples.pdf import finished, pdf

DPI = 160
QUALITY = 42
TURNS = (0.55, -0.8)
SEED = 20090614


def scan(text: Text) -> bytes:
    """Print a text, scan it and bind the pictures."""
    noise = np.random.default_rng(SEED)
    document = pikepdf.new()
    printed = pypdfium2.PdfDocument(pdf(text))
    for number, page in enumerate(printed):
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        add_page(document, _worn(picture, TURNS[number % len(TURNS)], noise), DPI, QUALITY)
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return finished(out.getvalue(), text)


def _worn(picture: Image.Image, turn: float, noise: np.random.Generator) -> Image.Image:
    turned = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=244)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    pixels = np.asarray(soft, dtype=np.float32) * 0.88 + 18
    grain = noise.normal(0, 5, pixels.shape)
    specks = (noise.random(pixels.shape) > 0.99993) * 150
    return Image.fromarray(np.clip(pixels + grain - specks, 0, 255).astype(np.uint8))


def add_page(document: pikepdf.Pdf, picture: Image.Image, dpi: int, quality: int) -> None:
    """Bind a grey picture of ``dpi`` pixels to an inch as one more page."""
    width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=quality)
    image = pikepdf.Stream(
        document,
        jpeg.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = document.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(
        f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode()
    )
