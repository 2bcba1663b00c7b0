"""Sources in which files may not be read, change while they are read, vanish, or lie about times.

What is steady is found all the same, after one night; what cannot be read is named; when the
trouble is over, the next night brings in the rest.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from tests.faults.fault import Fault, Tally
from tests.faults.library import ROOT, SmallLibrary

if TYPE_CHECKING:
    from pathlib import Path

_POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""An administrator without any capability has the rights of everybody."""
_SOMEBODY_ELSE = 54321
_NO_FILES = ("pipe.txt", "nowhere.txt", "s.txt")
_YEARS = 2 * 365 * 86400
_STEADY = 6


def try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    """20 rounds with other files each; in short one."""
    if os.geteuid() == 0 and shutil.which(_POWERLESS[0]) is None:
        return Tally(0, 0, "an administrator may read everything: needs setpriv (util-linux)")
    rounds = 20 if full else 1
    held = sum(_try_round(place / str(one), one) for one in range(rounds))
    return Tally(rounds, held)


def _try_round(place: Path, seed: int) -> bool:
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
    named = first.returncode == 1 and "Traceback" not in first.stderr
    found = len(library.works()) >= _STEADY
    for path in (*shut, *shut[-1].iterdir()):
        path.chmod(0o755)
    for name in _NO_FILES:
        (library.documents / name).unlink()
    for path in restless:
        path.write_text("BÁO CÁO\nĐoàn công tác đã về\n\nNay tệp này yên.", encoding="utf-8")
    second = _night(library)
    # The two restless files are one text by now, hence one work.
    whole = second.returncode == 0 and len(library.works()) == _STEADY + 3
    return named and found and whole


def _night(library: SmallLibrary) -> subprocess.CompletedProcess[str]:
    powerless = _POWERLESS if os.geteuid() == 0 else ()
    return subprocess.run(
        [*powerless, *library.command("nightly", "--yes")],
        cwd=ROOT,
        env=library.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


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
