"""Single bits of the index flipped: no answer ever changes.

Each flip is found when the generation is opened, when what it is in is first touched (then the
former generation answers, which holds the same), or it is in what no search reads; ``verify``
finds every one.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from pathlib import Path

_SEED = 5


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    library = SmallLibrary(place)
    library.run("add", *library.put(0, 30))
    # The same once more: whatever stands in for the damaged one has the same answers.
    library.run("build")
    wanted = library.answers()
    newest = _files(library)
    chance = random.Random(_SEED)  # noqa: S311 - places, no secret
    tries, broken, seen = 1000 if full else 10, [], 0
    for _ in range(tries):
        path = chance.choices(newest, [one.stat().st_size for one in newest])[0]
        bit = chance.randrange(8 * path.stat().st_size)
        _flip(path, bit)
        try:
            changed = library.answers() != wanted
        except Failure:
            changed = False
        verified = _is_found(library)
        seen += verified
        if changed or not verified:
            broken.append(f"{path.relative_to(library.index)} bit {bit}: changed {changed}")
        _flip(path, bit)
    return Tally(tries, tries - len(broken), "; ".join([f"{seen} found by verify", *broken[:5]]))


def _files(library: SmallLibrary) -> list[Path]:
    """Return all files of the generation that serves, and its pointer."""
    engine = FlatEngine(library.index)
    base = engine.base()
    entries = base.manifest.segments if base.manifest else ()
    directories = [library.index / "segments" / entry.id for entry in entries]
    found = [path for one in (*directories, engine.directory()) for path in one.iterdir()]
    return sorted(found)


def _is_found(library: SmallLibrary) -> bool:
    return FlatEngine(library.index).examine()[0].is_damaged


def _flip(path: Path, bit: int) -> None:
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


FAULT = Fault("one bit of the index flipped", _try_out)
