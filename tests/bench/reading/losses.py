"""Word files into the share of their text that reading found: every ``w:t`` of all parts counts."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.records.files import ReadFile
    from tests.bench.reading.pooled import Trace

_PARTS = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml")
_NOT_SHOWN = frozenset({"Fallback", "moveFrom", "del"})
"""The second of two forms of one drawing; where moved text came from; deletions."""
_MUCH = 0.05


@dataclass(frozen=True, slots=True)
class Loss:
    """How many characters a Word file holds, white space aside, and how many were not found."""

    held: int
    lost: int
    decoded: bool
    """It is typed in an old encoding, so that its letters are others after reading."""

    @property
    def share(self) -> float:
        """Of the characters that are lost."""
        return self.lost / self.held if self.held else 0.0


@dataclass(frozen=True, slots=True)
class Losses:
    """What was lost of all Word files."""

    files: int
    held: int
    lost: int
    found_share: float
    over_5_percent: list[str]
    decoded: int
    """Files in old encodings, of which only the number of characters is compared."""


def loss_of(path: bytes, read: ReadFile) -> Loss | None:
    """Compare what was read with the Word file at ``path``; none if it is no sound package."""
    try:
        held = Counter(_characters("".join(_texts(path))))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, KeyError, NotImplementedError):
        return None
    found = Counter(_characters("".join(page.text for page in read.pages)))
    decoded = bool(read.encodings)
    lost = max(0, held.total() - found.total()) if decoded else (held - found).total()
    return Loss(held.total(), lost, decoded)


def losses(traces: Sequence[Trace]) -> Losses:
    """Add up what was lost."""
    known = {trace.name: trace.loss for trace in traces if trace.loss is not None}
    held = sum(loss.held for loss in known.values())
    lost = sum(loss.lost for loss in known.values())
    return Losses(
        len(known),
        held,
        lost,
        round(1 - lost / held, 5) if held else 1.0,
        [f"{name}: {loss.share:.1%}" for name, loss in known.items() if loss.share > _MUCH],
        sum(loss.decoded for loss in known.values()),
    )


def _texts(path: bytes) -> Iterator[str]:
    with zipfile.ZipFile(Path(_name(path))) as package:
        for name in package.namelist():
            if _PARTS.fullmatch(name):
                for element in etree.fromstring(package.read(name)).iter("{*}t"):
                    if "wordprocessingml" in str(element.tag) and _is_shown(element):
                        yield element.text or ""


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _is_shown(element: etree._Element) -> bool:
    around = (str(outer.tag).rpartition("}")[2] for outer in element.iterancestors())
    return not _NOT_SHOWN.intersection(around)


def _characters(text: str) -> Iterator[str]:
    return (letter for letter in unicodedata.normalize("NFC", text) if not letter.isspace())
