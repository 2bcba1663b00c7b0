"""Power lost: whatever became of the files of the newest generation, the former one stands in.

The disk may have lost a file that nobody had brought to it, or part of it. So each file of the
newest generation in turn is deleted, filled with zeros, halved, kept and changed by a bit.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FEW, _MORE = 10, 15
_SEED, _SHORT = 4, 12
"""Of the losses so many are tried in short."""

_LOSSES: dict[str, Callable[[bytes], bytes | None]] = {
    "deleted": lambda _: None,
    "zeroed": lambda content: bytes(len(content)),
    "halved": lambda content: content[: len(content) // 2],
    "kept": lambda content: content,
    "one bit": lambda content: content[:-2] + bytes([content[-2] ^ 4]) + content[-1:],
}


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    library = SmallLibrary(place)
    library.run("add", *library.put(0, _FEW))
    library.run("add", *library.put(_FEW, _MORE - _FEW))
    losses = [(path, name) for path in _new_files(library) for name in _LOSSES]
    if not full:
        losses = random.Random(_SEED).sample(losses, _SHORT)  # noqa: S311 - files, no secret
    broken = list(filter(None, (_lose(library, path, name) for path, name in losses)))
    return Tally(len(losses), len(losses) - len(broken), "; ".join(broken[:5]))


def _lose(library: SmallLibrary, path: Path, name: str) -> str:
    """Return what went wrong, nothing if all was well; the file is as it was then."""
    content = path.read_bytes()
    left = _LOSSES[name](content)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    found = len(library.works())
    sound = not FlatEngine(library.index).examine()[0].is_damaged
    path.write_bytes(content)
    if found in ({_MORE} if sound else {_FEW, _MORE}) and sound == (name == "kept"):
        return ""
    return f"{path.name} {name}: {found} found, sound: {sound}"


def _new_files(library: SmallLibrary) -> list[Path]:
    """Return the files that the newest generation does not share with the former."""
    engine = FlatEngine(library.index)
    newest, former = engine.numbers()
    segments = engine.segments(newest) - engine.segments(former)
    directories = [library.index / "segments" / name for name in segments]
    return sorted(path for one in (*directories, engine.directory()) for path in one.iterdir())


FAULT = Fault("power lost: files of the newest generation damaged", _try_out)
