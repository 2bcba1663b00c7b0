"""A share that is not mounted for a night: nothing of it is taken for removed.

Where a share was mounted there is an empty directory then, or none. It lies in a source, or is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ExitCode
from tests.faults.fault import Fault, Tally
from tests.faults.library import SmallLibrary

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE, _SHARED = 3, 12
"""Works: those of the share are far more than the gate lets go."""


def _try_out(place: Path, full: bool) -> Tally:  # noqa: FBT001 - as every fault
    ways = [(within, empty) for within in (True, False) for empty in (True, False)]
    ways = ways if full else ways[:1]
    problems = [
        _try_way(SmallLibrary(place / f"{within}-{empty}"), within=within, empty=empty)
        for within, empty in ways
    ]
    return Tally(len(ways), problems.count(""), "; ".join(filter(None, problems)))


def _try_way(library: SmallLibrary, *, within: bool, empty: bool) -> str:
    """Return what went wrong, nothing if all was well."""
    library.put(0, _BESIDE, "own")
    library.put(_BESIDE, _SHARED, "share")
    for name in ("",) if within else ("own", "share"):
        library.run("source", "add", library.documents / name)
    library.run("nightly")
    before = library.works()
    share, elsewhere = library.documents / "share", library.place / "elsewhere"
    share.rename(elsewhere)
    if empty:
        share.mkdir()
    library.put(_BESIDE + _SHARED, 1, "own")
    without = library.run("nightly", "--json")
    if without.returncode not in {ExitCode.DONE, ExitCode.DONE_WITH_FAILURES}:
        return f"without the share: code {without.returncode}, {without.stderr}"
    during = library.works()
    if not before < during or len(during) != len(before) + 1:
        return f"without the share {len(before - during)} of {len(before)} works are gone"
    if empty:
        share.rmdir()
    elsewhere.rename(share)
    (again,) = library.ask("nightly")
    if again["read"] or again["works_added"] or library.works() != during:
        return f"with the share again: {again}"
    return ""


FAULT = Fault("a share that is not mounted", _try_out)
