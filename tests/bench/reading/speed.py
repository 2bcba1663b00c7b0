"""PDFs into pages per CPU second: the whole reader in turns with bare pypdfium2."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from indexer.extract.limits import Limits
from indexer.extract.read import prepare, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast the ordinary files were read, in one process; medians of the rounds."""

    files: int
    pages: int
    pypdfium2_pages: float
    """A CPU second."""
    ours_pages: float
    share: float
    """Ours of pypdfium2's."""
    shares: list[float]
    """Of each round."""
    load: float
    """Processes that wanted a core meanwhile, this one included."""


@dataclass(slots=True)
class _Round:
    """CPU seconds of both readers for all files."""

    bare: float = 0.0
    ours: float = 0.0


def speed(files: Sequence[bytes], rounds: int) -> Speed | None:
    """Read each file with both, one right after the other, ``rounds`` times; none without files."""
    if not files:
        return None
    prepare()
    _round(files[:1])  # what is loaded at the first use is not the file's price
    done = [_round(files) for _ in range(rounds)]
    pages = sum(_pages(path) for path in files)
    shares = [each.bare / each.ours for each in done]
    return Speed(
        len(files),
        pages,
        round(pages / statistics.median(each.bare for each in done), 1),
        round(pages / statistics.median(each.ours for each in done), 1),
        round(statistics.median(shares), 3),
        [round(share, 3) for share in shares],
        round(os.getloadavg()[0], 2),
    )


def _round(files: Sequence[bytes]) -> _Round:
    """Read all files once with both, each beginning every other time."""
    taken = _Round()
    for number, path in enumerate(files):
        if number % 2:
            taken.ours += _cpu(_ours, path)
            taken.bare += _cpu(_bare, path)
        else:
            taken.bare += _cpu(_bare, path)
            taken.ours += _cpu(_ours, path)
    return taken


def _cpu(read: Callable[[bytes], object], path: bytes) -> float:
    start = time.process_time()
    read(path)
    return time.process_time() - start


def _ours(path: bytes) -> object:
    return read_file(path, Limits())


def _bare(path: bytes) -> int:
    with pypdfium2.PdfDocument(os.fsdecode(path)) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _pages(path: bytes) -> int:
    with pypdfium2.PdfDocument(os.fsdecode(path)) as document:
        return len(document)
