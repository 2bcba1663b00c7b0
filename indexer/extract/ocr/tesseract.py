"""A picture into Tesseract's table of the words on it (TSV)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.command import Command, output_of
from indexer.extract.programs import DIRECTORIES

if TYPE_CHECKING:
    from indexer.extract.budget import Budget
    from indexer.extract.ocr.picture import Picture

TESSERACT = "tesseract"
LANGUAGE = "vie"
"""Without its model nothing is recognised: Vietnamese read as English is worse than nothing."""
PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie")
"""Of Debian; the first brings English and the finding of orientation."""

_LIST_SECONDS = 20
_VERSION = re.compile(r"tesseract v?(\S+)")


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract that knows Vietnamese."""

    path: str
    languages: frozenset[str]
    """Names of its models, such as ``vie``, ``eng`` and ``osd``, which finds orientation."""

    def read(self, picture: Picture, language: str, mode: int, budget: Budget) -> str:
        """Return the words of ``picture`` as TSV.

        ``mode`` is Tesseract's of segmenting a page: 3 by itself, 1 turning it upright as well.
        Raises :class:`indexer.extract.regular.NotRead`.
        """
        with os.fdopen(os.memfd_create("kyyeu-picture"), "wb") as given:
            given.write(picture.netpbm())
            given.flush()
            arguments = (
                *(self.path, f"/proc/self/fd/{given.fileno()}", "stdout"),
                *("-l", language, "--dpi", str(round(picture.dpi)), "--psm", str(mode), "tsv"),
            )
            command = Command(TESSERACT, arguments, kept=(given.fileno(),))
            return output_of(command, "", budget).decode("utf-8", "replace")


def find_tesseract(directories: str = DIRECTORIES) -> Tesseract | None:
    """Return the installed Tesseract; None where it, or its model of Vietnamese, is missing."""
    path = shutil.which(TESSERACT, path=directories)
    if path is None:
        return None
    languages = frozenset(_said(path, "--list-langs").splitlines()[1:])
    return Tesseract(path, languages) if LANGUAGE in languages else None


def needed() -> str:
    """Return in words what has to be installed."""
    return f"text recognition needs the Debian packages {' '.join(PACKAGES)}"


def tesseract_version(tesseract: Tesseract) -> str:
    """Return the version that it says it has."""
    found = _VERSION.match(_said(tesseract.path, "--version"))
    return found[1] if found else ""


def _said(path: str, option: str) -> str:
    try:
        ended = subprocess.run(  # noqa: S603 - a program of the system by its full path
            [path, option],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LIST_SECONDS,
            check=False,
            env={"PATH": DIRECTORIES, "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.decode("utf-8", "replace")
