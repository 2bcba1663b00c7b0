"""Files into groups that cost alike: what all read, what takes a program, a second look, an eye.

Each group is copied into a folder of its own, under names that say which file it was.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.extract.limits import Limits
from indexer.extract.ocr.tesseract import TESSERACT
from indexer.extract.pdf.miner import READER as SECOND_READER
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.programs import OLD_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.records.files import ReadFile

GOLD = ".gold.txt"
"""Ends the name of the right text of the file that it lies beside."""

_NO_DOCUMENTS = frozenset({"manifest.tsv", "README.md"})


class Group(StrEnum):
    """Files that cost alike."""

    ORDINARY = "ordinary"
    PROGRAM = "by another program"
    """Office files of old kinds, which LibreOffice opens for us."""
    SECOND = "second reader"
    """PDFs that pdfium alone does not read."""
    SCANS = "text recognition"
    """Files with pages that are pictures."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file in the folder of its group."""

    path: Path
    original: Path
    group: Group
    pages: int


def sort_out(directories: Sequence[Path], scratch: Path) -> list[Copied]:
    """Read the files below ``directories`` once, and copy each into the folder of its group."""
    files = sorted(
        path
        for directory in directories
        for path in directory.rglob("*")
        if path.is_file() and path.name not in _NO_DOCUMENTS and not path.name.endswith(GOLD)
    )
    found: list[Copied] = []
    for number, (path, read) in enumerate(_read(files).items()):
        group = _group(read)
        copy = scratch / group.name.lower() / f"{number:05}{path.suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        found.append(Copied(copy, path, group, len(read.pages)))
    return found


def by_group(files: Sequence[Copied]) -> Mapping[Group, list[Copied]]:
    """Return the files of each group that has any."""
    groups: defaultdict[Group, list[Copied]] = defaultdict(list)
    for file in files:
        groups[file.group].append(file)
    return groups


def _read(files: Sequence[Path]) -> dict[Path, ReadFile]:
    with ReadingPool(Limits(), len(os.sched_getaffinity(0))) as pool:
        jobs = (ReadJob(path, str(number)) for number, path in enumerate(files))
        read = {int(outcome.token): outcome.read for outcome in pool.read_files(jobs)}
    return {path: read[number] for number, path in enumerate(files)}


def _group(read: ReadFile) -> Group:
    if read.gaps is not None or TESSERACT in read.readers:
        return Group.SCANS
    if read.kind in OLD_KINDS:
        return Group.PROGRAM
    if any(reader.startswith(SECOND_READER) for reader in read.readers):
        return Group.SECOND
    return Group.ORDINARY
