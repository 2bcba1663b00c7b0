from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from indexer.records.files import Sighting, SourceKind
from indexer.records.works import Intake, Kind, State, Tier
from tests.catalogue.examples import MOMENT, file_of, report

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue

WISH = Intake(Tier.INTERNAL, State.SUGGESTED, Kind.MEMORANDUM)


def _sighting(source: int, path: bytes = b"b\xe1o c\xe1o\n.pdf") -> Sighting:
    return Sighting(source, path, 12, 1_700_000_000_123_456_789, "a" * 64, MOMENT, MOMENT)


def test_a_source_is_registered_once(catalogue: Catalogue) -> None:
    """Whatever bytes its path has, with what is assumed of its works."""
    with catalogue.write() as view:
        added = view.sources.add(SourceKind.FOLDER, b"/srv/\xff\n", WISH)
        assert view.sources.add(SourceKind.FOLDER, b"/srv/\xff\n") == added
    with catalogue.read() as view:
        assert view.sources.by_path(b"/srv/\xff\n") == added
        assert added.intake == WISH
        assert len(view.sources.all()) == 2


def test_a_sighting_takes_the_place_of_the_former_at_its_path(catalogue: Catalogue) -> None:
    """The moment when something was first seen there stays."""
    later = MOMENT + timedelta(days=1)
    with catalogue.write() as view:
        source = view.sources.paths_source().id
        first = replace(_sighting(source), intake=WISH)
        view.sources.record(first, _sighting(source, b"/" + b"x" * 4000))
        view.sources.record(replace(first, sha256="b" * 64, first_seen=later, last_seen=later))
    with catalogue.read() as view:
        found = view.sources.sightings(source)
        assert len(found) == 2
        assert view.sources.sightings_of("b" * 64) == (
            replace(first, sha256="b" * 64, last_seen=later),
        )


def test_sightings_are_found_by_the_directory_above(catalogue: Catalogue) -> None:
    """Not those of a name that only begins alike, nor of another source."""
    paths = [b"/a", b"/a/1", b"/a/b/\xff", b"/a.zip", b"/a0", b"/ab", b"/b/a/1"]
    with catalogue.write() as view:
        source = view.sources.paths_source().id
        other = view.sources.add(SourceKind.FOLDER, b"/srv").id
        view.sources.record(*(_sighting(source, path) for path in paths))
        view.sources.record(_sighting(other, b"/a/2"))
    with catalogue.read() as view:
        found = view.sources.sightings_below(source, [b"/a", b"/a/b", b"/b/a/1"])
        assert [one.path for one in found] == [*paths[:3], paths[-1]]
        assert len(view.sources.sightings_below(source, [b"/"])) == len(paths)
        assert view.sources.sightings_below(source, []) == ()


def test_what_vanished_is_marked_and_may_come_back(catalogue: Catalogue) -> None:
    """A vanished sighting keeps the moment at which it vanished first."""
    with catalogue.write() as view:
        source = view.sources.paths_source().id
        seen = _sighting(source)
        view.sources.record(seen)
        view.sources.vanish(source, [seen.path, b"unknown"], MOMENT)
        view.sources.vanish(source, [seen.path], MOMENT + timedelta(days=1))
        assert view.sources.sightings(source) == (replace(seen, vanished=MOMENT),)
        view.sources.record(seen)
        assert view.sources.sightings(source) == (seen,)


def test_a_removed_source_takes_its_sightings_but_no_file_and_no_work(
    catalogue: Catalogue,
) -> None:
    """The source of single paths cannot be removed at all."""
    with catalogue.write() as view:
        source = view.sources.add(SourceKind.FOLDER, b"/srv")
        view.sources.record(_sighting(source.id))
        view.files.add(file_of("a"))
        work = view.works.add(report(file_of("a")))
        view.sources.remove(source.id)
        view.sources.remove(view.sources.paths_source().id)
    with catalogue.read() as view:
        assert [one.kind for one in view.sources.all()] == [SourceKind.PATHS]
        assert view.sources.sightings_of("a" * 64) == ()
        assert view.works.get(work.id) == work
