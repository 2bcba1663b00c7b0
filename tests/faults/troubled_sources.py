"""Sources in which files may not be read, change while they are read, vanish, or lie about times.

What is steady is found all the same, after one night; what cannot be read is named; when the
trouble is over, the next night brings in the rest.
"""

from __future__ import annotations

import ctypes
import os
import random
import socket
import struct
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors import ExitCode
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary
from tests.reading_servers import own_servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.forking import Ended

_CAPABILITIES = 64
_DROP_FROM_BOUNDS = 24
_VERSION = 0x20080522
"""Of what tells the kernel of capabilities: linux/capability.h, linux/prctl.h."""
_SOMEBODY_ELSE = 54321
_NO_FILES = ("pipe.txt", "nowhere.txt", "s.txt")
_YEARS = 2 * 365 * 86400
_STEADY = 6


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """20 rounds with other files each; in short one."""
    rounds = 20 if full else 1
    problems = [_try_round(place / str(one), one) for one in range(rounds)]
    return Tally(rounds, problems.count(""), "; ".join(filter(None, problems)))


def _try_round(place: Path, seed: int) -> str:
    """Return what went wrong, nothing if all was well."""
    library = SmallLibrary(place)
    steady = library.put(100 * seed, _STEADY)
    _lie_about_times(steady)
    shut = _shut_away(library, library.put(100 * seed + 50, 2))
    restless = library.put(100 * seed + 60, 2)
    library.run("source", "add", library.documents)
    stop = threading.Event()
    trouble = threading.Thread(target=_disturb, args=(restless, stop, seed))
    trouble.start()
    first = _night(library)
    stop.set()
    trouble.join()
    if first.returncode != ExitCode.DONE_WITH_FAILURES or "Traceback" in first.stderr:
        return f"code {first.returncode} with trouble: {first.stderr}"
    if (found := len(library.works())) < _STEADY:
        return f"{found} works with trouble"
    for path in (*shut, *shut[-1].iterdir()):
        path.chmod(0o755)
    for name in _NO_FILES:
        (library.documents / name).unlink()
    for path in restless:
        path.write_text("BÁO CÁO\nĐoàn công tác đã về\n\nNay tệp này yên.", encoding="utf-8")
    second = _night(library)
    # The two restless files are one text by now, hence one work.
    found = len(library.works())
    if second.returncode == ExitCode.DONE and found == _STEADY + 3:
        return ""
    return f"code {second.returncode}, {found} works without trouble: {second.stdout}"


def _night(library: SmallLibrary) -> Ended:
    # A reading server that is lent has the rights of who lends it.
    return library.run("nightly", "--yes", within=_powerless())


@contextmanager
def _powerless() -> Iterator[None]:
    """Have no rights but those of everybody: an administrator without any capability."""
    libc = ctypes.CDLL(None)
    for capability in range(_CAPABILITIES):
        libc.prctl(_DROP_FROM_BOUNDS, capability)
    libc.capset(struct.pack("=Ii", _VERSION, 0), bytes(24))
    with own_servers():
        yield


def _lie_about_times(paths: list[Path]) -> None:
    now = time.time()
    for path, years in zip(paths, (-_YEARS, _YEARS), strict=False):
        os.utime(path, (now + years, now + years))


def _shut_away(library: SmallLibrary, papers: list[Path]) -> tuple[Path, Path]:
    """Take the rights on one paper and on a directory with the other; add what is no file."""
    one, other = papers
    folder = library.documents / "shut"
    folder.mkdir()
    other.rename(folder / other.name)
    pipe, link, door = (library.documents / name for name in _NO_FILES)
    os.mkfifo(pipe)
    link.symlink_to("no such file")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(door))
    for path in (one, folder):
        if os.geteuid() == 0:
            os.chown(path, _SOMEBODY_ELSE, _SOMEBODY_ELSE)
        path.chmod(0)
    return one, folder


def _disturb(paths: list[Path], stop: threading.Event, seed: int) -> None:
    """Change one file all the time and let the other come and go."""
    changing, passing = paths
    chance = random.Random(seed)  # noqa: S311 - pauses, no secret
    while not stop.is_set():
        changing.write_text(f"BÁO CÁO\nĐoàn công tác {chance.random()}\n", encoding="utf-8")
        passing.unlink(missing_ok=True)
        time.sleep(chance.random() / 50)
        passing.write_text(f"BÁO CÁO\nĐoàn công tác {chance.random()}\n", encoding="utf-8")
        time.sleep(chance.random() / 50)


FAULT = Fault("troubled sources", try_out)
