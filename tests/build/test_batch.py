from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.build.removal import purge_work, remove_work
from indexer.build.today import local_today
from indexer.errors.works import WorkUnknown
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.files import Reading, SourceKind
from indexer.records.works import Field, Intake, Kind, Origin, State, Tier, Value, Work
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request, Results

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = frozenset({Tier.PUBLIC})
Ask = Callable[..., Results]


@pytest.fixture
def ask(batch: Batch) -> Iterator[Ask]:
    """Ask the index of the batch, as it is at that moment."""
    opened: list[Library] = []

    def search(query: str, tiers: frozenset[Tier] = PUBLIC) -> Results:
        opened.append(Library.open(batch.settings.index, Analyser(segment)))
        return opened[-1].search(Request(query, tiers), local_today())

    yield search
    for library in opened:
        library.close()


def _run(batch: Batch, paths: list[Path], intake: Intake | None = None) -> Batch:
    run = Batch(batch.settings, batch.catalogue)
    run.add(paths, intake or Intake())
    run.read()
    run.index(anew=False)
    return run


def test_from_file_to_page(batch: Batch, documents: Path, ask: Ask) -> None:
    """What was added is found, with its page, by its words with and without accents."""
    report = _run(batch, [documents]).report
    assert report.read == {Reading.READ: 2}
    assert not report.problems
    for query in ("đào tạo cán bộ", "dao tao can bo", "KOICA"):
        results = ask(query)
        assert results.total == 1
        hit = results.hits[0]
        assert "Hàn Quốc" in hit.work.first(Field.TITLE)
        assert hit.pages[0].page == 1
        snippet, marks = hit.pages[0].snippet, hit.pages[0].marks
        marked = {snippet[mark.start : mark.end].lower() for mark in marks}
        assert marked & {"đào tạo cán bộ", "koica"}


def test_an_accented_question_means_that_word(batch: Batch, documents: Path, ask: Ask) -> None:
    """The word "dạng" is not "đảng"; "dang" is either."""
    _run(batch, [documents])
    assert ask("dạng").total == 1
    assert ask("đảng").total == 0
    assert ask("dang").total == 1


def test_a_second_run_does_nothing(batch: Batch, documents: Path) -> None:
    """Nothing new means no reading, no description and no new generation."""
    first = _run(batch, [documents]).report
    assert first.generation == 1
    second = _run(batch, [documents]).report
    assert second.generation is None
    assert (second.new, second.read, second.works_added, second.works_indexed) == (0, {}, 0, 0)
    assert second.works_kept == 2


def test_update_indexes_what_changed(batch: Batch, documents: Path, ask: Ask) -> None:
    """A confirmed title changes one block; the others are taken over."""
    _run(batch, [documents])
    with batch.catalogue.write() as view:
        work = next(one for one in view.works.all() if one.first(Field.TITLE) == "Ghi chú")
        title = Value(Field.TITLE, "Biên bản với Viêng Chăn", Origin.CONFIRMED)
        view.works.replace(replace(work, values=(*work.values, title)))
    report = _run(batch, []).report
    assert (report.works_indexed, report.works_kept) == (1, 1)
    assert ask("Viêng Chăn").total == 1


def test_tiers_are_apart(batch: Batch, documents: Path, ask: Ask) -> None:
    """A restricted work is in no answer, count or facet for who may not read it."""
    _run(batch, [documents], Intake(tier=Tier.RESTRICTED))
    assert ask("Hàn Quốc").total == 0
    assert not any(ask("Hàn Quốc").facets.values())
    assert ask("Hàn Quốc", frozenset(Tier)).total == 1


def test_suggested_works_wait(batch: Batch, documents: Path, ask: Ask) -> None:
    """What was added as suggested is catalogued and not found."""
    _run(batch, [documents], Intake(state=State.SUGGESTED, kind=Kind.SUMMARY))
    assert ask("Hàn Quốc").total == 0
    with batch.catalogue.read() as view:
        works = view.works.all()
    assert {work.state for work in works} == {State.SUGGESTED}
    assert {work.first(Field.KIND) for work in works} == {Kind.SUMMARY}


