"""Whoosh reads an open generation: its layers, columns and pages, and nothing that is hidden."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from whoosh import query, sorting
from whoosh.qparser import QueryParser
from whoosh.query import spans

from indexer.engine import codec
from indexer.engine.codec.searching import ExactSearcher
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Every, Native, Plan, Weighted
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, PUBLIC, build, make_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.query import Query

    from indexer.engine.opened import OpenGeneration


@pytest.fixture
def generation(tmp_path: Path) -> Iterator[OpenGeneration]:
    """Two segments of the public tier and one of another, a work deleted, a work withdrawn."""
    engine = FlatEngine(tmp_path / "index")
    first = make_block(
        "w1",
        "báo cáo",
        ["đoàn ra năm 2016", "hợp tác quốc tế tác"],
        facets={"kind": ("report", "minutes")},
        order={"date": "2016"},
    )
    gone = make_block("w2", "đoàn")
    build(engine, [first, gone, make_block("w4", "", ["đoàn"], Tier.RESTRICTED)])
    later = make_block("w3", "", ["đoàn vào hợp tác"], order={"date": "2015"})
    build(engine, [later, make_block("w5", "đoàn")], {"w1", "w4"})
    engine.withdraw(["w5"])
    with closing(engine.open()) as opened:
        yield opened


def ask(generation: OpenGeneration, wanted: Query, tiers: frozenset[Tier]) -> list[str]:
    """Return works and pages that Whoosh's searcher finds."""
    with ExactSearcher(generation.reader(tiers)) as searcher:
        found = searcher.search(wanted, limit=None)
        return sorted(f"{hit['work']}.{hit['page']}" for hit in found)


def term(text: str) -> Query:
    """Return the query of an accented term."""
    return query.Term("accented", text)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (term("đoàn"), ["w1.1", "w3.1"]),
        (query.Wildcard("accented", "*o*"), ["w1.0", "w1.1", "w3.1"]),
        (query.FuzzyTerm("folded", "hộp"), ["w1.2", "w3.1"]),
        (query.Prefix("folded", "qu"), ["w1.2"]),
        (query.Regex("accented", "[hq]..?.$"), ["w1.2", "w3.1"]),
        (query.TermRange("accented", "b", "d"), ["w1.0"]),
        (query.Phrase("accented", ["hợp", "tác"]), ["w1.2", "w3.1"]),
        (spans.SpanFirst(term("đoàn")), ["w1.1", "w3.1"]),
        (spans.SpanNear(term("hợp"), term("tế"), slop=3), ["w1.2"]),
        (query.Or([term("ra"), term("vào")]), ["w1.1", "w3.1"]),
        (query.AndNot(term("đoàn"), term("ra")), ["w3.1"]),
        (query.Term("bigrams", "hop tac"), []),
        (query.Term("bigrams", "hợp tác"), ["w1.2", "w3.1"]),
        (query.Every(), ["w1.0", "w1.1", "w1.2", "w3.0", "w3.1"]),
    ],
    ids=str,
)
def test_queries_of_every_kind_run(
    generation: OpenGeneration, wanted: Query, found: list[str]
) -> None:
    """On what lives in the tiers asked for, and on nothing else."""
    assert ask(generation, wanted, PUBLIC) == found


def test_tiers_are_libraries_of_their_own(generation: OpenGeneration) -> None:
    """Nothing of another tier is there; no tiers, no documents."""
    assert ask(generation, term("đoàn"), ALL_TIERS) == ["w1.1", "w3.1", "w4.1"]
    assert ask(generation, term("đoàn"), frozenset()) == []


def test_questions_are_parsed_into_terms_as_pages_were(generation: OpenGeneration) -> None:
    """With accents as they are, without them folded."""
    schema = generation.reader(PUBLIC).schema
    assert QueryParser("folded", schema).parse("Quốc TẾ") == query.And(
        [query.Term("folded", "quoc"), query.Term("folded", "te")]
    )
    assert QueryParser("accented", schema).parse('"Quốc TẾ"') == query.Phrase(
        "accented", ["quốc", "tế"]
    )


def test_pages_are_sorted_grouped_and_shown(generation: OpenGeneration) -> None:
    """By columns of the page and of its work; facets and the text are stored."""
    with ExactSearcher(generation.reader(PUBLIC)) as searcher:
        kinds = sorting.StoredFieldFacet("facet.kind", allow_overlap=True, split_fn=list)
        found = searcher.search(
            term("đoàn"),
            sortedby="order.date",
            groupedby={"kinds": kinds, "works": sorting.FieldFacet("work")},
        )
        assert [(hit["work"], hit["label"], hit["text"]) for hit in found] == [
            ("w3", "p1", "đoàn vào hợp tác"),
            ("w1", "p1", "đoàn ra năm 2016"),
        ]
        assert found[1]["facet.kind"] == ["minutes", "report"]
        assert set(found.groups("kinds")) == {"minutes", "report"}
        assert set(found.groups("works")) == {"w1", "w3"}
        after_2015 = query.ColumnQuery("order.date", lambda date: date > "2015")
        (only,) = searcher.search(term("đoàn"), filter=after_2015)
        assert only["work"] == "w1"


def test_the_readme_runs(
    generation: OpenGeneration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example in the package's README does what it says."""
    assert generation.number
    text = Path(codec.__file__).with_name("README.md").read_text(encoding="utf-8")
    block = text.split("```python\n")[2].split("```")[0]
    block = block.replace('Path("index")', f"Path({str(tmp_path / 'index')!r})")
    exec(block.replace('"bao"', '"đoàn"'), {})  # noqa: S102 - our own text
    shown = capsys.readouterr().out
    assert shown.startswith("w3 1 đoàn vào hợp tác\nw1 1 đoàn ra")
    assert shown.endswith("\n2\n")


@pytest.mark.parametrize(
    ("wanted", "works"),
    [
        (spans.SpanFirst(term("đoàn")), ["w1", "w3"]),
        (spans.SpanNear(term("hợp"), term("tế"), slop=3), ["w1"]),
        (query.Regex("accented", "t[ếư].*"), ["w1"]),
        (query.TermRange("folded", "v", "x"), ["w3"]),
        (query.And([term("hợp"), query.Not(term("vào"))]), ["w1"]),
    ],
    ids=str,
)
def test_what_the_evaluator_does_not_know_whoosh_answers(
    generation: OpenGeneration, wanted: Query, works: list[str]
) -> None:
    """As any leaf: by work, scored, counted, with its pages."""
    leaf = Native(wanted)
    plan = Plan(PUBLIC, Every((leaf,)), (Weighted(leaf),), facets=("kind",))
    found = generation.search(plan)
    assert sorted(one.work for one in found.works) == works
    assert found.total == len(works)
    assert all(one.score > 0 and one.pages for one in found.works)
    assert found.facets["kind"] == ((("minutes", 1), ("report", 1)) if "w1" in works else ())
