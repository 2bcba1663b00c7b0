"""The kinds that only other programs can read into the program that is installed for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

DIRECTORIES = "/usr/local/bin:/usr/bin:/bin"
"""Where programs are looked for; a search path of somebody's own has no say."""

LIBREOFFICE = "libreoffice"
CATDOC = "catdoc"

_OFFICE_PARTS = {
    "doc": "libswlo.so",
    "xls": "libsclo.so",
    "xlsb": "libsclo.so",
    "ppt": "libsdlo.so",
}
"""The library of the part of LibreOffice that reads a kind; Debian packs each apart."""
_PACKAGES = {
    "doc": ("libreoffice-writer-nogui", "catdoc"),
    "xls": ("libreoffice-calc-nogui", "catdoc"),
    "xlsb": ("libreoffice-calc-nogui",),
    "ppt": ("libreoffice-impress-nogui", "catdoc"),
}
_CATDOC = {"doc": "catdoc", "xls": "xls2csv", "ppt": "catppt"}

OLD_KINDS = frozenset(_PACKAGES)
"""The kinds for which a program is needed."""


@dataclass(frozen=True, slots=True)
class Program:
    """An installed program."""

    name: str
    """LIBREOFFICE or CATDOC."""
    path: str


def packages_for(kind: str) -> tuple[str, ...]:
    """Return the Debian packages of which one is needed to read ``kind``, the better one first."""
    return _PACKAGES[kind]


def programs_for(kind: str, directories: str = DIRECTORIES) -> tuple[Program, ...]:
    """Return the installed programs that read files of ``kind``, the better one first."""
    found: list[Program] = []
    office = shutil.which("soffice", path=directories)
    if office and Path(office).resolve().with_name(_OFFICE_PARTS[kind]).exists():
        found.append(Program(LIBREOFFICE, office))
    catdoc = shutil.which(_CATDOC[kind], path=directories) if kind in _CATDOC else None
    if catdoc:
        found.append(Program(CATDOC, catdoc))
    return tuple(found)
