"""What a night writes is on the disk before it gets its name, as strace sees it.

A file or directory that is renamed to where others find it was brought to the disk before, with all
that is in it; and before ``current`` names a generation, so were the directories in which this one
and its segments have their names. Whenever power is lost, a name stands for a whole thing then.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults.fault import Fault, Tally
from tests.faults.library import ROOT, SmallLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_STRACE = shutil.which("strace")
_CALLS = (
    "openat,write,pwrite64,pwritev,writev,ftruncate,fallocate,copy_file_range,sendfile,mmap,"
    "fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,"
    "unlink,unlinkat,rmdir"
)
_LINE = re.compile(r"^(\w+)\((.*)\) += (?!-1)")
_ARGUMENT = re.compile(r'(?:\d+|AT_FDCWD)<(?P<open>[^>]*)>|"(?P<named>(?:[^"\\]|\\.)*)"')
_GONE = ".tmp"
"""The end of names that nobody looks for."""


@dataclass
class Disk:
    """What is not on the disk yet, as calls of the system come in."""

    pointer: str
    """The file that names the generation that serves."""
    drafts: str
    """The directory in which names mean nothing yet."""
    unsynced: set[str] = field(default_factory=set)
    """Files, and directories for the names in them."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """Each name that was given by renaming, with what was not on the disk then."""

    def hear(self, line: str) -> None:
        """Take in a line of ``strace -y``; a call that failed changes nothing."""
        said = _LINE.match(line)
        if said is None:
            return
        call, rest = said.groups()
        paths = _paths(rest)
        if call in {"fsync", "fdatasync"}:
            self.unsynced.difference_update(paths)
        elif call == "openat":
            if "O_CREAT" in rest or "O_TRUNC" in rest:
                self._make(paths[-1])
        elif call.startswith(("mkdir", "link")):
            self._make(paths[-1])
        elif call.startswith("rename"):
            self._rename(*paths[-2:])
        elif call.startswith(("unlink", "rmdir")):
            self.unsynced.discard(paths[-1])
        elif call == "sendfile":
            self.unsynced.update(paths[:1])
        elif call != "mmap" or ("PROT_WRITE" in rest and "MAP_SHARED" in rest):
            self.unsynced.update(paths[-1:])

    def _make(self, path: str) -> None:
        self.unsynced |= {path, os.path.dirname(path)}  # noqa: PTH120 - text, as it is all here

    def _rename(self, old: str, new: str) -> None:
        lacking = [path for path in self.unsynced if _is_within(path, old)]
        if new == self.pointer:
            index = os.path.dirname(new)  # noqa: PTH120 - text, as it is all here
            for name in ("segments", "generations"):
                lacking += [path for path in self.unsynced if _is_within(path, f"{index}/{name}")]
        if not new.endswith(_GONE) and not _is_within(new, self.drafts):
            self.named[new] = sorted(lacking)
        moved = {path: new + path[len(old) :] for path in self.unsynced if _is_within(path, old)}
        self.unsynced = self.unsynced.difference(moved).union(moved.values())
        self.unsynced.add(os.path.dirname(new))  # noqa: PTH120 - text, as it is all here


def _paths(arguments: str) -> list[str]:
    """Return the paths among the arguments of a call: names, below the directory before each."""
    paths: list[str] = []
    below = ""
    for argument in _ARGUMENT.finditer(arguments):
        if argument["open"] is not None:
            paths += [below] if below else []
            below = argument["open"]
        elif argument["named"]:
            paths.append(os.path.join(below, argument["named"]))  # noqa: PTH118 - text, as it is all here
            below = ""
    return [*paths, below] if below else paths


def _is_within(path: str, directory: str) -> bool:
    return path == directory or path.startswith(f"{directory}/")


def listen(lines: Iterable[str], pointer: Path) -> Disk:
    """Return what a whole log of strace comes to."""
    disk = Disk(str(pointer), str(pointer.with_name("drafts")))
    for line in lines:
        disk.hear(line)
    return disk


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    del full  # each name is looked at
    if _STRACE is None:
        return Tally(0, 0, "needs Debian's package strace")
    library = SmallLibrary(place / "live")
    library.run("source", "add", library.put(0, 6)[0].parent)
    library.run("nightly")
    library.put(6, 6)
    log = place / "log"
    said = subprocess.run(
        [_STRACE, "-y", "-s", "0", "-e", f"trace={_CALLS}", "-o", log, *library.command("nightly")],
        cwd=ROOT,
        env=library.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in said.stderr:
        return Tally(0, 0, "strace may not look at processes here")
    pointer = library.index / "current"
    disk = listen(log.read_text().splitlines(), pointer)
    wrong = {name: lacking for name, lacking in disk.named.items() if lacking}
    if str(pointer) not in disk.named or str(library.index) in disk.unsynced:
        wrong[str(pointer)] = ["never on the disk itself"]
    told = [f"{name}: {', '.join(lacking)}" for name, lacking in wrong.items()]
    return Tally(len(disk.named), len(disk.named) - len(wrong), "; ".join(told[:5]))


FAULT = Fault("order of fsync and rename", _try_out)
