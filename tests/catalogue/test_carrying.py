"""A catalogue of any database into a file, and a file into a catalogue of any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import write_snapshot
from indexer.records.files import Sighting, SourceKind
from indexer.records.runs import Outcome
from indexer.records.works import State, Tier
from tests.catalogue.examples import MOMENT, file_of, report

if TYPE_CHECKING:
    from pathlib import Path

FILE, GONE = file_of("a", "báo cáo\udcff.pdf"), file_of("gone")


def _fill(catalogue: Catalogue) -> None:
    """Put something into every table, references to the same table among it."""
    with catalogue.write() as view:
        for file in (FILE, GONE):
            view.files.add(replace(file, readable=0.9375, warnings=("một", "hai")))
        view.files.keep_sketch(FILE.sha256, b"\x00\xff")
        view.files.erase(GONE.sha256)
        drawn = report(FILE, state=State.WITHDRAWN)
        volume = replace(drawn, id="9" + drawn.id[1:])
        # Its id comes before that of the volume.
        paper = replace(report(FILE, tier=Tier.INTERNAL), id="0" + volume.id[1:], parent=volume.id)
        view.works.add_all((volume, replace(paper, position=1, embargo=date(2027, 1, 2))))
        view.works.purge(view.works.add(report()).id)
        view.works.add(report(FILE))
        source = view.sources.add(SourceKind.FOLDER, b"/srv/\xff\n")
        view.sources.record(
            Sighting(source.id, b"\xe1/a.pdf", 12, 1 << 60, FILE.sha256, MOMENT, MOMENT)
        )
        view.authorities.merge("jica", "koica")
        run = view.runs.begin(MOMENT, "nightly")
        view.runs.end(run, datetime.now(UTC), Outcome.DONE, {"new": 1})


def _told(catalogue: Catalogue) -> object:
    with catalogue.read() as view:
        tables = (view.works.all(), tuple(view.files.all()), view.authorities.all())
        sources = view.sources.all()
        sightings = [view.sources.sightings(one.id) for one in sources]
        rest = (view.files.sketches(), view.files.erased(), view.works.tombstones())
        return tables, sources, sightings, rest, view.authorities.redirects(), view.runs.latest(9)


def _snapshot(catalogue: Catalogue, path: Path) -> bytes:
    with catalogue.read() as view:
        write_snapshot(view, path)
    return path.read_bytes()


def test_a_catalogue_goes_into_a_file_and_back(catalogue: Catalogue, tmp_path: Path) -> None:
    """All it tells is the same in each, the bytes that the site would show among it."""
    _fill(catalogue)
    told = _told(catalogue)
    path = tmp_path / "copy?.sqlite"
    catalogue.copy_to(path)
    assert [one.name for one in tmp_path.glob("copy*")] == [path.name]
    with Catalogue.open(f"sqlite:///{path}", create=False) as copy:
        assert _told(copy) == told
        shown = _snapshot(copy, tmp_path / "1.sqlite")
    with catalogue.write() as view:
        view.works.add(report())
        view.sources.add(SourceKind.FOLDER, b"/later")
        view.authorities.merge("koica", "hcma")
    catalogue.replace_by(path)
    assert _told(catalogue) == told
    assert _snapshot(catalogue, tmp_path / "2.sqlite") == shown


def test_numbers_that_were_carried_are_not_given_again(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """A source or a run that comes later gets one of its own."""
    _fill(catalogue)
    catalogue.copy_to(tmp_path / "copy.sqlite")
    catalogue.replace_by(tmp_path / "copy.sqlite")
    with catalogue.write() as view:
        taken = {source.id for source in view.sources.all()}
        runs = {run.id for run in view.runs.latest(9)}
        assert view.sources.add(SourceKind.FOLDER, b"/later").id not in taken
        assert view.runs.begin(MOMENT, "nightly") not in runs
