"""PDFs of which nothing was stored into what other readers find in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.reading.pooled import Trace

FEWEST = 20
"""Characters, white space aside, that are text and no stray mark."""

_KNOWN = ("pdftotext -q -enc UTF-8 {} -", "mutool draw -q -F txt {}")
_BOUNDS = ("prlimit", f"--as={2 << 30}", "--cpu=60")
"""Of Debian's util-linux; no peer bounds what a bomb costs by itself."""
_SECONDS = 60.0
_NO_LETTERS = re.compile(r"\(cid:\d+\)|[\W_\ufffd]+")
_SAID = frozenset({Reading.READ, Reading.READ_PARTLY, Reading.NO_TEXT})
"""The statuses that say that there is nothing else to be found."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Where other readers find at least FEWEST characters and ours stored none."""

    pdfs: int
    peers: list[str]
    silent_files: list[str]
    """They are called read, read-partly or without text; with the peer and what it found."""
    refused_files: list[str]
    """A reason is given why they are not read: encrypted, damaged, too-slow …"""
    silent_pages: list[str]
    """Pages of files that were read, which nothing names as not read."""
    left_pages: int
    """Pages without text of ours that are left to text recognition."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a peer found on one page."""

    peer: str
    characters: int


def installed_peers() -> list[str]:
    """Return the commands of the other readers that are on this machine, else pdfminer.six's."""
    miner = Path(sys.executable).with_name("pdf2txt.py")
    return [peer for peer in _KNOWN if shutil.which(peer.split()[0])] or [f"{miner} {{}}"]


def silence(traces: Sequence[Trace], peers: Sequence[str]) -> Silence:
    """Ask the other readers about every page without text."""
    pdfs = [trace for trace in traces if trace.kind == "pdf"]
    silent: list[str] = []
    refused: list[str] = []
    pages: list[str] = []
    left = 0
    for trace in pdfs:
        if trace.reading is Reading.REFUSED_SECRET or (trace.pages and all(trace.pages)):
            continue
        found = _found(trace, peers)
        if not any(trace.pages):
            best = max(found.values(), key=lambda each: each.characters, default=_Found("", 0))
            if best.characters >= FEWEST:
                line = f"{trace.name}: {trace.reading}; {best.characters} by {best.peer}"
                (silent if trace.reading in _SAID else refused).append(line)
            continue
        missed = {number: each for number, each in found.items() if each.characters >= FEWEST}
        left += len(missed.keys() & trace.left)
        pages += (
            f"{trace.name}: page {number}; {each.characters} by {each.peer}"
            for number, each in missed.items()
            if number not in trace.left
        )
    return Silence(len(pdfs), list(peers), silent, refused, pages, left)


def _found(trace: Trace, peers: Sequence[str]) -> dict[int, _Found]:
    """Return what is found on the pages of which we have nothing; for lost files on any page."""
    best: dict[int, _Found] = {}
    for peer in peers:
        texts = _pages(peer, trace.path)
        if len(texts) != len(trace.pages) and any(trace.pages):
            continue  # its pages have other numbers
        for number, text in enumerate(texts, 1):
            characters = len(_NO_LETTERS.sub("", text))
            ours = trace.pages[number - 1] if number <= len(trace.pages) else 0
            if not ours and characters > best.get(number, _Found("", 0)).characters:
                best[number] = _Found(Path(peer.split()[0]).name, characters)
    return best


def _pages(peer: str, path: bytes) -> list[str]:
    """Return the pages that a peer writes, each ended by a form feed; none if it fails."""
    words = (path if word == "{}" else os.fsencode(word) for word in peer.split())
    command = [*map(os.fsencode, _BOUNDS), *words]
    try:
        said = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return []
    return said.stdout.decode("utf-8", "replace").split("\f")[:-1]
