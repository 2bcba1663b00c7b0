"""Whoosh's searcher finds in our index what it finds in its own."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import query, sorting
from whoosh.qparser import QueryParser

from indexer.engine import codec
from indexer.engine.codec.index import open_dir
from tests.engine.codec.twins import (
    ANALYZERS,
    Twins,
    draw_query,
    fill,
    make_schema,
    make_twins,
    search_all,
)

if TYPE_CHECKING:
    from whoosh.searching import Searcher


@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 1 << 32), segments=st.integers(1, 4), optimize=st.booleans())
def test_every_query_answers_as_in_an_index_of_whoosh(
    seed: int, segments: int, *, optimize: bool
) -> None:
    """Documents and scores are the same, merged or not; nothing is lost by default either."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    with TemporaryDirectory() as directory:
        twins = make_twins(Path(directory))
        fill(twins, chance, segments, 30)
        if optimize:
            twins.write(lambda _writer: None, optimize=True)
        for _ in range(15):
            check(twins, draw_query(chance))


def check(twins: Twins, wanted: query.Query) -> None:
    """Both find the same documents with the same scores."""
    try:
        with twins.stock.searcher() as searcher:
            stock = search_all(wanted)(searcher)
    except (IndexError, NotImplementedError):
        # Whoosh's AndNotMatcher reads behind the end; span queries cannot tell their size.
        return
    with twins.ours.searcher() as searcher:
        ours = search_all(wanted)(searcher)
        best_of_ours = [hit.score for hit in searcher.search(wanted, limit=3)]
    assert ours == pytest.approx(stock, abs=1e-9), wanted
    best = sorted(stock.values(), reverse=True)[:3]
    assert best_of_ours == pytest.approx(best, abs=1e-9), wanted


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """Three segments with deletions."""
    made = make_twins(tmp_path_factory.mktemp("index"))
    fill(made, random.Random(3), 3, 60)  # noqa: S311 - repeatable, no secret
    return made


@pytest.mark.parametrize("field", ["number", "day", "title", "kind"])
@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_by_columns(twins: Twins, field: str, *, reverse: bool) -> None:
    """Documents come in the order of a column, absent values where Whoosh has them."""

    def ask(searcher: Searcher) -> list[str]:
        order = [sorting.FieldFacet(field, reverse=reverse), sorting.StoredFieldFacet("id")]
        return [hit["id"] for hit in searcher.search(query.Every(), sortedby=order, limit=None)]

    stock, ours = twins.ask(ask)
    assert ours == stock


def test_facets_and_collapsing(twins: Twins) -> None:
    """Groups by a column, by a range of numbers and by terms alone; one hit per kind."""

    def ask(searcher: Searcher) -> object:
        facets = sorting.Facets().add_field("kind").add_field("open")
        facets.add_facet("numbers", sorting.RangeFacet("number", -20, 20, 8))
        facets.add_field("tags", allow_overlap=True)
        found = searcher.search(query.Every(), groupedby=facets, limit=None)
        groups = {
            name: {
                str(key): sorted(searcher.stored_fields(one)["id"] for one in members)
                for key, members in found.groups(name).items()
            }
            for name in found.facet_names()
        }
        collapsed = searcher.search(query.Every(), collapse="kind", limit=None)
        return groups, len(collapsed)

    stock, ours = twins.ask(ask)
    assert ours == stock


def test_statistics_and_terms(twins: Twins) -> None:
    """Terms, their statistics and the lengths of fields are those of Whoosh, byte for byte."""

    def ask(searcher: Searcher) -> object:
        reader = searcher.reader()
        terms = {
            term: (
                info.doc_frequency(),
                info.weight(),
                info.max_weight(),
                info.min_length(),
                info.max_length(),
                info.min_id(),
                info.max_id(),
            )
            for leaf, _offset in reader.leaf_readers()
            for term, info in leaf
        }
        lengths = {
            name: (reader.field_length(name), reader.max_field_length(name))
            for name in ("body", "title", "plain", "tags")
        }
        return (
            list(reader.all_terms()),
            terms,
            lengths,
            sorted(reader.indexed_field_names()),
            list(reader.expand_prefix("body", "đ")),
            reader.frequency("body", "đoàn"),
            reader.doc_frequency("body", "vắng"),
            reader.most_distinctive_terms("body", 3),
            sorted(map(str, reader.all_stored_fields())),
            searcher.doc_count(),
            searcher.doc_count_all(),
        )

    stock, ours = twins.ask(ask)
    assert ours == stock


def test_what_is_shown_beside_results(twins: Twins) -> None:
    """Highlights, similar documents and corrected spellings."""

    def ask(searcher: Searcher) -> object:
        found = searcher.search(query.Term("body", "nghị"), limit=None)
        first = min(found, key=lambda hit: hit["id"])
        similar = {hit["id"]: round(hit.score, 9) for hit in first.more_like_this("body", top=99)}
        parsed = QueryParser("body", make_schema()).parse("bao")
        corrected = searcher.correct_query(parsed, "bao", maxdist=2).string
        return (
            sorted(hit.highlights("body") for hit in found),
            similar,
            searcher.corrector("body").suggest("doan", maxdist=2),
            corrected,
            sorted(found.matched_terms()) if found.has_matched_terms() else None,
        )

    stock, ours = twins.ask(ask)
    assert ours == stock


def test_opened_again(twins: Twins) -> None:
    """Another process, with the same analyzers, reads the same."""
    again = open_dir(twins.ours.storage.folder, analyzers=ANALYZERS)
    again.verify()
    wanted = query.Term("body", "đoàn")
    with again.searcher() as searcher:
        found = search_all(wanted)(searcher)
    assert found == twins.ask(search_all(wanted))[1]
    assert again.schema.names() == make_schema().names()


def test_refreshing(tmp_path: Path) -> None:
    """A searcher stays as it is until it is refreshed; deleted documents stay deleted."""
    twins = make_twins(tmp_path)
    index = twins.ours
    for number in range(6):
        with index.writer() as writer:
            writer.add_document(id=f"w{number}", body="đoàn ra")
            writer.merge = False
    index.delete_by_term("id", "w1")
    with index.searcher() as searcher:
        index.delete_by_term("id", "w2")
        index.optimize()
        assert searcher.doc_count() == 5
        assert not searcher.up_to_date()
        fresh = searcher.refresh()
        found = {hit["id"] for hit in fresh.search(query.Term("body", "ra"))}
        assert found == {"w0", "w3", "w4", "w5"}
        assert fresh.up_to_date()
        fresh.close()


def test_a_segment_removed_while_an_index_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that read the table of contents too early reads it again."""
    index = make_twins(tmp_path).ours
    with index.writer() as writer:
        writer.add_document(id="w1", body="đoàn")
    early = index.read_contents()
    with index.writer() as writer:
        writer.update_document(id="w1", body="đoàn ra")
    late = index.read_contents()
    answers = iter((early, late))
    monkeypatch.setattr(index, "read_contents", lambda: next(answers))
    with index.reader() as reader:
        assert [stored["body"] for stored in reader.all_stored_fields()] == ["đoàn ra"]


def test_the_readme_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ten lines of the package's README do what they say."""
    text = Path(codec.__file__).with_name("README.md").read_text(encoding="utf-8")
    block = text.split("```python\n")[1].split("```")[0]
    exec(block.replace("some/directory", str(tmp_path)), {})  # noqa: S102 - our own text
    shown = capsys.readouterr().out
    assert shown.startswith("1 ")
    assert "đoàn" in shown
