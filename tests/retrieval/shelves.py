"""Titles and pages into a catalogue and an index, for the tests of the library."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot, write_snapshot
from indexer.engine.blocks import HEAD, Block
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import Analyser
from indexer.language.compounds import COMPOUNDS_NAME, write_compounds
from indexer.records.works import Field, Origin, State, Tier, Value, Work
from indexer.retrieval.labels import LABELS_NAME, write_labels
from indexer.retrieval.library import Library
from indexer.retrieval.passages import make_passage
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.retrieval.results import Results

TODAY = date(2026, 3, 2)
PUBLIC = frozenset({Tier.PUBLIC})


def split(texts: Sequence[str]) -> list[list[str]]:
    """Segment into single syllables; named, so that other processes can have it."""
    return [text.split() for text in texts]


ANALYSER = Analyser(split)


@dataclass
class Shelf:
    """Works on the disk; :meth:`publish` makes what was put there a generation."""

    catalogue: Catalogue
    index: Path
    engine: FlatEngine
    blocks: dict[str, Block] = field(default_factory=dict)
    libraries: list[Library] = field(default_factory=list)

    @classmethod
    def make(cls, directory: Path) -> Shelf:
        """Start with nothing below ``directory``."""
        catalogue = Catalogue.open(f"sqlite:///{directory / 'catalogue.sqlite'}", create=True)
        return cls(catalogue, directory / "index", FlatEngine(directory / "index"))

    def put(
        self,
        title: str,
        pages: Iterable[str] = (),
        tier: Tier = Tier.PUBLIC,
        dated: str = "2016",
        kind: str = "other",
    ) -> str:
        """Put a work on the shelf and return its id."""
        values = ((Field.TITLE, title), (Field.DATE, dated), (Field.KIND, kind))
        with self.catalogue.write() as view:
            work = Work(
                view.works.new_id(),
                State.PUBLISHED,
                tier,
                values=tuple(Value(name, text, Origin.CONFIRMED) for name, text in values),
            )
            view.works.add(work)
        passages = [make_passage(ANALYSER, HEAD, "", "head", "", title)]
        for number, text in enumerate(pages, 1):
            passages.append(make_passage(ANALYSER, number, str(number), "page", "f" * 64, text))
        facets = {"kind": (kind,), "year": (dated,)}
        self.blocks[work.id] = Block(
            work.id, tier, "1", tuple(passages), facets, {"date": dated, "title": title.lower()}
        )
        return work.id

    def publish(self, analyser_version: str = ANALYSER.version) -> None:
        """Write a generation of everything on the shelf."""

        def attach(directory: Path) -> None:
            with self.catalogue.read() as view:
                write_snapshot(view, directory / SNAPSHOT_NAME)
            with closing(Snapshot.open(directory / SNAPSHOT_NAME)) as snapshot:
                write_labels(snapshot, directory / LABELS_NAME)
            write_compounds(ANALYSER.compounds, directory / COMPOUNDS_NAME)

        self.engine.build(
            self.blocks.values(),
            attach=attach,
            analyser_version=analyser_version,
        )

    def open(self) -> Library:
        """Open the library, to be closed with the shelf."""
        library = Library.open(self.index, ANALYSER)
        self.libraries.append(library)
        return library

    def reopen(self) -> Library:
        """Publish and open."""
        self.publish()
        return self.open()

    def ask(self, query: str, tiers: frozenset[Tier] = PUBLIC) -> Results:
        """Publish, open and search."""
        return self.reopen().search(Request(query, tiers), TODAY)

    def close(self) -> None:
        """Close what was opened."""
        for library in self.libraries:
            library.close()
        self.catalogue.close()
