"""Settings into findings on what the library stands on: disks, rights, clock, the last night."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from indexer.catalogue.filesystems import filesystem_of
from indexer.catalogue.last_run import LAST_RUN_NAME, read_last_run
from indexer.cli.finding import Finding
from indexer.errors.settings import SettingsWrong
from indexer.records.runs import Outcome
from indexer.settings import CONFIG_DEFAULT, CONFIG_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from indexer.settings import Settings

_LOW_BYTES, _LOW_NODES = 2 << 30, 10_000
_OLD_NIGHT = timedelta(hours=36)
_DRIFT = timedelta(minutes=10)


def check_places(settings: Settings) -> None:
    """Raise :class:`SettingsWrong` naming every directory that a batch could not write."""
    problems = [
        f"indexer.{name} = {str(path)!r} may not be written by this user (see {there})"
        for name, path in (("corpus", settings.corpus), ("index", settings.index))
        if not _may_write(there := _nearest(path))
    ]
    if problems:
        raise SettingsWrong(problems)


def surroundings(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what was found around the library."""
    yield _configuration(environment)
    yield _directory("corpus", settings.corpus)
    yield _directory("index", settings.index)
    if not settings.catalogue:
        yield _catalogue_disk(settings.corpus)
    yield _clock(settings)
    yield _last_night(settings.index)


def _configuration(environment: Mapping[str, str]) -> Finding:
    named = environment.get(CONFIG_VARIABLE)
    found = named or (str(CONFIG_DEFAULT.absolute()) if CONFIG_DEFAULT.exists() else "no file")
    return Finding("settings", found, good=True)


def _directory(name: str, path: Path) -> Finding:
    there = _nearest(path)
    if not _may_write(there):
        cost = f"this user may not write there; give it the rights on {there}"
        return Finding(name, str(path), good=False, cost=cost)
    free, nodes = shutil.disk_usage(there).free, os.statvfs(there)
    said = f"{path} ({free >> 30} GiB free)"
    if free < _LOW_BYTES:
        return Finding(name, said, good=False, cost="little space is left; free some")
    # Some file systems make room for names as they need it, and count none.
    if nodes.f_files and nodes.f_favail < _LOW_NODES:
        return Finding(name, said, good=False, cost="few more files fit on the disk (df -i)")
    return Finding(name, said, good=True)


def _catalogue_disk(corpus: Path) -> Finding:
    """Return what the catalogue lies on: SQLite must not write to a share."""
    found = filesystem_of(corpus)
    if found is None:
        return Finding("disk of the catalogue", "unknown", good=True)
    said = f"{found.kind}, mounted at {found.place}"
    if found.is_network:
        cost = "nothing is written there: keep the corpus on a disk of this machine, or PostgreSQL"
        return Finding("disk of the catalogue", said, good=False, cost=cost)
    return Finding("disk of the catalogue", said, good=True)


def _clock(settings: Settings) -> Finding:
    """Return whether the clock is behind what it said before; embargoes end by it."""
    now = datetime.now(UTC)
    written = [
        settings.corpus / "catalogue.sqlite",
        settings.index / "current",
        settings.index / LAST_RUN_NAME,
    ]
    moments = [datetime.fromtimestamp(one.stat().st_mtime, UTC) for one in written if one.exists()]
    said = f"{now.astimezone():%Y-%m-%d %H:%M %Z}"
    if moments and max(moments) > now + _DRIFT:
        cost = f"it said {max(moments).astimezone():%Y-%m-%d %H:%M} before: embargoes end by it"
        return Finding("clock", said, good=False, cost=cost)
    return Finding("clock", said, good=True)


def _last_night(index: Path) -> Finding:
    night = read_last_run(index)
    if night is None:
        return Finding("last night", "none yet", good=True)
    ended = f", {night.ended.astimezone():%Y-%m-%d %H:%M}" if night.ended else ""
    said = f"{night.outcome}{ended}"
    if night.outcome in {Outcome.FAILED, Outcome.KILLED, Outcome.REFUSED}:
        reason = f" ({night.reason})" if night.reason else ""
        cost = f"what came since is not searchable{reason}; see: kyyeu status"
        return Finding("last night", said, good=False, cost=cost)
    if datetime.now(UTC) - night.started > _OLD_NIGHT:
        return Finding("last night", said, good=False, cost="long ago; is the timer on?")
    return Finding("last night", said, good=True)


def _nearest(path: Path) -> Path:
    """Return ``path``, or the nearest directory above it that is there."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())


def _may_write(place: Path) -> bool:
    return os.access(place, os.W_OK | os.X_OK)
