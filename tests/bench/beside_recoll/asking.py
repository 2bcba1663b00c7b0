"""Phrases of documents, found in them by other means, into the share that each index answers with.

Where the right text lies beside a file, phrases are taken from that; else from what pdftotext
(as Recoll itself) writes, or from the text elements of an office file.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.catalogue.originals import hash_file
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request
from tests.bench.beside_recoll.contest import recoll_environment
from tests.bench.beside_recoll.groups import GOLD, Copied

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WORDS_OF_PHRASE = 3
OF_A_FILE = 5
"""Phrases."""

_MOST_FOUND = 1000
_PARTS = re.compile(r"word/document\.xml|ppt/slides/slide\d+\.xml|xl/sharedStrings\.xml")
_TEXT = re.compile(r"<(?:w|a):t(?: [^>]*)?>([^<]*)</|<t(?: [^>]*)?>([^<]*)</t>|</(?:w|a):p>|</si>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ACCENTED = re.compile(r"[à-ỹđ]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in a document."""

    text: str
    file: Copied
    right: bool
    """It is from a right text that lay beside the file."""


def draw_phrases(files: Sequence[Copied], seed: int = 7) -> list[Phrase]:
    """Return some phrases of every file that others find text in."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    found: list[Phrase] = []
    for file in files:
        gold = file.original.with_name(file.original.name + GOLD)
        text = gold.read_text(encoding="utf-8") if gold.exists() else _extract(file.path)
        phrases = sorted(set(_phrases(text)))
        drawn = chance.sample(phrases, min(OF_A_FILE, len(phrases)))
        found += [Phrase(one, file, gold.exists()) for one in drawn]
    return found


def _phrases(text: str) -> Iterator[str]:
    """Yield runs of words of a line with nothing but spaces between, one of them accented."""
    for line in unicodedata.normalize("NFC", text).lower().split("\n"):
        words = line.split()
        for at in range(len(words) - WORDS_OF_PHRASE + 1):
            run = words[at : at + WORDS_OF_PHRASE]
            if all(map(_WORD.fullmatch, run)) and _ACCENTED.search("".join(run)):
                yield " ".join(run)


def _extract(path: Path) -> str:
    if path.suffix == ".pdf":
        return _said("pdftotext", "-q", "-enc", "UTF-8", str(path), "-")
    if path.suffix == ".doc":
        return _said("antiword", "-w", "0", "-m", "UTF-8.txt", str(path))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if _PARTS.fullmatch(name)]
            return "\n".join(map(_plain, (package.read(name).decode("utf-8") for name in names)))
    return ""


def _plain(xml: str) -> str:
    return "".join(
        one[1] or one[2] or "\n" * one[0].startswith("</") for one in _TEXT.finditer(xml)
    )


def _said(program: str, *arguments: str) -> str:
    found = shutil.which(program)
    if found is None:
        return ""
    ended = subprocess.run([found, *arguments], capture_output=True, check=False)
    return ended.stdout.decode("utf-8", "replace")


def answered_by_us(phrases: Sequence[Phrase], place: Path) -> list[bool]:
    """Return which phrases find the file that they are of."""
    library = Library.open(place / "index", Analyser(segment))
    today = datetime.now(UTC).date()
    answered = []
    for phrase in phrases:
        wanted = hash_file(phrase.file.path).sha256
        request = Request(f'"{phrase.text}"', frozenset(Tier), limit=_MOST_FOUND, expand=False)
        hits = library.search(request, today).hits
        answered.append(any(file.sha256 == wanted for hit in hits for file in hit.work.files))
    library.close()
    return answered


def answered_by_recoll(phrases: Sequence[Phrase], place: Path) -> list[bool]:
    """Return which phrases find the file that they are of."""
    program = shutil.which("recollq") or ""
    answered = []
    for phrase in phrases:
        command = [program, "-c", str(place), "-b", "-n", str(_MOST_FOUND), f'"{phrase.text}"']
        ended = subprocess.run(
            command, capture_output=True, check=False, env=recoll_environment(place)
        )
        found = ended.stdout.decode("utf-8", "replace").split("\n")
        answered.append(f"file://{phrase.file.path}" in found)
    return answered
