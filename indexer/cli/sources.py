"""``source``: directories that are scanned again and again, and never touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build.report import printable
from indexer.build.scan import check_folder
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import intake_options
from indexer.errors.catalogue import SourceOverlaps, SourceUnknown
from indexer.errors.places import NotADirectory
from indexer.records.files import Source, SourceKind

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import View
    from indexer.records.works import Intake


@click.group()
def source() -> None:
    """Register the directories that documents arrive in."""


@source.command("add")
@click.argument("directory", type=click.Path(path_type=Path))
@intake_options
@command_options
def add_source(invocation: Invocation, directory: Path, intake: Intake) -> None:
    """Register DIRECTORY, if it is not yet; the next build or update reads what lies there."""
    place = directory.absolute()
    if place.exists() and not place.is_dir():
        raise NotADirectory(directory)
    check_folder(place)
    _check_apart(place, invocation)
    with open_catalogue(invocation, create=True) as catalogue, catalogue.write() as view:
        added = view.sources.by_path(bytes(place)) or _register(view, place, intake)
    invocation.output.record({"path": printable(added.path), "id": added.id})
    invocation.output.line(f"registered {printable(added.path)}; now run: kyyeu update")


@source.command("list")
@command_options
def list_sources(invocation: Invocation) -> None:
    """List the registered directories."""
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        folders = [one for one in view.sources.all() if one.kind is SourceKind.FOLDER]
        counts = {
            one.id: sum(seen.vanished is None for seen in view.sources.sightings(one.id))
            for one in folders
        }
    rows = [("files", "tier", "directory")]
    for one in folders:
        record = {"path": printable(one.path), "files": counts[one.id], "tier": one.intake.tier}
        invocation.output.record(record)
        rows.append((str(counts[one.id]), one.intake.tier, printable(one.path)))
    invocation.output.table(rows)


@source.command("remove")
@click.argument("directory", type=click.Path(path_type=Path))
@command_options
def remove_source(invocation: Invocation, directory: Path) -> None:
    """No longer scan DIRECTORY; what was read from it stays."""
    place = bytes(directory.absolute())
    with open_catalogue(invocation) as catalogue, catalogue.write() as view:
        known = view.sources.by_path(place)
        if known is None:
            raise SourceUnknown(directory)
        view.sources.remove(known.id)
    invocation.output.record({"path": printable(place), "removed": True})
    invocation.output.line(f"no longer scanned: {printable(place)}; its works stay")


def _register(view: View, place: Path, intake: Intake) -> Source:
    for other in view.sources.all():
        if other.kind is SourceKind.FOLDER:
            _check_no_overlap(place, Path(os.fsdecode(other.path)))
    return view.sources.add(SourceKind.FOLDER, bytes(place), intake)


def _check_apart(place: Path, invocation: Invocation) -> None:
    """Refuse what the program keeps for itself: it must not be read as documents."""
    corpus, index = invocation.settings.corpus.absolute(), invocation.settings.index.absolute()
    for own in (corpus / "files", corpus / "texts", index):
        _check_no_overlap(place, own)


def _check_no_overlap(place: Path, other: Path) -> None:
    if place == other or place.is_relative_to(other) or other.is_relative_to(place):
        raise SourceOverlaps(place, other)