def test_removal_acts_on_an_open_index(batch: Batch, documents: Path) -> None:
    """A removed work is gone from the next search of a library that was open all along."""
    _run(batch, [documents])
    library = Library.open(batch.settings.index, Analyser(segment))
    request = Request("Hàn Quốc", PUBLIC)
    work = library.search(request, local_today()).hits[0].work.id
    remove_work(batch.catalogue, batch.settings.index, work)
    assert library.search(request, local_today()).total == 0
    library.close()
    with pytest.raises(WorkUnknown):
        remove_work(batch.catalogue, batch.settings.index, "000000000")


def test_a_removed_work_stays_removed(batch: Batch, documents: Path, ask: Ask) -> None:
    """The file still lies in its source; scanning it again does not bring the work back."""
    _run(batch, [documents])
    work = ask("Hàn Quốc").hits[0].work.id
    remove_work(batch.catalogue, batch.settings.index, work)
    report = _run(batch, [documents]).report
    assert (report.works_added, report.works_removed) == (0, 1)
    assert ask("Hàn Quốc").total == 0


def test_a_purged_work_leaves_no_byte(batch: Batch, documents: Path, ask: Ask) -> None:
    """Original, text and values are gone, and the next scan does not bring them back."""
    _run(batch, [documents])
    with batch.catalogue.write() as view:
        view.sources.add(SourceKind.FOLDER, bytes(documents))
    work = ask("KOICA").hits[0].work
    purge_work(batch.corpus, batch.settings.index, work.id)
    (documents / "Báo cáo đoàn ra Hàn Quốc.txt").touch()
    again = Batch(batch.settings, batch.catalogue)
    again.scan()
    again.read()
    again.index(anew=True, keep_generations=1)
    assert ask("KOICA").total == 0
    assert not [
        path
        for path in batch.settings.index.rglob("*")
        if path.is_file() and "chuyến công tác của Đoàn".encode() in path.read_bytes()
    ]
    sha256 = work.files[0].sha256
    for place in (batch.settings.corpus, batch.settings.index):
        assert not [path for path in place.rglob("*") if sha256 in path.name]


def test_a_changed_file_is_the_same_work(batch: Batch, documents: Path, ask: Ask) -> None:
    """A document saved again under its name keeps its work, with the new text."""
    run = _run(batch, [documents])
    before = {work.id for work in _works(run)}
    note = documents / "note.md"
    note.write_text("# Ghi chú\n\nPhía Campuchia đề nghị phối hợp.\n")
    _run(batch, [documents])
    assert {work.id for work in _works(run)} == before
    assert ask("Campuchia").total == 1
    assert ask("dạng").total == 0


def test_a_file_that_vanishes_is_named(batch: Batch, documents: Path) -> None:
    """A file that is gone when it is to be read is missing, and the others are read."""
    batch.add([documents], Intake())
    (documents / "note.md").unlink()
    batch.read()
    assert batch.report.read == {Reading.READ: 1, Reading.MISSING: 1}
    assert [one.path for one in batch.report.problems] == ["note.md"]


def test_an_empty_corpus_has_an_empty_index(batch: Batch, ask: Ask) -> None:
    """Building nothing gives an index that finds nothing."""
    batch.scan()
    batch.read()
    batch.index(anew=True)
    assert ask("Hàn Quốc").total == 0


def test_building_anew_gives_the_same_answers(batch: Batch, documents: Path, ask: Ask) -> None:
    """An index that grew and one written anew answer alike, without reading any file again."""
    _run(batch, [documents / "note.md"])
    _run(batch, [documents])
    grown = ask("hợp tác").as_json()
    batch.index(anew=True)
    assert not batch.report.read
    assert ask("hợp tác").as_json() == grown


def _works(batch: Batch) -> tuple[Work, ...]:
    with batch.catalogue.read() as view:
        return view.works.all()
