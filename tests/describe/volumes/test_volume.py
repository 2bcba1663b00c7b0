from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from indexer.describe import NameFinder
from indexer.describe.volumes import PageRun, Told, Volume, Way, describe_volume
from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.records.files import File, ReadFile, Reading
from indexer.records.works import Field, Kind, Value
from tests.bench.splitting import join_articles, split_file
from tests.describe.volumes.setting import AUTHORS, cover, numbered, papers, title

HASH = "cd" * 32
NOBODY = NameFinder.from_authorities(())
ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("KYYEU_SHARED", ROOT.parent / "shared")) / "data"


def _described(told: Told, *, front: bool = True) -> Volume:
    """Return the description of a volume of five papers of four pages, behind a cover."""
    pages = numbered([*([cover()] if front else []), *papers((4, 4, 4, 4, 4))], offset=0)
    read = ReadFile(Reading.READ, "pdf", pages=tuple(pages))
    return describe_volume(File(HASH, 1, "Kỷ yếu hội thảo mẫu.pdf"), read, NOBODY, told)


def _texts(values: tuple[Value, ...], field: Field) -> list[str]:
    return [value.text for value in values if value.field is field]


def test_a_paper_has_values_with_evidence_on_its_own_pages() -> None:
    """Title, kind, authors and abstract; the date is that of the volume."""
    volume = _described(Told())
    assert _texts(volume.values, Field.KIND) == [Kind.PROCEEDINGS]
    assert [paper.run for paper in volume.papers] == [
        PageRun(first, first + 3) for first in (2, 6, 10, 14, 18)
    ]
    for at, paper in enumerate(volume.papers):
        assert _texts(paper.values, Field.TITLE) == [title(at).upper()]
        assert _texts(paper.values, Field.KIND) == [Kind.PAPER]
        assert _texts(paper.values, Field.AUTHOR) == [AUTHORS[at]]
        assert _texts(paper.values, Field.DATE) == ["2019-05"]
        (abstract,) = [value for value in paper.values if value.field is Field.ABSTRACT]
        assert abstract.evidence is not None
        assert abstract.evidence.page == paper.run.first


def test_what_a_person_calls_it_decides() -> None:
    """A file that is said to be no proceedings stays one work."""
    assert not _described(Told(Kind.SUMMARY)).papers
    assert len(_described(Told(Kind.PROCEEDINGS)).papers) == 5


def test_pages_that_a_person_has_laid_down_stay() -> None:
    """Even where the program would begin elsewhere; no pages make it one work."""
    runs = (PageRun(2, 9), PageRun(11, 12))
    volume = _described(Told(runs=runs))
    assert tuple(paper.run for paper in volume.papers) == runs
    assert volume.way is None
    assert not _described(Told(runs=())).papers


def test_a_volume_without_front_matter_has_the_name_of_its_file() -> None:
    """The first title in it is that of a paper."""
    volume = _described(Told(), front=False)
    assert len(volume.papers) == 5
    assert _texts(volume.values, Field.TITLE) == ["Kỷ yếu hội thảo mẫu"]
    assert _texts(volume.values, Field.KIND) == [Kind.PROCEEDINGS]


def test_the_sample_volume() -> None:
    """Ten papers behind roman pages, by the printed contents; the imprint is the volume's."""
    (path,) = (ROOT / "corpus" / "samples" / "ky-yeu").glob("*.pdf")
    read = read_file(path, Limits())
    volume = describe_volume(File(HASH, 1, path.name), read, NOBODY)
    assert volume.way is Way.CONTENTS
    firsts = [paper.run.first for paper in volume.papers]
    assert firsts == [7, 14, 21, 28, 35, 41, 47, 53, 59, 65]
    assert volume.papers[-1].run.last == len(read.pages) - 1


def test_the_issue_of_a_journal() -> None:
    """All 42 papers of 172 pages, of which the last is news; at most two more."""
    gold = SHARED / "splitting" / "gold_split_So01.2025.json"
    if not gold.exists():
        pytest.skip("needs the shared material: set KYYEU_SHARED")
    told = json.loads(gold.read_text(encoding="utf-8"))
    (path,) = (SHARED / "files").rglob(told["file"])
    result = split_file(path, told["starts"])
    assert not result.missed
    assert len(result.false) <= 2


def test_single_articles_joined(tmp_path: Path) -> None:
    """60 articles in TCVN3 without a table of contents, at least 95 % with at most 5 % false."""
    articles = sorted((SHARED / "files").rglob("art_*.pdf"))
    if not articles:
        pytest.skip("needs the shared material: set KYYEU_SHARED")
    joined = tmp_path / "joined.pdf"
    result = split_file(joined, join_articles(articles, joined))
    assert result.way == Way.TYPOGRAPHY
    assert result.found >= 0.95 * result.papers
    assert len(result.false) <= 0.05 * result.papers
