"""A clock that is two years off, and back again: nothing is lost, and the index is the same.

The clock is set by libfaketime (Debian's package faketime) for whole nights; what the disk says of
times stays true.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine
from tests.faults.fault import Fault, Tally
from tests.faults.library import ROOT, SmallLibrary
from tests.seeds import all_seeds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forking import Ended

_FAKETIME = shutil.which("faketime")
_NEW = 2
"""Documents that come in before each night."""
_YEARS = 2
_ORDERS = ((_YEARS, 0), (-_YEARS, 0, _YEARS, -_YEARS), (0, _YEARS, -_YEARS, 0))
"""By how many years the clock is off, night after night."""


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    if _FAKETIME is None:
        return Tally(0, 0, "needs Debian's package faketime")
    orders = _ORDERS if full else _ORDERS[:1]
    problems = [_try_order(place / str(at), order) for at, order in enumerate(orders)]
    broken = "; ".join(filter(None, problems))
    return Tally(len(orders), problems.count(""), broken)


def _try_order(place: Path, order: tuple[int, ...]) -> str:
    """Return what went wrong, nothing if all was well."""
    library, steady = SmallLibrary(place / "live"), SmallLibrary(place / "steady")
    for one in (library, steady):
        one.run("source", "add", one.put(0, _NEW)[0].parent, within=all_seeds())
    for night, years in enumerate(order, 1):
        library.put(0, night * _NEW)
        steady.put(0, night * _NEW)
        steady.run("nightly", within=all_seeds())
        said = _night(library, years)
        if said.returncode != 0:
            return f"night {night} ended with {said.returncode}: {said.stderr}"
        if (numbers := FlatEngine(library.index).numbers()[0]) != night:
            return f"generation {numbers} serves after night {night}"
        if library.answers() != steady.answers():
            return f"other answers than by a true clock after night {night}"
    return ""


def _night(library: SmallLibrary, years: int) -> Ended | subprocess.CompletedProcess[str]:
    if not years:
        return library.run("nightly", within=all_seeds())
    return subprocess.run(
        [str(_FAKETIME), "-f", f"{years:+}y", *library.command("nightly")],
        cwd=ROOT,
        env=library.environment() | {"NO_FAKE_STAT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


FAULT = Fault("a clock two years off", _try_out)
