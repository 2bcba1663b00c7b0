from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from indexer.build.describe_files import describe_read
from indexer.build.progress import Silent
from indexer.build.report import Report
from indexer.build.split_sheet import write_split
from indexer.build.split_work import SplitWork
from indexer.build.splitting import living
from indexer.errors.sheets import SheetWrong
from indexer.errors.works import PapersCorrected, PapersMissing, VolumeUnread, WorkIsPaper
from indexer.extract.version import READER_VERSION
from indexer.records.files import File, ReadFile, Reading
from indexer.records.works import Field, Kind, Origin, State, Tier, Value, Work, WorkFile
from tests.describe.volumes.setting import cover, numbered, papers, title

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.build.batch import Batch
    from indexer.build.read import Corpus

HASH = "ef" * 32
FIRSTS = [2, 6, 10, 14, 18]


@pytest.fixture
def corpus(batch: Batch) -> Corpus:
    """A corpus with one volume that was read: a cover and five papers of four pages."""
    read = ReadFile(
        Reading.READ, "pdf", pages=tuple(numbered([cover(), *papers((4,) * 5)], offset=0))
    )
    file = File(
        HASH,
        1,
        "Kỷ yếu.pdf",
        "pdf",
        Reading.READ,
        pages=len(read.pages),
        text_version=READER_VERSION,
    )
    original = batch.corpus.originals.path(HASH)
    original.parent.mkdir(parents=True)
    original.write_bytes(b"%PDF")
    batch.corpus.texts.save(HASH, READER_VERSION, read)
    with batch.catalogue.write() as view:
        view.files.add(file)
    return batch.corpus


def _describe(corpus: Corpus) -> tuple[Work, ...]:
    """Describe the volume as if the describer had changed, and return it with its papers."""
    with corpus.catalogue.write() as view:
        file = view.files.get(HASH)
        assert file is not None
        view.files.update(_undescribed(file))
    report = Report()
    describe_read(corpus, Silent(), report)
    assert not report.problems
    return _all(corpus)


def _undescribed(file: File) -> File:
    return File(
        file.sha256,
        file.size,
        file.name,
        file.kind,
        file.reading,
        pages=file.pages,
        text_version=file.text_version,
    )


def _all(corpus: Corpus) -> tuple[Work, ...]:
    with corpus.catalogue.read() as view:
        (volume,) = [work for work in view.works.all() if not work.parent]
        return volume, *living(view.works.children(volume.id))


def _firsts(works: tuple[Work, ...]) -> list[int]:
    return [work.files[0].first_page for work in works]


