"""The backup of a library whose catalogue lies in a database server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.build.backup.restoring import Restorer
from indexer.build.backup.taking import BackupTaker
from indexer.build.batch import Batch
from indexer.build.progress import Silent
from indexer.catalogue.catalogue import Catalogue
from indexer.errors.backups import CorpusTaken
from indexer.errors.catalogue import CatalogueMissing
from indexer.records.works import Intake, State
from indexer.settings import Settings
from tests.postgres import new_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A library whose catalogue is a new database."""
    with new_database() as url:
        place = tmp_path / "there"
        place.mkdir()
        yield Settings(corpus=place / "corpus", index=place / "index", catalogue=url, workers=1)


def _add(settings: Settings, path: Path) -> None:
    path.write_text("BÁO CÁO\nĐoàn công tác làm việc tại Viêng Chăn\n\nHợp tác quốc tế.")
    settings.corpus.mkdir(exist_ok=True)
    with Catalogue.open(settings.catalogue_url, create=True) as catalogue:
        batch = Batch(settings, catalogue)
        batch.add([path], Intake())
        batch.read()


def _works(url: str) -> list[tuple[str, State]]:
    with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
        return [(work.id, work.state) for work in view.works.all()]


@pytest.mark.postgres
def test_a_library_of_a_server_comes_back(settings: Settings, tmp_path: Path) -> None:
    """Into an empty database, or in the place of what is there, which is kept in the corpus."""
    backup = tmp_path / "backup"
    with pytest.raises(CatalogueMissing):
        BackupTaker(settings, backup, Silent()).take()
    _add(settings, tmp_path / "a.txt")
    works = _works(settings.catalogue_url)
    taken = BackupTaker(settings, backup, Silent()).take()
    assert (taken.works, taken.files, taken.lost) == (1, 1, ())
    with new_database() as url:
        elsewhere = replace(settings, corpus=tmp_path / "elsewhere", catalogue=url)
        restored = Restorer(elsewhere, backup, Silent()).restore()
        assert (restored.works, restored.copied, restored.kept) == (1, 2, "")
        assert _works(url) == works
    with Catalogue.open(settings.catalogue_url, create=False) as catalogue, catalogue.write() as v:
        v.works.set_state(works[0][0], State.WITHDRAWN)
    with pytest.raises(CorpusTaken):
        Restorer(settings, backup, Silent()).restore()
    kept = Restorer(settings, backup, Silent()).restore(replace=True).kept
    assert _works(settings.catalogue_url) == works
    assert _works(f"sqlite:///{settings.corpus / kept}") == [(works[0][0], State.WITHDRAWN)]


@pytest.mark.postgres
def test_a_library_moves_between_a_file_and_a_server(settings: Settings, tmp_path: Path) -> None:
    """A backup holds the same, whatever it was taken of."""
    _add(settings, tmp_path / "a.txt")
    works = _works(settings.catalogue_url)
    for name, catalogue in (("file", ""), ("server", settings.catalogue)):
        BackupTaker(settings, tmp_path / f"of-{name}", Silent()).take()
        settings = replace(settings, corpus=tmp_path / name, catalogue=catalogue)
        Restorer(settings, tmp_path / f"of-{name}", Silent()).restore(replace=True)
        assert _works(settings.catalogue_url) == works
