"""A backup is taken while another process adds and purges; each is restored and looked at."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

from indexer.build.backup.manifest import read_manifest
from indexer.build.backup.stock import Stock
from indexer.catalogue.copying import inspect_copy
from indexer.records.files import Reading
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from pathlib import Path


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """40 backups, every other one killed on its way; in short 2."""
    backups = 40 if full else 1
    library = SmallLibrary(place)
    library.run("add", *library.put(0, 4))
    chance = random.Random(1)  # noqa: S311 - instants, no secret
    held, number, seconds = 0, 4, 0.0
    for one in range(backups):
        adding = library.start("add", *library.put(number, 3))
        number += 3
        if one % 2:
            _kill_on_its_way(library, chance.uniform(0, 1.1 * seconds))
            held += _is_whole(place / "backup")
        else:
            started = time.monotonic()
            done = library.run("backup", place / "backup", "--yes")
            seconds = time.monotonic() - started
            held += done.returncode == 0 and _is_whole(place / "backup")
        adding.wait()
    restored = SmallLibrary(place / "restored")
    library.run("backup", place / "backup", "--yes")
    restored.place.mkdir()
    restored.run("restore", place / "backup")
    restored.run("build")
    same = bool(restored.works()) and restored.works() == library.works()
    return Tally(backups + 1, held + same, f"{number} files, restored the same: {same}")


def _kill_on_its_way(library: SmallLibrary, instant: float) -> None:
    taking = library.start("backup", library.place / "backup", "--yes")
    time.sleep(instant)
    taking.send_signal(signal.SIGKILL)
    taking.wait()


def _is_whole(directory: Path) -> bool:
    """Whether the backup holds every original that its catalogue has the text of, as it was."""
    found = inspect_copy(read_manifest(directory).catalogue_in(directory))
    originals = Stock.below(directory).originals
    wanted = [sha256 for sha256, file in found.files.items() if file.reading is Reading.READ]
    return bool(wanted) and all(originals.is_sound(sha256) for sha256 in wanted)


FAULT = Fault("backups while others write", try_out)
