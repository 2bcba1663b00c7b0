"""Sample texts, printed and scanned, into the share of their letters that is recognised wrongly.

``python -m tests.bench.ocr [--pages N] [--json]``: pages in four families of fonts are drawn clean
and as scans (turned by a degree, blurred, with noise and specks, JPEG) and read by our text
recognition and by bare ``tesseract`` from the very same pictures; CPU time is that of the programs.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from indexer.extract.budget import Budget
from indexer.extract.limits import Limits
from indexer.extract.ocr.page import recognise
from indexer.extract.ocr.picture import draw
from tests.samples.scan import add_page
from tests.samples.typeface import register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CONTENT = Path(__file__).parents[1] / "samples" / "content"
FONTS = ("dejavu", "noto", "dejavu-sans", "noto-sans")
SIZE = 12
MARGIN = 70
SEED = 20090614
BARE_LANGUAGES = ("vie", "vie+eng")

_MARKUP = re.compile(r"[|{}<>*#_\[\]^~@=]")
_SHORTEST_PARAGRAPH = 200
_AMPLE = Limits(cpu_seconds=1_000, wall_seconds=1_000)


@dataclass(frozen=True, slots=True)
class Wear:
    """What a scanner does to a page."""

    name: str
    dpi: int
    degrees: float = 0.0
    blur: float = 0.0
    """Radius in pixels."""
    noise: float = 0.0
    """Deviation in levels of grey, of which there are 256."""
    quality: int = 95
    """Of JPEG."""


WEARS = (
    Wear("clean, 300 dpi", 300),
    Wear("worn, 300 dpi", 300, -0.8, 1.2, 8, 50),
    Wear("worn, 200 dpi", 200, 1.0, 0.8, 6, 50),
    Wear("worn, 150 dpi", 150, -1.0, 0.7, 5, 45),
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a scanner delivers it, and the text that was printed on it."""

    picture: bytes
    """JPEG."""
    bound: bytes
    """The picture as the one page of a PDF."""
    printed: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one way reads the pages of one wear."""

    wear: str
    way: str
    letters: int
    wrong: int
    """Letters to be put in, taken out or exchanged (Levenshtein)."""
    cpu_seconds: float
    """For each page."""

    @property
    def accuracy(self) -> float:
        """Share of the letters that are right, in per cent."""
        return 100 * (1 - self.wrong / self.letters)


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ocr")
    parser.add_argument("--pages", type=int, default=len(FONTS))
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    for measured in measure(options.pages):
        if options.as_json:
            sys.stdout.write(json.dumps(asdict(measured)) + "\n")
        else:
            sys.stdout.write(
                f"{measured.wear:18}{measured.way:28}{measured.accuracy:9.3f} %"
                f"{measured.cpu_seconds:8.2f} CPU s a page\n"
            )
        sys.stdout.flush()


def measure(pages: int) -> Iterator[Measured]:
    """Yield what each way makes of ``pages`` pages of each wear."""
    printed = list(islice(_printed(), pages))
    noise = np.random.default_rng(SEED)
    for wear in WEARS:
        scans = [_scanned(pdf, text, wear, noise) for pdf, text in printed]
        yield _measured(wear, "kyyeu", scans, _ours)
        for languages in BARE_LANGUAGES:
            yield _measured(wear, f"bare tesseract -l {languages}", scans, _bare(languages))


def distance(one: str, other: str) -> int:
    """Return Levenshtein's distance, column by column in the bits of a number (Myers 1999)."""
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    everything, last = (1 << len(one)) - 1, 1 << max(0, len(one) - 1)
    up, down, score = everything, 0, len(one)
    for letter in other:
        equal = places.get(letter, 0)
        across = equal | down
        along = (((equal & up) + up) ^ up) | equal
        more, less = down | (~(along | up) & everything), up & along
        score += bool(more & last) - bool(less & last)
        more, less = ((more << 1) | 1) & everything, (less << 1) & everything
        up, down = less | (~(across | more) & everything), more & across
    return score


def _measured(wear: Wear, way: str, scans: Sequence[Scan], read: Callable[[Scan], str]) -> Measured:
    started = _cpu_seconds()
    texts = [read(scan) for scan in scans]
    seconds = (_cpu_seconds() - started) / len(scans)
    printed = [_plain(scan.printed) for scan in scans]
    wrong = sum(distance(one, _plain(text)) for one, text in zip(printed, texts, strict=True))
    return Measured(wear.name, way, sum(map(len, printed)), wrong, round(seconds, 2))


def _plain(text: str) -> str:
    """Return ``text`` on one line; of all dashes the model of Vietnamese knows but one."""
    return " ".join(unicodedata.normalize("NFC", text).replace("–", "-").split())


def _cpu_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _ours(scan: Scan) -> str:
    return recognise(draw(scan.bound, "pdf", 1), Budget.of(_AMPLE)).text


def _bare(languages: str) -> Callable[[Scan], str]:
    def read(scan: Scan) -> str:
        with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
            file.write(scan.picture)
            file.flush()
            command = ["tesseract", file.name, "stdout", "-l", languages]
            ended = subprocess.run(command, capture_output=True, check=True)
        return ended.stdout.decode()

    return read


def _printed() -> Iterator[tuple[bytes, str]]:
    """Yield pages without end, each as PDF and as text."""
    paragraphs = cycle(_paragraphs())
    for font in cycle(FONTS):
        register(font)
        yield _page(font, paragraphs)


def _paragraphs() -> list[str]:
    lines = (
        line
        for path in sorted(CONTENT.rglob("*.md"))
        for line in path.read_text(encoding="utf-8").split("\n")
    )
    return [line for line in lines if len(line) > _SHORTEST_PARAGRAPH and not _MARKUP.search(line)]


def _page(font: str, paragraphs: Iterator[str]) -> tuple[bytes, str]:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont(font, SIZE)
    lines: list[str] = []
    height = A4[1] - MARGIN
    for paragraph in paragraphs:
        for line in _lines(paragraph, font):
            canvas.drawString(MARGIN, height, line)
            lines.append(line)
            height -= SIZE * 1.45
        if height < 3 * MARGIN:
            break
    canvas.save()
    return out.getvalue(), "\n".join(lines)


def _lines(paragraph: str, font: str) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, SIZE) > A4[0] - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line


def _scanned(pdf: bytes, text: str, wear: Wear, noise: np.random.Generator) -> Scan:
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=wear.dpi / 72, grayscale=True).to_pil()
    if wear.noise:
        picture = _worn(picture, wear, noise)
    jpeg, bound = BytesIO(), BytesIO()
    picture.save(jpeg, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    document = pikepdf.new()
    add_page(document, picture, wear.dpi, wear.quality)
    document.save(bound)
    return Scan(jpeg.getvalue(), bound.getvalue(), text)


def _worn(picture: Image.Image, wear: Wear, noise: np.random.Generator) -> Image.Image:
    turned = picture.rotate(wear.degrees, Image.Resampling.BICUBIC, fillcolor=244)
    soft = turned.filter(ImageFilter.GaussianBlur(wear.blur))
    pixels = np.asarray(soft, dtype=np.float32) * 0.86 + 20
    grain = noise.normal(0, wear.noise, pixels.shape)
    specks = (noise.random(pixels.shape) > 0.9999) * 150
    return Image.fromarray(np.clip(pixels + grain - specks, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    main(sys.argv[1:])