def _sheet(corpus: Corpus, path: Path) -> list[dict[str, str]]:
    """Return the rows of the sheet of the volume."""
    review = SplitWork(corpus, _all(corpus)[0].id).review()
    write_split(path, review.rows, review.pages)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _take_over(corpus: Corpus, path: Path, rows: list[dict[str, str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return SplitWork(corpus, _all(corpus)[0].id).take_over(path)


def test_a_volume_becomes_works(corpus: Corpus) -> None:
    """Papers are below it, in order, in its state and tier, each with its pages."""
    volume, *found = _describe(corpus)
    assert volume.first(Field.KIND) == Kind.PROCEEDINGS
    assert _firsts(tuple(found)) == FIRSTS
    for at, paper in enumerate(found):
        assert (paper.parent, paper.position) == (volume.id, at + 1)
        assert (paper.state, paper.tier) == (State.PUBLISHED, Tier.PUBLIC)
        assert paper.files == (WorkFile(HASH, first_page=FIRSTS[at], last_page=FIRSTS[at] + 3),)
        assert paper.first(Field.TITLE) == title(at).upper()
        assert {value.origin for value in paper.values} <= {Origin.READ, Origin.SUGGESTED}


def test_described_again_they_are_the_same(corpus: Corpus) -> None:
    """Ids, moments and values stay when nothing else is found."""
    assert _describe(corpus) == _describe(corpus)


def test_what_a_person_confirmed_stays(corpus: Corpus) -> None:
    """A confirmed title is kept, and with it the pages of all papers."""
    _, first, *_ = _describe(corpus)
    named = Value(Field.TITLE, "Nhan đề đúng", Origin.CONFIRMED)
    with corpus.catalogue.write() as view:
        view.works.set_values(first.id, (named,), {Origin.CONFIRMED})
    _, again, *_ = _describe(corpus)
    assert again.id == first.id
    assert again.first(Field.TITLE) == "Nhan đề đúng"
    with pytest.raises(PapersCorrected):
        SplitWork(corpus, first.parent).apply()


def test_a_removed_paper_does_not_come_back(corpus: Corpus) -> None:
    """Its pages stay hidden with it."""
    _, first, *_ = _describe(corpus)
    with corpus.catalogue.write() as view:
        view.works.set_state(first.id, State.DELETED)
    assert _firsts(_describe(corpus)[1:]) == FIRSTS[1:]
    with corpus.catalogue.read() as view:
        assert view.works.get(first.id).files == first.files


def test_joined_and_split_again(corpus: Corpus) -> None:
    """Joining gives the pages back and lasts; splitting brings the same works back."""
    volume, *found = _describe(corpus)
    assert SplitWork(corpus, volume.id).join() == 5
    assert len(_all(corpus)) == 1
    with corpus.catalogue.read() as view:
        assert not any(child.files for child in view.works.children(volume.id))
    assert len(_describe(corpus)) == 1
    with pytest.raises(PapersMissing):
        SplitWork(corpus, volume.id).join()
    assert SplitWork(corpus, volume.id).apply() == 5
    assert [work.id for work in _all(corpus)[1:]] == [work.id for work in found]


def test_a_corrected_list_is_taken_over_and_stays(corpus: Corpus, tmp_path: Path) -> None:
    """A moved start, another title, a row taken out, a new row: all hold when described again."""
    _, *found = _describe(corpus)
    path = tmp_path / "papers.csv"
    rows = _sheet(corpus, path)
    assert [int(row["first_page"]) for row in rows] == FIRSTS
    assert not any(row["last_page"] for row in rows)
    rows[0]["title"] = "Nhan đề do thủ thư sửa"
    rows[1]["first_page"] = "7"
    del rows[3]
    rows.append(dict.fromkeys(rows[0], "") | {"first_page": "20", "title": "Bài bị sót"})
    assert _take_over(corpus, path, rows) == 5
    works = _all(corpus)[1:]
    assert _firsts(works) == [2, 7, 10, 18, 20]
    assert [work.files[0].last_page for work in works] == [6, 9, 17, 19, 21]
    assert [work.id for work in works[:3]] == [work.id for work in found[:3]]
    assert works[0].first(Field.TITLE) == "Nhan đề do thủ thư sửa"
    assert works[4].first(Field.TITLE) == "Bài bị sót"
    again = _describe(corpus)[1:]
    assert [(one.id, one.files) for one in again] == [(one.id, one.files) for one in works]
    assert [one.of(Field.TITLE) for one in again] == [one.of(Field.TITLE) for one in works]
    review = SplitWork(corpus, works[0].parent).review()
    assert review.way is None
    assert [row.id for row in review.rows] == [work.id for work in works]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("first_page", "x"),
        ("first_page", "99"),
        ("first_page", "6"),
        ("last_page", "1"),
        ("last_page", "14"),
        ("id", "?"),
    ],
)
def test_a_wrong_sheet_changes_nothing(
    corpus: Corpus, tmp_path: Path, column: str, cell: str
) -> None:
    """What is wrong is named with its row; the papers stay as they were."""
    before = _describe(corpus)
    rows = _sheet(corpus, tmp_path / "papers.csv")
    rows[2][column] = cell
    with pytest.raises(SheetWrong) as wrong:
        _take_over(corpus, tmp_path / "papers.csv", rows)
    assert "row 4" in wrong.value.message("en")
    assert _all(corpus) == before


def test_a_person_who_calls_it_otherwise_is_believed(corpus: Corpus) -> None:
    """A volume that is catalogued as something else stays one work."""
    kind = Value(Field.KIND, Kind.SUMMARY, Origin.CONFIRMED)
    volume = Work("000000000", State.PUBLISHED, Tier.PUBLIC, (WorkFile(HASH),), (kind,))
    with corpus.catalogue.write() as view:
        view.works.add(volume)
    assert len(_describe(corpus)) == 1


def test_only_volumes_are_split(corpus: Corpus) -> None:
    """A paper leads to its volume; a work without a file that was read is named."""
    volume, paper, *_ = _describe(corpus)
    with pytest.raises(WorkIsPaper):
        SplitWork(corpus, paper.id)
    with corpus.catalogue.write() as view:
        view.works.replace(Work(volume.id, volume.state, volume.tier))
    with pytest.raises(VolumeUnread):
        SplitWork(corpus, volume.id)
