"""A new version of the program comes in beside the old one that serves."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indexer.build.report import Report
from indexer.engine import manifest
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Intake, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.build.batch import Batch

_PUBLIC = frozenset({Tier.PUBLIC})


@pytest.fixture
def indexed(batch: Batch, documents: Path) -> Batch:
    """A library whose index the old program made."""
    batch.add([documents], Intake())
    batch.read()
    batch.index(anew=True)
    return batch


@pytest.fixture
def new_program(indexed: Batch, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Whatever runs after the index was made is of a version whose index has another form."""
    assert indexed.report.generation
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "SCHEMA_VERSION", manifest.SCHEMA_VERSION + 1)
        yield patched


def _found(library: Library) -> int:
    return library.search(Request("KOICA", _PUBLIC), date(2026, 3, 2)).total


def _open(index: Path) -> Library:
    return Library.open(index, Analyser(segment))


def test_the_old_generation_serves_until_the_site_is_new_too(
    indexed: Batch, new_program: pytest.MonkeyPatch
) -> None:
    """The old site goes on while the new program builds, afterwards, and when it is restarted."""
    index = indexed.settings.index
    new_version = manifest.SCHEMA_VERSION
    new_program.undo()
    with closing(_open(index)) as old_site:
        new_program.setattr(manifest, "SCHEMA_VERSION", new_version)
        indexed.index(anew=True)
        with closing(_open(index)) as new_site:
            assert (new_site.generation, _found(new_site)) == (2, 1)
        new_program.undo()
        old_site.refresh()
        assert (old_site.generation, _found(old_site)) == (1, 1)
        assert old_site.set_aside == (2,)
        with closing(_open(index)) as restarted:
            assert (restarted.generation, _found(restarted)) == (1, 1)


@pytest.mark.usefixtures("new_program")
def test_the_new_program_reads_no_file_again(indexed: Batch) -> None:
    """What was read is kept with the corpus: only the index is written anew."""
    indexed.report = Report()
    indexed.read()
    indexed.index(anew=False)
    assert not indexed.report.read
    assert indexed.report.works_indexed == 2
