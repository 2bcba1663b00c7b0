"""A folder into two indexes, Recoll's and ours, and what each took."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from indexer.extract.programs import DIRECTORIES
from tests.bench.beside_recoll.adding import SYLLABLES, WORDS
from tests.bench.watched import Ran, run_watched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ADDING = "tests.bench.beside_recoll.adding"

RECOLL = "recoll"
CONTESTANTS = (RECOLL, SYLLABLES, WORDS)

_CONFIGURATION = """topdirs = {folder}
loglevel = 1
"""
"""All else as Debian delivers it; it recognises no text in pictures unless told to."""


def missing_programs() -> list[str]:
    """Return what of Recoll is not installed."""
    return [name for name in ("recollindex", "recollq") if shutil.which(name) is None]


def make_index(name: str, folder: Path, place: Path) -> Ran:
    """Index ``folder`` by a contestant into ``place``, which is made anew."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    ran = _index_by_recoll(folder, place) if name == RECOLL else _add(name, folder, place)
    if ran.code not in {0, 1}:
        sys.exit(f"{name} ended with {ran.code}: {ran.output}")
    return ran


def recoll_environment(place: Path) -> Mapping[str, str]:
    """Return an environment in which Recoll knows nothing but the configuration in ``place``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOLL")}
    return kept | {
        "HOME": str(place),
        "LC_ALL": "C.UTF-8",
        "PATH": DIRECTORIES,
        "RECOLL_CONFDIR": str(place),
    }


def lacking(place: Path) -> list[str]:
    """Return which programs Recoll would have liked to have, one with its kinds of files a line."""
    try:
        return (place / "missing").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def _index_by_recoll(folder: Path, place: Path) -> Ran:
    (place / "recoll.conf").write_text(_CONFIGURATION.format(folder=folder), encoding="utf-8")
    program = shutil.which("recollindex") or ""
    return run_watched([program, "-c", str(place)], recoll_environment(place))


def _add(layers: str, folder: Path, place: Path) -> Ran:
    places = ["--corpus", str(place / "corpus"), "--index", str(place / "index"), "--json"]
    return run_watched([sys.executable, "-m", ADDING, layers, str(folder), *places])
