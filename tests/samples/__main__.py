"""Every text under `content/` turned into the sample document that it names."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.samples.blocks import Text
from tests.samples.pdf import pdf
from tests.samples.plain import html, markdown, typed
from tests.samples.reading import read_texts
from tests.samples.scan import scan
from tests.samples.tcvn3 import tcvn3
from tests.samples.volume import volume
from tests.samples.word import word

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
MAKERS: dict[str, Callable[[Text], bytes]] = {
    "docx": word,
    "html": html,
    "md": markdown,
    "pdf": pdf,
    "scan": scan,
    "tcvn3": tcvn3,
    "txt": typed,
    "volume": volume,
}


def main() -> None:
    """Write all samples and say what was written."""
    for text in read_texts():
        path = SAMPLES / text.field("file")
        data = MAKERS[text.field("as") or path.suffix[1:]](text)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        sys.stdout.write(f"{len(data):9,d}  {text.field('file')}\n")


if __name__ == "__main__":
    main()
