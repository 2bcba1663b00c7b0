"""Fonts of other packages into those of the site, when this package is built or installed.

A hook of hatchling (``[tool.hatch.build.targets.wheel.hooks.custom]``), which loads this file by
its path. What is made lies beside it, known neither to git nor to who only reads the sources.
"""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped] # no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # no types
from fontTools.varLib.instancer import (  # type: ignore[import-untyped] # no types
    instantiateVariableFont,
)
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Face(NamedTuple):
    """A font to be made."""

    name: str
    """Of the file, and of the family; that of the original is reserved to it by its licence."""
    package: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    """What is kept of its axes."""


_SANS, _SERIF = "fontpkg_source_sans_3", "fontpkg_source_serif_4"
FACES = (
    Face("sans", _SANS, "SourceSans3[wght].ttf", {"wght": (400, 600)}),
    Face("sans-italic", _SANS, "SourceSans3-Italic[wght].ttf", {"wght": 400}),
    Face("serif", _SERIF, "SourceSerif4[opsz,wght].ttf", {"wght": (400, 700), "opsz": 18}),
)
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    # Accents, where a text came with letters and accents apart.
    *(0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2028),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AB, 0x20AC, 0x2116, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)
"""Those of Vietnamese and of the other languages in Latin letters, with marks and signs."""
_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
_NAMES = [0, 13, 14]
"""Copyright and licence."""


def make_fonts(directory: Path) -> None:
    """Write every face as ``<name>.woff2``, and its licence beside it."""
    for face in FACES:
        with as_file(files(face.package) / "files" / face.source) as source:
            font = TTFont(source, recalcTimestamp=False)
        _cut(font)
        # After the cut, not before: of letters that do not vary the instancer leaves too little.
        instantiateVariableFont(font, face.axes, inplace=True)
        for number in (1, 4, 6):
            font["name"].setName(f"Kyyeu-{face.name}", number, 3, 1, 0x409)
        font.flavor = "woff2"
        font.save(directory / f"{face.name}.woff2")
        with as_file(files(face.package) / "LICENSE") as licence:
            shutil.copyfile(licence, directory / f"{face.name}-licence.txt")


def _cut(font: TTFont) -> None:
    options = Options()
    options.layout_features = _FEATURES
    options.name_IDs = _NAMES
    # Screens of today draw as well without, and it is half of the bytes.
    options.hinting = False
    cut = Subsetter(options)
    cut.populate(unicodes=_LETTERS)
    cut.subset(font)


class FontHook(BuildHookInterface[Any]):
    """What hatchling calls."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as called
        """Make the fonts in the tree that is built or installed."""
        make_fonts(Path(self.root) / "search_app" / "fonts")
