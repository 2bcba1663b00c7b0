"""Files into their pages, each cut into words: segmented once, then kept on the disk.

``cuts/ab/<sha256>`` in the index holds the cuts of a file, deflated: a header with the version of
the analyser, then a line per page that is not blank: a hash of the page's text, a tab, its terms
with a space between words and ``_`` between the syllables of a word. Compounds are no part of it:
they are found afterwards. What is damaged or of another version is made again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from indexer.catalogue.atomic import make_directory, refusals, write_atomically
from indexer.catalogue.texts import Texts
from indexer.extract.version import READER_VERSION
from indexer.language.analyser import ANALYSER_VERSION, Analyser
from indexer.language.consistent_words import LONGEST
from indexer.language.segmentation import Cut
from indexer.records.files import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HEADER: Final = f"cuts 1 {ANALYSER_VERSION}"

_TOGETHER: Final = 64
"""Pages segmented at a time: as fast as more, and little memory for a volume."""

_QUICK: Final = 1
"""The level of compression; a higher one takes longer than segmenting saves."""


@dataclass(frozen=True, slots=True)
class CutPage:
    """A page that is not blank, and its text cut into words."""

    sha256: str
    """The file that the page is from."""
    page: Page
    body: str
    """Of the page, made once."""
    line: str
    """The cut, as it is kept."""

    @property
    def cut(self) -> Cut:
        """The text in words."""
        return read_cut(self.line)


class Cuts:
    """The pages of the files of a corpus with their cuts; several processes may share them."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self._texts = Texts(corpus)
        self._root = index / "cuts"

    def load(self, sha256: str, analyser: Analyser) -> list[CutPage]:
        """Return the pages of a file that are not blank, none if it has not been read.

        Raises :class:`DirectoryUnreadable` and :class:`DiskFull`.
        """
        read = self._texts.load(sha256, READER_VERSION)
        bodies = [(page, page.body) for page in read.pages] if read else []
        pages = [(page, body, _key(body)) for page, body in bodies if body.strip()]
        path = self._path(sha256)
        kept = _read(path)
        missing = {key: body for _, body, key in pages if key not in kept}
        if missing:
            kept = {key: kept[key] for _, _, key in pages if key in kept} | _cut(missing, analyser)
            make_directory(path.parent)
            write_atomically(path, lambda file: file.write(_pack(kept)))
        return [CutPage(sha256, page, body, kept[key]) for page, body, key in pages]

    def keep_only(self, files: frozenset[str]) -> int:
        """Remove what belongs to none of ``files``; return how much. For the only writer."""
        # A name with a dot is somebody's who writes, or was ended.
        kept = [path for path in self._root.glob("??/*") if not path.name.startswith(".")]
        gone = [path for path in kept if path.name not in files]
        with refusals(self._root):
            for path in gone:
                path.unlink(missing_ok=True)
        return len(gone)

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256


def _key(text: str) -> str:
    # A reader may give lone surrogates.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _cut(texts: Mapping[str, str], analyser: Analyser) -> dict[str, str]:
    """Return the lines of ``texts``, under the same keys."""
    keys = list(texts)
    lines: dict[str, str] = {}
    for start in range(0, len(keys), _TOGETHER):
        some = keys[start : start + _TOGETHER]
        cuts = analyser.cut([texts[key] for key in some])
        lines |= dict(zip(some, map(write_cut, cuts), strict=True))
    return lines


def write_cut(cut: Cut) -> str:
    """Return a cut as a line: a space between words, ``_`` between the syllables of one."""
    return " ".join(["_".join(cut.tokens[span.start : span.stop]) for span in cut.spans()])


def read_cut(line: str) -> Cut:
    """Return the cut that :func:`write_cut` made ``line`` of."""
    words = line.split(" ") if line else []
    bounds = [0, *accumulate([1 + word.count("_") for word in words])]
    return Cut(line.replace("_", " ").split(" ") if line else [], bounds)


def count_in_lines(lines: Iterable[str]) -> Counter[str]:
    """Return what ``count_words`` returns for the cuts of ``lines``, without making them."""
    counts: Counter[str] = Counter()
    for line in lines:
        words = line.split(" ")
        counts.update([word for word in words if "_" in word and word.count("_") < LONGEST])
    alphabetic = (word for word in counts if word.replace("_", "").isalpha())
    return Counter({word.replace("_", " "): counts[word] for word in alphabetic})


def _pack(lines: Mapping[str, str]) -> bytes:
    text = "\n".join((_HEADER, *(f"{key}\t{line}" for key, line in lines.items())))
    return zlib.compress(text.encode(), _QUICK)


def _read(path: Path) -> dict[str, str]:
    try:
        header, *lines = zlib.decompress(path.read_bytes()).decode().split("\n")
        if header != _HEADER:
            return {}
        return dict(line.partition("\t")[::2] for line in lines)
    except (OSError, zlib.error, ValueError):
        return {}
