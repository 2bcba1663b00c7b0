from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.build.compound_list import is_outgrown
from indexer.build.today import local_today
from indexer.engine.flat_engine import FlatEngine
from indexer.errors.index import IndexDamaged
from indexer.language.analyser import Analyser
from indexer.language.compounds import COMPOUNDS_NAME, Compounds, read_compounds, write_compounds
from indexer.language.segment import segment
from indexer.records.works import Intake, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from pathlib import Path

WORD = "giới thiệu"
SENTENCE = "Chị Lan giới thiệu sách mới. Anh Nam cũng giới thiệu một quyển.\n"


@pytest.fixture
def library_report(tmp_path: Path) -> Path:
    """A document with a frequent word that is nobody's name."""
    path = tmp_path / "thu-vien.txt"
    path.write_text(SENTENCE * 5, encoding="utf-8")
    return path


def _add(batch: Batch, path: Path, tier: Tier = Tier.PUBLIC) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    run.add([path], Intake(tier=tier))
    run.read()
    run.index(anew=False)
    return run


def _list(batch: Batch) -> Compounds:
    return read_compounds(_path(batch))


def _path(batch: Batch) -> Path:
    return FlatEngine(batch.settings.index).directory() / COMPOUNDS_NAME


def test_names_and_frequent_words_are_listed(batch: Batch, library_report: Path) -> None:
    """The first index has them at once; names as they are compared, in both languages."""
    _add(batch, library_report)
    texts = _list(batch).texts
    assert {WORD, "hàn quốc", "korea international cooperation agency"} <= texts


def test_an_addition_keeps_the_list(batch: Batch, documents: Path, library_report: Path) -> None:
    """What was there is not analysed again by day; a new index by night learns the new words."""
    _add(batch, documents)
    before = _list(batch)
    report = _add(batch, library_report).report
    assert (report.works_indexed, report.works_kept) == (1, 2)
    assert _list(batch) == before
    assert WORD not in before.texts
    Batch(batch.settings, batch.catalogue).index(anew=True)
    assert WORD in _list(batch).texts


def test_other_tiers_teach_nothing(batch: Batch, library_report: Path) -> None:
    """The list decides how public pages score, so nothing hidden may stand in it."""
    _add(batch, library_report, Tier.INTERNAL)
    assert WORD not in _list(batch).texts
    assert _list(batch).learnt_from == 0


def test_an_index_is_asked_with_its_own_list(batch: Batch, library_report: Path) -> None:
    """A list that is not the one of the index is damage; the next run makes everything anew."""
    _add(batch, library_report)
    write_compounds(Compounds(frozenset({"khác hẳn"})), _path(batch))
    with pytest.raises(IndexDamaged):
        Library.open(batch.settings.index, Analyser(segment))
    assert _add(batch, library_report).report.works_indexed == 1
    with closing(Library.open(batch.settings.index, Analyser(segment))) as library:
        request = Request("GIỚI THIỆU", frozenset({Tier.PUBLIC}))
        assert library.search(request, local_today()).total == 1


def test_a_list_is_outgrown_when_the_library_has_doubled() -> None:
    """A small library may grow for a while, a large one to twice its size."""
    assert not is_outgrown(Compounds(learnt_from=0), 50)
    assert is_outgrown(Compounds(learnt_from=0), 51)
    assert not is_outgrown(Compounds(learnt_from=10_000), 20_050)
    assert is_outgrown(Compounds(learnt_from=10_000), 20_051)


def test_only_a_doubled_library_is_written_anew(batch: Batch, documents: Path) -> None:
    """By night; as long as it has not grown much, what is there is taken over."""
    _add(batch, documents)
    batch.index(relearn=True)
    assert batch.report.generation is None
    path = _path(batch)
    assert read_compounds(path).learnt_from == 2
