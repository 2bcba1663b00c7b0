"""Power lost: whatever became of the files of the newest generation, the former one stands in.

The disk may have lost a file that nobody had brought to it, or part of it. So each file of the
newest generation in turn is deleted, filled with zeros, halved, kept and changed by a bit.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from indexer.build.today import local_today
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TIERS = frozenset({Tier.PUBLIC})
_FEW, _MORE = 10, 15

_LOSSES: dict[str, Callable[[bytes], bytes | None]] = {
    "deleted": lambda _: None,
    "zeroed": lambda content: bytes(len(content)),
    "halved": lambda content: content[: len(content) // 2],
    "kept": lambda content: content,
    "one bit": lambda content: content[:-2] + bytes([content[-2] ^ 4]) + content[-1:],
}


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    del full  # there are few files
    library = SmallLibrary(place / "live")
    library.run("add", *library.put(0, _FEW))
    library.run("add", *library.put(_FEW, _MORE - _FEW))
    state = place / "state"
    shutil.copytree(library.place, state)
    tried, broken = 0, []
    for path in _new_files(library):
        for name, lose in _LOSSES.items():
            shutil.rmtree(library.index)
            shutil.copytree(state / "index", library.index)
            content = lose(path.read_bytes())
            path.unlink()
            if content is not None:
                path.write_bytes(content)
            tried += 1
            found = _found(library)
            sound = not FlatEngine(library.index).examine()[0].is_damaged
            if found not in ({_MORE} if sound else {_FEW, _MORE}) or sound != (name == "kept"):
                broken.append(f"{path.name} {name}: {found} found, sound: {sound}")
    return Tally(tried, tried - len(broken), "; ".join(broken[:5]))


def _new_files(library: SmallLibrary) -> list[Path]:
    """Return the files that the newest generation does not share with the former."""
    engine = FlatEngine(library.index)
    newest, former = engine.numbers()
    segments = engine.segments(newest) - engine.segments(former)
    directories = [library.index / "segments" / name for name in segments]
    return sorted(path for one in (*directories, engine.directory()) for path in one.iterdir())


def _found(library: SmallLibrary) -> int:
    """Return how many works a search finds that looks at all of their pages."""
    with closing(Library.open(library.index, Analyser(segment))) as opened:
        return opened.search(Request("công tác", _TIERS, limit=50), local_today()).total


FAULT = Fault("power lost: files of the newest generation damaged", _try_out)
