"""The disk fills up at forty sizes of a small file system while the library is added to.

The former generation serves, nothing half written stays, and with room again the same command ends
well. It needs the right to mount; without it nothing is tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from indexer.catalogue.atomic import PART
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ROOMS = range(0, 1600, 40)
"""KiB beside what the library takes: from none to more than an addition needs."""


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """40 sizes; in short one."""
    disk = place / "disk"
    disk.mkdir()
    if not _mount(disk, 64 << 10):
        return Tally(0, 0, "this user may not mount a small file system")
    try:
        return _try_sizes(SmallLibrary(disk), place, _ROOMS if full else (400,))
    finally:
        # What was searched may still be mapped into this process.
        subprocess.run(["/bin/umount", "--lazy", str(disk)], check=False)


def _try_sizes(library: SmallLibrary, place: Path, rooms: Sequence[int]) -> Tally:
    papers = SmallLibrary(place / "papers")
    if library.run("add", *papers.put(0, 6)).returncode != 0:
        return Tally(1, 0, "the library could not be made")
    before = library.works()
    state = place / "state"
    shutil.copytree(library.place, state)
    fresh = papers.put(100, 3)
    held, failed = 0, 0
    for room in rooms:
        _put_back(state, library.place)
        if not _mount(library.place, _used_kib(library.place) + room, again=True):
            return Tally(len(rooms), held, "the size of a file system could not be changed")
        said = library.run("add", *fresh)
        serves = before <= library.works()
        named = said.returncode in {0, 1, 5} and "Traceback" not in said.stderr
        failed += said.returncode == 5
        _mount(library.place, 64 << 10, again=True)
        mended = library.run("add", *fresh).returncode == 0
        whole = len(library.works()) == len(before) + 3
        held += serves and named and mended and whole and not _rubbish(library)
    return Tally(len(rooms), held, f"{failed} ended for want of space")


def _put_back(state: Path, disk: Path) -> None:
    for path in disk.iterdir():
        shutil.rmtree(path)
    shutil.copytree(state, disk, dirs_exist_ok=True)


def _mount(disk: Path, kib: int, *, again: bool = False) -> bool:
    options = f"{'remount,' if again else ''}size={kib}k"
    command = ["/bin/mount", "-t", "tmpfs", "-o", options, "kyyeu-faults", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _used_kib(disk: Path) -> int:
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize >> 10


def _rubbish(library: SmallLibrary) -> list[Path]:
    """Return what a crash would leave half written."""
    return [path for path in library.place.rglob("*") if path.name.endswith((PART, ".tmp"))]


FAULT = Fault("full disks", try_out)
